package dev.lockstep.run;

import dev.lockstep.host.Core;
import dev.lockstep.protocol.FigureOptions;
import dev.lockstep.protocol.Figures;
import dev.lockstep.protocol.Protocol;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.run.Series.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts the actions, and the pairs of consecutive actions, that simulated runs take: {@code lockstep figures coverage}. It compares the
 * ways in which faults are drawn. Each part is a protocol.
 */
public final class CoverageFigures implements Figures {
    /** The number of events of a run, at least. */
    private static final int EVENTS = 600;

    /** Tells what the runs of one protocol have done in one way. */
    private static final class Taken {
        private final Map<String, Long> actions = new TreeMap<>();
        private final Set<String> pairs = new TreeSet<>();
        private int rejected;
    }

    @Override
    public String name() {
        return "coverage";
    }

    @Override
    public SortedMap<String, String> parts() {
        SortedMap<String, String> parts = new TreeMap<>();
        descriptions()
                .forEach((name, description) -> parts.put(
                        name, "the actions, and pairs of them, that runs of " + description.title() + " take"));
        return parts;
    }

    private static SortedMap<String, Description<?, ?, ?>> descriptions() {
        SortedMap<String, Description<?, ?, ?>> descriptions = new TreeMap<>();
        for (Protocol protocol : ServiceLoader.load(Protocol.class)) {
            if (protocol instanceof Description<?, ?, ?> description
                    && protocol.transports().contains(Transport.SIMULATED)) {
                descriptions.put(protocol.name(), description);
            }
        }
        return descriptions;
    }

    @Override
    public boolean compute(FigureOptions options, Consumer<String> out, Validator validator) throws IOException {
        out.accept(options.seeds() + " simulated runs of each protocol and way, of " + EVENTS
                + " events, with two to four nodes and seeds from " + options.seed());
        out.accept(
                "usual: all usual faults at once; swarm: each run has its own mix of all faults that the protocol bears");
        out.accept("");
        out.accept("| protocol | actions | taken: usual | swarm | pairs taken: usual | swarm |");
        out.accept("|---|--:|--:|--:|--:|--:|");
        List<String> frequencies = new ArrayList<>();
        boolean isComplete = true;
        for (Map.Entry<String, Description<?, ?, ?>> description :
                descriptions().entrySet()) {
            if (options.parts().contains(description.getKey())) {
                isComplete &= row(description.getValue(), options, out, validator, frequencies);
            }
        }
        out.accept("");
        out.accept("How often the runs with their own mixes take each action, the rarest first:");
        out.accept("");
        frequencies.forEach(out);
        return isComplete;
    }

    /** Returns whether all traces are accepted, and runs with their own mixes take all actions that runs can. */
    private static <P, N extends Core<P>, A> boolean row(
            Description<P, N, A> description,
            FigureOptions options,
            Consumer<String> out,
            Validator validator,
            List<String> frequencies)
            throws IOException {
        Path folder = Files.createTempDirectory("lockstep-coverage");
        Path trace = folder.resolve("t.ndjson");
        Map<Way, Taken> taken = new EnumMap<>(Way.class);
        Set<String> actions = new TreeSet<>();
        try {
            for (Way way : Way.values()) {
                Taken its = new Taken();
                taken.put(way, its);
                Series<P, N, A> series =
                        new Series<>(description, description::deployment, way, options.seed(), EVENTS);
                for (int run = 0; run < options.seeds(); run++) {
                    Series.Made made = series.next(trace);
                    if (made.failure().isPresent()) {
                        throw made.failure().get();
                    }
                    made.actions().forEach((action, times) -> its.actions.merge(action, times, Long::sum));
                    its.pairs.addAll(made.pairs().keySet());
                    its.rejected += validator.accepts(trace) ? 0 : 1;
                    if (actions.isEmpty()) {
                        actions.addAll(validator.actions(trace));
                    }
                    clear(folder);
                }
            }
        } finally {
            clear(folder);
            Files.delete(folder);
        }
        actions.removeAll(description.untaken().keySet());
        out.accept("| " + description.name() + " | " + actions.size() + " | "
                + columns(taken, its -> its.actions.size()) + " | " + columns(taken, its -> its.pairs.size()) + " |");
        frequencies.add("- " + description.name() + ": " + frequencies(taken.get(Way.SWARM), actions) + ".");
        taken.forEach((way, its) -> {
            if (its.rejected > 0) {
                frequencies.add("- " + description.name() + ": " + its.rejected + " traces are NOT accepted.");
            }
        });
        return taken.values().stream().allMatch(its -> its.rejected == 0)
                && taken.get(Way.SWARM).actions.keySet().containsAll(actions);
    }

    /** Deletes the trace of a run, and what its clients have written beside it. */
    private static void clear(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static String columns(Map<Way, Taken> taken, ToIntFunction<Taken> count) {
        return taken.values().stream()
                .map(its -> String.valueOf(count.applyAsInt(its)))
                .collect(Collectors.joining(" | "));
    }

    private static String frequencies(Taken taken, Set<String> actions) {
        Map<String, Long> times = new TreeMap<>(taken.actions);
        actions.forEach(action -> times.putIfAbsent(action, 0L));
        return times.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(action -> "`" + action.getKey() + "` " + action.getValue())
                .collect(Collectors.joining(", "));
    }
}
