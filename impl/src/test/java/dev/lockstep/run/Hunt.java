package dev.lockstep.run;

import dev.lockstep.checker.Verdict;
import dev.lockstep.host.Core;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.protocol.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** Looks for the first run of a series in which a slip shows, for several series. */
public final class Hunt {
    /** The runs of a series, at most. */
    public static final int MOST = 200;

    private Hunt() {}

    /** Tells whether a slip shows in a run: its trace is rejected, or the run itself tells of it. */
    public interface Shown {
        /** @param trace what was written until the run ended or stopped */
        boolean shows(Series.Made made, Path trace) throws IOException;
    }

    /** The trace is rejected. */
    public static boolean isRejected(Series.Made made, Path trace) {
        return TraceAssertions.check(trace).verdict() == Verdict.REJECTED;
    }

    /** The run has ignored an input, or does not end. */
    public static boolean isTold(Series.Made made, Path trace) {
        return made.failure()
                .filter(failure -> String.valueOf(failure.getMessage()).matches("(?s)(ignored|liveness): .*"))
                .isPresent();
    }

    /**
     * Returns the number of the run of each series in which the slip shows, {@link #MOST} + 1 if it shows in none.
     *
     * @param seeds how many series there are: their first runs have seeds 1, 1,001, ...
     */
    public static <P, N extends Core<P>, A> List<Integer> runs(
            Description<P, N, A> description,
            Function<RunOptions, Deployment<P, N, A>> slip,
            Series.Way way,
            int seeds,
            int events,
            Shown shown,
            Path folder)
            throws IOException {
        List<Integer> runs = new ArrayList<>();
        Path trace = folder.resolve("hunt.ndjson");
        for (int i = 0; i < seeds; i++) {
            Series<P, N, A> series = new Series<>(description, slip, way, 1 + 1_000L * i, events);
            int run = 0;
            boolean shows = false;
            while (!shows && run++ < MOST) {
                shows = shown.shows(series.next(trace), trace);
                Files.delete(trace);
            }
            runs.add(run);
        }
        return Collections.unmodifiableList(runs);
    }

    /** Returns the median, of an even number the lower one. */
    public static int median(List<Integer> runs) {
        return runs.stream().sorted().toList().get((runs.size() - 1) / 2);
    }
}
