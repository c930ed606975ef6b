package dev.lockstep.storage.faulty;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Enumerates all states in which a power failure may leave some disks. Of each write that was not synced nothing is left, all, or a part,
 * independently of the others.
 */
public final class CrashStates {
    /** The largest number of unsynced writes whose combinations can be enumerated. */
    private static final int MOST_WRITES = 5;

    private CrashStates() {}

    /** Says how finely torn writes are told apart. */
    public enum Tears {
        /** The new bytes end at any byte, before old ones; all states of {@link #CLASSES} are included. */
        EVERY_BYTE,
        /**
         * The new bytes end, or begin, at one of a few places. If they end there, old bytes or garbage follow. The places are byte 12, byte
         * 24, the last byte, and each sector.
         */
        CLASSES
    }

    /**
     * Calls the consumer with the disks in each state. The disks are copies, so the consumer may change them.
     *
     * @return the number of states
     * @throws IllegalStateException more than 5 writes are unsynced
     */
    public static long each(List<FaultyDisk> disks, Tears tears, Faults faults, Consumer<List<FaultyDisk>> consumer) {
        List<Unsynced> writes =
                disks.stream().flatMap(disk -> disk.unsynced().stream()).toList();
        if (writes.size() > MOST_WRITES) {
            throw new IllegalStateException(writes.size() + " writes are unsynced, too many to enumerate what is left");
        }
        return each(disks, tears, faults, consumer, writes, new ArrayList<>());
    }

    private static long each(
            List<FaultyDisk> disks,
            Tears tears,
            Faults faults,
            Consumer<List<FaultyDisk>> consumer,
            List<Unsynced> writes,
            List<Unsynced.Survival> chosen) {
        if (chosen.size() == writes.size()) {
            var rest = chosen.iterator();
            List<FaultyDisk> state = new ArrayList<>();
            for (FaultyDisk disk : disks) {
                FaultyDisk copy = disk.copy(faults);
                copy.crash(write -> rest.next().of(write));
                state.add(copy);
            }
            consumer.accept(state);
            return 1;
        }
        long states = 0;
        int length = writes.get(chosen.size()).written().length;
        for (Unsynced.Survival survival : survivals(length, tears).toList()) {
            chosen.add(survival);
            states += each(disks, tears, faults, consumer, writes, chosen);
            chosen.remove(chosen.size() - 1);
        }
        return states;
    }

    private static Stream<Unsynced.Survival> survivals(int length, Tears tears) {
        Stream<Unsynced.Survival> torn = IntStream.range(1, length)
                .boxed()
                .flatMap(i -> i == 12 || i == 24 || i % 512 == 0 || i == length - 1
                        ? Stream.of(Unsynced.prefix(i), Unsynced.suffix(i), Unsynced.garbage(i))
                        : tears == Tears.EVERY_BYTE ? Stream.of(Unsynced.prefix(i)) : Stream.of());
        return Stream.concat(Stream.of(Unsynced.LOST, Unsynced.DONE), torn);
    }
}
