package dev.lockstep.cli;

import dev.lockstep.checker.explore.CodeState;
import dev.lockstep.checker.explore.Exploration;
import dev.lockstep.checker.explore.ExplorationResult;
import dev.lockstep.checker.explore.ExplorationResult.Missing;
import dev.lockstep.checker.explore.ExplorationResult.Wrong;
import dev.lockstep.checker.model.Expectation;
import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.LockstepReader;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.TraceWriter;
import dev.lockstep.checker.trace.Traces;
import dev.lockstep.cli.report.Report;
import dev.lockstep.cli.report.Version;
import dev.lockstep.protocol.Explorable;
import dev.lockstep.protocol.Protocol;
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
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "explore",
        description = "Visits every state of a protocol's code at a model's bounds, and compares it with the spec.",
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

    @Parameters(paramLabel = "PROTOCOL", description = "As mutex.")
    private String protocol;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "At the bounds of which model, as LamportMutex-2x3; the smallest if none is named.")
    private String model = "";

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

    /** Lets the checker visit what a protocol describes. */
    private record Visited(Explorable.State state) implements CodeState {
        @Override
        public Object key() {
            return state.key();
        }

        @Override
        public List<CodeStep> steps() {
            return state.steps().stream()
                    .map(step -> new CodeStep(step.event(), new Visited(step.after())))
                    .toList();
        }
    }

    @Override
    public Integer call() throws Exception {
        Explorable explorable = explorable();
        if (replay != null) {
            return replayed(explorable);
        }
        Model bounds = ModelNames.select(List.of(explorable.model()), true).get(0);
        if (trace != null) {
            Written.requirePlace(trace);
        }
        for (Map.Entry<Report, Path> report : reports.entrySet()) {
            if (report.getKey() != Report.HTML) {
                throw new IllegalArgumentException("--report of an exploration is html=FILE");
            }
            Written.requirePlace(report.getValue());
        }
        LoadedSpec spec =
                SpecLoader.load(new SpecSource(bounds.moduleFile(), bounds.config(), bounds.modulePath(), Map.of()));
        Exploration exploration = new Exploration(spec, explorable.header(), new Visited(explorable.initial()));
        Interruption interruption = new Interruption();
        interruption.begin();
        ExplorationResult result;
        long start = System.nanoTime();
        PrintWriter err = command.commandLine().getErr();
        try (Progress progress = new Progress(Progress.Form.of(json), err, "states", -1)) {
            result = exploration.run(interruption::isOver, new Telling(progress, start));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        tell(explorable, bounds, result, seconds);
        if (trace != null && result.wrong().isPresent()) {
            write(result);
        }
        for (Path page : reports.values()) {
            Written.whole(page, out -> write(explorable, bounds, spec, result, out));
        }
        int exitCode = !result.isComplete() ? INCONCLUSIVE : holds(explorable, bounds, result) ? 0 : 1;
        interruption.end(exitCode);
        return exitCode;
    }

    /** Takes the steps of a trace, as far as the code does. */
    private int replayed(Explorable explorable) throws InvalidInputException, IOException {
        Explorable.State at = explorable.initial();
        int taken = 0;
        List<Event> others = List.of();
        Event refused = null;
        try (TraceReader reader = Traces.merge(List.of(replay))) {
            if (!reader.header().isLike(read(explorable, List.of()).header())) {
                throw new InvalidInputException(
                        replay.toString(), 1, "is no trace at the bounds of " + explorable.model() + ": give --model");
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
                object.put("refused", step(refused));
            }
            out.println(Json.write(object));
        } else if (refused == null) {
            out.println(replay + ": the code takes all " + taken + " steps");
        } else {
            out.println(replay + ": the code takes " + taken + " steps, and not event " + refused.index() + ", "
                    + step(refused) + "; there it takes:");
            others.forEach(other -> out.println("  " + step(other)));
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
        try (LockstepReader reader = new LockstepReader(explorable.model(), new ByteArrayInputStream(bytes))) {
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

    private Explorable explorable() {
        List<Explorable> all = Protocols.all().stream()
                .filter(known -> known.name().equals(protocol))
                .map(Protocol::explorations)
                .flatMap(List::stream)
                .toList();
        if (all.isEmpty()) {
            throw new IllegalArgumentException(protocol + " cannot be explored; these can: "
                    + String.join(
                            ", ",
                            Protocols.all().stream()
                                    .filter(known -> !known.explorations().isEmpty())
                                    .map(Protocol::name)
                                    .toList()));
        }
        return all.stream()
                .filter(known -> model.isEmpty()
                        || known.model().equals(model)
                        || known.model().endsWith("/" + model))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(protocol + " can be explored at the bounds of "
                        + String.join(", ", all.stream().map(Explorable::model).toList()) + ", not of " + model));
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

    private static boolean holds(Explorable explorable, Model bounds, ExplorationResult result) {
        return result.holds(explorable.differences().keySet()) && !differs(bounds, result);
    }

    /** Returns whether the model declares another number of states, and what the code leaves out does not explain that. */
    private static boolean differs(Model bounds, ExplorationResult result) {
        return bounds.expectation() instanceof Expectation.Success success
                && (result.missing().isEmpty()
                        ? success.distinct() != result.specStates()
                        : success.distinct() < result.specStates());
    }

    private void tell(Explorable explorable, Model bounds, ExplorationResult result, double seconds) {
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(Json.write(object(explorable, bounds, result, seconds)));
            out.flush();
            return;
        }
        Set<String> declared = explorable.differences().keySet();
        out.printf(
                "%s: %s, %d states of the code, %d of the spec (TLC has %s), %d and %d steps, depth %d, %.1f s%n",
                explorable.model(),
                verdict(explorable, bounds, result),
                result.codeStates(),
                result.specStates(),
                bounds.expectation(),
                result.codeSteps(),
                result.specSteps(),
                result.depth(),
                seconds);
        result.wrong().ifPresent(wrong -> {
            out.println("the last step of this run, a shortest one, is wrong:");
            print(wrong.run(), out);
            out.println(wrong.why());
        });
        result.missing().forEach((action, missing) -> {
            String reason = explorable.differences().get(action);
            out.println(
                    "the spec has " + action + " in " + missing.count() + " states in which the code does not take it"
                            + (reason == null ? ", after:" : ", as is declared: " + reason));
            if (reason == null) {
                print(missing.run(), out);
            }
        });
        if (result.isComplete() && result.wrong().isEmpty()) {
            result.stale(declared)
                    .forEach(action -> out.println(action
                            + " is declared not to be taken, and the code always takes it where the spec has it"));
        }
        out.flush();
    }

    private static String verdict(Explorable explorable, Model bounds, ExplorationResult result) {
        if (!result.isComplete()) {
            return "interrupted";
        }
        return !holds(explorable, bounds, result)
                ? "different"
                : result.missing().isEmpty() ? "equal" : "equal but for what is declared";
    }

    private static void print(List<Event> run, PrintWriter out) {
        for (Event event : run) {
            out.println("  " + event.index() + "  " + step(event));
        }
        if (run.isEmpty()) {
            out.println("  no step at all");
        }
    }

    private static String step(Event event) {
        StringJoiner args = new StringJoiner(", ", "(", ")");
        event.args().forEach((name, value) -> args.add(name + " = " + value));
        return event.action() + args + (event.source() == null ? "" : " at " + event.source());
    }

    private static void write(
            Explorable explorable, Model bounds, LoadedSpec spec, ExplorationResult result, Writer out)
            throws IOException, InvalidInputException {
        boolean holds = holds(explorable, bounds, result);
        List<String> lines = new ArrayList<>();
        result.wrong()
                .ifPresentOrElse(
                        wrong -> lines.add("the last step of this run, a shortest one, is wrong:\n" + wrong.why()),
                        () -> result.missing()
                                .forEach((action, missing) ->
                                        lines.add("the spec has " + action + " in " + missing.count()
                                                + " states in which the code does not take it"
                                                + (explorable.differences().containsKey(action)
                                                        ? ", as is declared: "
                                                                + explorable
                                                                        .differences()
                                                                        .get(action)
                                                        : ""))));
        if (lines.isEmpty()) {
            lines.add("the code takes every step of the spec, and no other");
        }
        ModelPage.write(
                explorable.model(),
                spec,
                result,
                !result.isComplete() ? ReportedRun.Tone.WARN : holds ? ReportedRun.Tone.GOOD : ReportedRun.Tone.BAD,
                verdict(explorable, bounds, result),
                lines,
                out);
    }

    private void write(ExplorationResult result) throws IOException {
        try (TraceWriter writer = new TraceWriter(Files.newBufferedWriter(trace), result.header())) {
            for (Event event : result.wrong().orElseThrow().run()) {
                writer.write(event);
            }
        }
    }

    private static Map<String, Object> object(
            Explorable explorable, Model bounds, ExplorationResult result, double seconds) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("model", explorable.model());
        object.put("holds", holds(explorable, bounds, result));
        object.put("complete", result.isComplete());
        object.put("codeStates", result.codeStates());
        object.put("specStates", result.specStates());
        object.put("codeSteps", result.codeSteps());
        object.put("specSteps", result.specSteps());
        object.put("depth", result.depth());
        object.put("declared", bounds.expectation().toString());
        object.put("seconds", seconds);
        result.wrong().map(Wrong::why).ifPresent(why -> object.put("wrong", why));
        result.wrong().ifPresent(wrong -> object.put("run", actions(wrong.run())));
        Map<String, Object> missing = new LinkedHashMap<>();
        result.missing()
                .forEach((action, of) ->
                        missing.put(action, missing(of, explorable.differences().get(action))));
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
        run.forEach(event -> actions.add(step(event)));
        return actions;
    }
}
