package dev.lockstep.checker.model;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Locale;

/**
 * Tells how much memory a search holds, of how much that this JVM may have.
 *
 * @param held bytes of the heap that were in use after the last collection; 0: there was none yet
 * @param most bytes of the heap at most
 */
public record MemoryUse(long held, long most) {
    private static final int MEGABYTE = 20;

    /** Returns how it is now. */
    public static MemoryUse now() {
        long held = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage usage = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            held += usage == null ? 0 : usage.getUsed();
        }
        return new MemoryUse(held, Runtime.getRuntime().maxMemory());
    }

    /** Returns what is held, and for how many states there is room. Each is taken to need as much as those found so far. */
    public String with(long states) {
        if (held == 0) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                ", %d of %d MB of memory, room for about %d states",
                held >> MEGABYTE,
                most >> MEGABYTE,
                (long) (states * ((double) most / held)));
    }
}
