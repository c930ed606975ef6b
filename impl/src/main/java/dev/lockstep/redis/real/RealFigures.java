package dev.lockstep.redis.real;

import dev.lockstep.protocol.FigureOptions;
import dev.lockstep.protocol.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Counts how many runs of real processes of Redis are behaviours of a spec. It wants them to be installed. */
public abstract class RealFigures implements Figures {
    private final String name;
    private final SortedMap<String, Part> parts;

    /** Computes figures. */
    @FunctionalInterface
    public interface Computation {
        /** Returns whether all is as it must be. */
        boolean compute(FigureOptions options, Consumer<String> out, Validator validator)
                throws IOException, InterruptedException;
    }

    /** Says what a part shows, and how it is computed. */
    public record Part(String shows, Computation computation) {}

    protected RealFigures(String name, Map<String, Part> parts) {
        this.name = name;
        this.parts = new TreeMap<>(parts);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final SortedMap<String, String> parts() {
        SortedMap<String, String> shown = new TreeMap<>();
        parts.forEach((part, of) -> shown.put(part, of.shows));
        return shown;
    }

    @Override
    public final boolean compute(FigureOptions options, Consumer<String> out, Validator validator)
            throws IOException, InterruptedException {
        Installed.require();
        boolean agrees = true;
        for (Map.Entry<String, Part> each : parts.entrySet()) {
            if (options.parts().contains(each.getKey())) {
                agrees &= each.getValue().computation.compute(options, out, validator);
            }
        }
        return agrees;
    }

    /** Does several runs at a time: each waits for most of its time. */
    protected static <R> List<R> done(List<? extends Callable<R>> runs, int atOnce)
            throws IOException, InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(atOnce);
        try {
            List<R> rows = new ArrayList<>();
            for (Future<R> each : executor.invokeAll(runs)) {
                rows.add(each.get());
            }
            return rows;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }

    /** Returns whether a property holds in the last state of a trace, which is accepted. The trace says so afterwards. */
    protected static boolean holdsAtEnd(String property, Path trace, Validator validator) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(trace));
        lines.set(0, lines.get(0).replaceFirst("\\{", "{\"atEnd\":\"" + property + "\","));
        Files.write(trace, lines);
        return validator.accepts(trace);
    }

    /** Says whether a trace is accepted, so that it is seen when it is not. */
    protected static String told(boolean isAccepted) {
        return isAccepted ? "yes" : "NO";
    }
}
