package dev.lockstep.run;

import dev.lockstep.protocol.RunControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells somebody who watches a run its trace so far, while each node writes a part of it. The parts are read while all nodes stand still: then
 * whatever one of them has received is in the part of its sender.
 */
final class TraceSoFar {
    private static final long SELDOM = TimeUnit.SECONDS.toNanos(1);

    /** Reading takes at most one part in so many of the time. */
    private static final int SHARE = 10;

    private final RunControl control;
    private final Supplier<Optional<String>> header;
    private long next = System.nanoTime();
    private long told;

    /** @param header gives the header of the whole; empty: it is that of the parts */
    TraceSoFar(RunControl control, Supplier<Optional<String>> header) {
        this.control = control;
        this.header = header;
    }

    /** Returns whether somebody watches, and it is time to tell again. */
    boolean isDue() {
        return control != RunControl.NONE && System.nanoTime() - next >= 0;
    }

    /** Reads the whole lines of the parts, and tells them as one trace if there is more than before. */
    void tell(List<Path> files) throws IOException {
        long start = System.nanoTime();
        List<byte[]> parts = new ArrayList<>();
        for (Path file : files) {
            byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            if (end > 0) {
                parts.add(Arrays.copyOf(bytes, end));
            }
        }
        long size = parts.stream().mapToLong(part -> part.length).sum();
        if (size != told && !parts.isEmpty()) {
            told = size;
            control.lines(TraceMerge.lines(parts, header.get()));
        }
        next = System.nanoTime() + Math.max(SELDOM, SHARE * (System.nanoTime() - start));
    }
}
