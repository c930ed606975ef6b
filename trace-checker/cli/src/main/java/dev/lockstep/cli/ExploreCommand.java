package dev.lockstep.cli;

import dev.lockstep.checker.explore.Bounds;
import dev.lockstep.checker.explore.Exploration;
import dev.lockstep.checker.explore.ExplorationResult;
import dev.lockstep.checker.explore.ExplorationResult.Missing;
import dev.lockstep.checker.explore.ExplorationResult.Wrong;
import dev.lockstep.checker.explore.ExplorationText;
import dev.lockstep.checker.model.MemoryUse;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceWriter;
import dev.lockstep.cli.report.Report;
import dev.lockstep.cli.report.Version;
import dev.lockstep.explorable.Explorable;
import dev.lockstep.report.ReportedRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "explore",
        description = "Visits every state of code at a model's bounds, and compares it with the spec.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {
            "0:the code does what the spec can, but for declared differences; or takes all steps of --replay, --cover or --walks",
            "1:it does something else",
            ExitCodes.USAGE,
            "3:it was interrupted, or its memory is used up"
        })
final class ExploreCommand implements Callable<Integer> {
    static final int INCONCLUSIVE = 3;

    @Spec
    private CommandSpec command;

    @Mixin
    private ExploredCode code;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description =
                    "Where the shortest run to what is wrong is written, to be validated; or the walk that the code refuses.")
    private Path trace;

    @Mixin
    private CodeReplays replays;

    @Option(
            names = "--report",
            paramLabel = "html=FILE",
            description = "Write a page that shows this run, or one to what the code leaves out.")
    private Map<Report, Path> reports = Map.of();

    @Mixin
    private Memory memory;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        memory.require();
        Explorable explorable = code.explorable();
        Bounds bounds = code.bounds(explorable);
        if (trace != null) {
            Written.requirePlace(trace);
        }
        if (replays.isAsked()) {
            return new Interruption().during(interruption -> replay(explorable, bounds, interruption));
        }
        for (Map.Entry<Report, Path> report : reports.entrySet()) {
            if (report.getKey() != Report.HTML) {
                throw new IllegalArgumentException("--report of an exploration is html=FILE");
            }
            Written.requirePlace(report.getValue());
        }
        return new Interruption().during(isOver -> explore(explorable, bounds, isOver));
    }

    private int explore(Explorable explorable, Bounds bounds, BooleanSupplier isOver)
            throws InvalidInputException, IOException {
        LoadedSpec spec = bounds.load();
        Exploration exploration = new Exploration(spec, explorable);
        ExplorationResult result;
        long start = System.nanoTime();
        double processor = processorSeconds();
        PrintWriter err = command.commandLine().getErr();
        try (Progress progress = new Progress(Progress.Form.of(json), err, "states", -1)) {
            NowAndThen exploring = new NowAndThen(progress, "exploring");
            result = exploration.run(isOver, (states, waiting) -> tell(exploring, states, waiting, start));
        }
        Taken taken = new Taken((System.nanoTime() - start) / 1e9, processorSeconds() - processor);
        ExplorationText text = new ExplorationText(bounds, explorable.differences(), result);
        tell(text, taken);
        if (trace != null && result.wrong().isPresent()) {
            write(result);
        }
        for (Path page : reports.values()) {
            Written.whole(page, out -> write(text, spec, out));
        }
        return result.wrong().isEmpty() && !result.isComplete() ? INCONCLUSIVE : text.holds() ? 0 : 1;
    }

    private int replay(Explorable explorable, Bounds bounds, BooleanSupplier isOver)
            throws InvalidInputException, IOException {
        PrintWriter err = command.commandLine().getErr();
        try (Progress progress = new Progress(Progress.Form.of(json), err, "steps", -1)) {
            NowAndThen replaying = new NowAndThen(progress, "replaying");
            PrintWriter out = command.commandLine().getOut();
            return replays.run(explorable, bounds, trace, new CodeReplays.Telling(json, out, isOver, replaying));
        }
    }

    /** Tells how many states there are so far. */
    private static void tell(NowAndThen exploring, long states, long waiting, long start) {
        exploring.tell(() -> {
            long rate = states * 1_000_000_000L / (System.nanoTime() - start);
            return states + " states, " + rate + "/s, " + waiting + " more known"
                    + MemoryUse.now().with(states);
        });
    }

    /** Holds how long an exploration took, without the start-up: by the clock, and of the processor with all threads. */
    private record Taken(double seconds, double processorSeconds) {}

    /** Returns how much of the processor the command has taken so far; 0 where that is not known. */
    private static double processorSeconds() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(duration -> duration.toMillis() / 1e3)
                .orElse(0.0);
    }

    private void tell(ExplorationText text, Taken taken) {
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(Json.write(object(text, taken)));
        } else {
            out.printf("%s, %.1f s%n", text.summary(), taken.seconds);
            text.details().forEach(out::println);
        }
        out.flush();
    }

    private static void write(ExplorationText text, LoadedSpec spec, Writer out)
            throws IOException, InvalidInputException {
        ReportedRun.Tone tone =
                text.result().wrong().isEmpty() && !text.result().isComplete()
                        ? ReportedRun.Tone.WARN
                        : text.holds() ? ReportedRun.Tone.GOOD : ReportedRun.Tone.BAD;
        ModelPage.write(text.bounds().name(), spec, text.result(), tone, text.verdict(), text.headlines(), out);
    }

    private void write(ExplorationResult result) throws IOException {
        try (TraceWriter writer = new TraceWriter(Files.newBufferedWriter(trace), result.header())) {
            for (Event event : result.wrong().orElseThrow().run()) {
                writer.write(event);
            }
        }
    }

    private static Map<String, Object> object(ExplorationText text, Taken taken) {
        ExplorationResult result = text.result();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("model", text.bounds().name());
        object.put("holds", text.holds());
        object.put("complete", result.isComplete());
        if (!result.isComplete()) {
            object.put("early", result.early());
        }
        object.put("codeStates", result.codeStates());
        object.put("specStates", result.specStates());
        object.put("codeSteps", result.codeSteps());
        object.put("specSteps", result.specSteps());
        object.put("depth", result.depth());
        object.put("declared", text.bounds().expectation().toString());
        object.put("seconds", taken.seconds);
        object.put("processorSeconds", taken.processorSeconds);
        result.wrong().map(Wrong::why).ifPresent(why -> object.put("wrong", why));
        result.wrong().ifPresent(wrong -> object.put("run", actions(wrong.run())));
        Map<String, Object> missing = new LinkedHashMap<>();
        result.missing()
                .forEach((action, of) ->
                        missing.put(action, missing(of, text.differences().get(action))));
        object.put("missing", missing);
        return object;
    }

    private static Map<String, Object> missing(Missing missing, String reason) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("states", missing.count());
        if (reason != null) {
            object.put("reason", reason);
        }
        object.put("run", actions(missing.run()));
        return object;
    }

    private static List<String> actions(List<Event> run) {
        List<String> actions = new ArrayList<>();
        run.forEach(event -> actions.add(ExplorationText.step(event)));
        return actions;
    }
}
