package dev.lockstep.cli;

import dev.lockstep.checker.explore.Bounds;
import dev.lockstep.checker.explore.Exploration;
import dev.lockstep.checker.explore.ExplorationResult;
import dev.lockstep.checker.explore.ExplorationResult.Missing;
import dev.lockstep.checker.explore.ExplorationResult.Wrong;
import dev.lockstep.checker.explore.ExplorationText;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.LockstepReader;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.TraceWriter;
import dev.lockstep.checker.trace.Traces;
import dev.lockstep.cli.report.Report;
import dev.lockstep.cli.report.Version;
import dev.lockstep.explorable.Explorable;
import dev.lockstep.report.ReportedRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
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
            "0:the code does what the spec can, but for declared differences; or takes all steps of --replay",
            "1:it does something else",
            ExitCodes.USAGE,
            "3:it was interrupted"
        })
final class ExploreCommand implements Callable<Integer> {
    private static final int INCONCLUSIVE = 3;
    private static final long TOLD_EVERY = 1_000_000_000L;

    @Spec
    private CommandSpec command;

    @Mixin
    private ExploredCode code;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Where the shortest run to what is wrong is written, to be validated.")
    private Path trace;

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            description = "Take the steps of this trace instead, as far as the code takes them.")
    private Path replay;

    @Option(
            names = "--report",
            paramLabel = "html=FILE",
            description = "Write a page that shows this run, or one to what the code leaves out.")
    private Map<Report, Path> reports = Map.of();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Explorable explorable = code.explorable();
        if (replay != null) {
            return replayed(explorable, code.bounds(explorable));
        }
        Bounds bounds = code.bounds(explorable);
        if (trace != null) {
            Written.requirePlace(trace);
        }
        for (Map.Entry<Report, Path> report : reports.entrySet()) {
            if (report.getKey() != Report.HTML) {
                throw new IllegalArgumentException("--report of an exploration is html=FILE");
            }
            Written.requirePlace(report.getValue());
        }
        LoadedSpec spec = bounds.load();
        Exploration exploration = new Exploration(spec, explorable);
        Interruption interruption = new Interruption();
        interruption.begin();
        ExplorationResult result;
        long start = System.nanoTime();
        PrintWriter err = command.commandLine().getErr();
        try (Progress progress = new Progress(Progress.Form.of(json), err, "states", -1)) {
            result = exploration.run(interruption::isOver, new Telling(progress, start));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        ExplorationText text = new ExplorationText(bounds, explorable.differences(), result);
        tell(text, seconds);
        if (trace != null && result.wrong().isPresent()) {
            write(result);
        }
        for (Path page : reports.values()) {
            Written.whole(page, out -> write(text, spec, out));
        }
        int exitCode = result.wrong().isEmpty() && !result.isComplete() ? INCONCLUSIVE : text.holds() ? 0 : 1;
        interruption.end(exitCode);
        return exitCode;
    }

    /** Takes the steps of a trace, as far as the code does. */
    private int replayed(Explorable explorable, Bounds bounds) throws InvalidInputException, IOException {
        Explorable.State at = explorable.initial();
        int taken = 0;
        List<Event> others = List.of();
        Event refused = null;
        try (TraceReader reader = Traces.merge(List.of(replay))) {
            if (!reader.header().isLike(read(explorable, List.of()).header())) {
                throw new InvalidInputException(
                        replay.toString(), 1, "is no trace at the bounds of " + bounds.name() + ": give --model");
            }
            for (Event event = reader.next(); event != null && refused == null; event = reader.next()) {
                List<Explorable.Transition> steps = at.steps();
                others = read(explorable, steps).events();
                int next = 0;
                while (next < steps.size() && !isSame(others.get(next), event)) {
                    next++;
                }
                if (next == steps.size()) {
                    refused = event;
                } else {
                    at = steps.get(next).after();
                    taken++;
                }
            }
        }
        tellReplayed(taken, refused, others);
        return refused == null ? 0 : 1;
    }

    private void tellReplayed(int taken, Event refused, List<Event> others) {
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("trace", replay.toString());
            object.put("taken", taken);
            if (refused != null) {
                object.put("refused", ExplorationText.step(refused));
            }
            out.println(Json.write(object));
        } else if (refused == null) {
            out.println(replay + ": the code takes all " + taken + " steps");
        } else {
            out.println(replay + ": the code takes " + taken + " steps, and not event " + refused.index() + ", "
                    + ExplorationText.step(refused) + "; there it takes:");
            others.forEach(other -> out.println("  " + ExplorationText.step(other)));
        }
        out.flush();
    }

    /** Holds what was read of a trace. */
    private record Lines(Header header, List<Event> events) {}

    /** Reads what the code writes for these steps. */
    private static Lines read(Explorable explorable, List<Explorable.Transition> steps)
            throws InvalidInputException, IOException {
        StringBuilder lines = new StringBuilder(explorable.header()).append('\n');
        steps.forEach(step -> lines.append(step.event()).append('\n'));
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        try (LockstepReader reader = new LockstepReader("exploration", new ByteArrayInputStream(bytes))) {
            List<Event> events = new ArrayList<>();
            for (Event event = reader.next(); event != null; event = reader.next()) {
                events.add(event);
            }
            return new Lines(reader.header(), events);
        }
    }

    /** Tells whether both say the same of a step, wherever it was read. */
    private static boolean isSame(Event one, Event other) {
        return said(one).equals(said(other));
    }

    private static List<Object> said(Event event) {
        return List.of(
                Optional.ofNullable(event.process()),
                Optional.ofNullable(event.action()),
                event.args(),
                event.state(),
                event.added(),
                event.removed());
    }

    /** Tells now and then how many states there are so far. */
    private static final class Telling implements LongConsumer {
        private final Progress progress;
        private final long start;
        private long last;

        Telling(Progress progress, long start) {
            this.progress = progress;
            this.start = start;
            this.last = start;
        }

        @Override
        public void accept(long states) {
            long now = System.nanoTime();
            if (now - last > TOLD_EVERY * (progress.isBar() ? 1 : 10)) {
                last = now;
                progress.tell("exploring", states + " states, " + states * 1_000_000_000L / (now - start) + "/s");
            }
        }
    }

    private void tell(ExplorationText text, double seconds) {
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(Json.write(object(text, seconds)));
        } else {
            out.printf("%s, %.1f s%n", text.summary(), seconds);
            text.details().forEach(out::println);
        }
        out.flush();
    }

    private static void write(ExplorationText text, LoadedSpec spec, Writer out)
            throws IOException, InvalidInputException {
        ReportedRun.Tone tone = text.verdict().equals("interrupted")
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

    private static Map<String, Object> object(ExplorationText text, double seconds) {
        ExplorationResult result = text.result();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("model", text.bounds().name());
        object.put("holds", text.holds());
        object.put("complete", result.isComplete());
        object.put("codeStates", result.codeStates());
        object.put("specStates", result.specStates());
        object.put("codeSteps", result.codeSteps());
        object.put("specSteps", result.specSteps());
        object.put("depth", result.depth());
        object.put("declared", text.bounds().expectation().toString());
        object.put("seconds", seconds);
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
