package dev.lockstep.cli;

import dev.lockstep.checker.explore.Bounds;
import dev.lockstep.checker.explore.CodeReplay;
import dev.lockstep.checker.explore.ExplorationText;
import dev.lockstep.checker.explore.SpecWalk;
import dev.lockstep.checker.explore.SpecWalks;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.TraceWriter;
import dev.lockstep.checker.trace.Traces;
import dev.lockstep.explorable.Explorable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Option;

/** Takes runs on code: that of a file, or walks through the spec. */
final class CodeReplays {
    /** The states of the largest model that is covered: its graph is in memory. */
    private static final int MOST_STATES = 20_000;

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            description =
                    "Take the steps of this run instead, as far as the code takes them: a trace, or a behaviour of the spec"
                            + " as check --dump and other programs write it.")
    private Path file;

    @Option(
            names = "--format",
            description =
                    "Of the file: ${COMPLETION-CANDIDATES}; else ITF if its name ends in .itf.json, and LOCKSTEP.")
    private Traces.Format format;

    @Option(
            names = "--cover",
            description = "Take walks instead that together take every transition of the spec at these bounds, but for"
                    + " the actions that the code is declared to leave out.")
    private boolean covers;

    @Option(names = "--walks", paramLabel = "N", description = "Take so many random walks through the spec instead.")
    private int walks;

    @Option(names = "--seed", defaultValue = "1", description = "Of the random walks (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "100",
            description = "Of each random walk, at most (default: ${DEFAULT-VALUE}).")
    private int steps;

    /**
     * Says what is told, and until when.
     *
     * @param isOver is asked now and then whether to end early; then it is told what was taken so far
     * @param progress is told what was taken so far
     */
    record Telling(boolean json, PrintWriter out, BooleanSupplier isOver, NowAndThen progress) {}

    /** Returns whether there is anything to be replayed. */
    boolean isAsked() {
        return file != null || covers || walks > 0;
    }

    /**
     * Takes the runs that are asked for.
     *
     * @param trace where a walk is written that the code refuses; null: nowhere
     * @return the command's exit code
     */
    int run(Explorable code, Bounds bounds, Path trace, Telling telling) throws InvalidInputException, IOException {
        if ((file != null ? 1 : 0) + (covers ? 1 : 0) + (walks > 0 ? 1 : 0) > 1) {
            throw new IllegalArgumentException("--replay, --cover and --walks are asked for one at a time");
        }
        LoadedSpec spec = bounds.load();
        return file != null ? file(spec, code, telling) : walks(spec, code, bounds, trace, telling);
    }

    private int file(LoadedSpec spec, Explorable code, Telling telling) throws InvalidInputException, IOException {
        PrintWriter out = telling.out;
        boolean isItf = file.toString().endsWith(".itf.json");
        Traces.Format used = format != null ? format : isItf ? Traces.Format.ITF : Traces.Format.LOCKSTEP;
        CodeReplay.Result result;
        try (TraceReader reader =
                used == Traces.Format.LOCKSTEP ? Traces.merge(List.of(file)) : Traces.open(file, used)) {
            result = new CodeReplay(spec, code).replay(new Interruptible(reader, telling.isOver, telling.progress));
        }
        boolean isComplete = !result.isWhole() || !telling.isOver.getAsBoolean();
        if (telling.json) {
            Map<String, Object> object = new LinkedHashMap<>(Map.of("trace", file.toString()));
            object.put("complete", isComplete);
            object.putAll(object(result));
            out.println(Json.write(object));
        } else if (!isComplete) {
            out.println(file + ": interrupted, the code takes the first " + result.taken() + " steps");
        } else {
            result.text(file.toString()).forEach(out::println);
        }
        out.flush();
        return !isComplete ? ExploreCommand.INCONCLUSIVE : result.isWhole() ? 0 : 1;
    }

    private static Map<String, Object> object(CodeReplay.Result result) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("taken", result.taken());
        if (result.refused() != null) {
            object.put("refused", ExplorationText.step(result.refused()));
            object.put("why", result.why());
        }
        return object;
    }

    private int walks(LoadedSpec spec, Explorable code, Bounds bounds, Path trace, Telling telling)
            throws InvalidInputException, IOException {
        PrintWriter out = telling.out;
        BooleanSupplier isOver = telling.isOver;
        long start = System.nanoTime();
        SpecWalks all = walks(spec, code.differences().keySet(), telling);
        long taken = 0;
        int tried = 0;
        List<Object> refused = new ArrayList<>();
        List<String> text = new ArrayList<>();
        CodeReplay replay = new CodeReplay(spec, code);
        for (SpecWalk walk : all.walks()) {
            if (isOver.getAsBoolean()) {
                break;
            }
            String soFar = tried++ + " of " + all.walks().size() + " walks, " + taken + " steps";
            telling.progress.tell(() -> soFar);
            CodeReplay.Result result = replay.replay(walk);
            taken += result.taken();
            if (!result.isWhole()) {
                if (refused.isEmpty() && trace != null) {
                    write(walk, result.taken() + 1, trace);
                }
                Map<String, Object> object = new LinkedHashMap<>(Map.of("walk", walk.name()));
                object.putAll(object(result));
                refused.add(object);
                text.addAll(
                        refused.size() == 1
                                ? result.text(walk.toString())
                                : result.text(walk.toString()).subList(0, 2));
            }
        }
        boolean isComplete = tried == all.walks().size() && !isOver.getAsBoolean();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (telling.json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("model", bounds.name());
            object.put("complete", isComplete);
            object.put("walks", tried);
            object.put("transitions", all.transitions());
            object.put("steps", taken);
            object.put("refused", refused);
            object.put("seconds", seconds);
            out.println(Json.write(object));
        } else if (!isComplete) {
            out.printf(
                    "%s: interrupted, the code takes %d of the first %d walks, in %d steps, %.1f s%n",
                    bounds.name(), tried - refused.size(), tried, taken, seconds);
            text.forEach(out::println);
        } else {
            out.printf(
                    "%s: the code takes %s walks, of %d transitions of the spec in %d steps, %.1f s%n",
                    bounds.name(),
                    refused.isEmpty() ? "all " + tried : (tried - refused.size()) + " of " + tried,
                    all.transitions(),
                    taken,
                    seconds);
            text.forEach(out::println);
        }
        out.flush();
        return !refused.isEmpty() ? 1 : isComplete ? 0 : ExploreCommand.INCONCLUSIVE;
    }

    private SpecWalks walks(LoadedSpec spec, Set<String> without, Telling telling) throws InvalidInputException {
        BooleanSupplier isOver = telling.isOver;
        if (!covers) {
            return SpecWalks.random(spec, without, seed, walks, steps, found -> {
                telling.progress.tell(() -> found + " of " + walks + " walks found");
                return !isOver.getAsBoolean();
            });
        }
        Optional<SpecWalks> covering = SpecWalks.covering(spec, without, MOST_STATES, isOver);
        if (covering.isEmpty() && isOver.getAsBoolean()) {
            return new SpecWalks(List.of(), 0);
        }
        return covering.orElseThrow(() -> new IllegalArgumentException(
                "--cover is for models of at most " + MOST_STATES + " states; --walks N takes random walks"));
    }

    /** Writes the first steps of a walk. */
    private static void write(SpecWalk walk, long steps, Path trace) throws IOException {
        try (TraceWriter writer = new TraceWriter(Files.newBufferedWriter(trace), walk.header())) {
            for (int i = 0; i < steps; i++) {
                writer.write(walk.events().get(i));
            }
        }
    }
}
