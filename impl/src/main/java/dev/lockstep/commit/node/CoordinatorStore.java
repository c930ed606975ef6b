package dev.lockstep.commit.node;

import dev.lockstep.commit.CommitRecord;
import dev.lockstep.storage.Records;
import dev.lockstep.storage.StableStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;

/** What a coordinator node has on disk: a record of each committed transaction that is not forgotten, and which numbers are used. */
final class CoordinatorStore {
    private static final String NUMBERS = "numbers";
    private static final String COMMIT = "commit ";

    /** Numbers are reserved so many at a time; a crash skips those left over. */
    private static final int RESERVED = 64;

    private final Records records;
    private long next;
    private long reserved;

    CoordinatorStore(StableStorage disk) {
        records = new Records(disk);
        if (records.names().contains(NUMBERS)) {
            try {
                reserved = records.read(NUMBERS).readLong();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        next = reserved;
    }

    /** A number that no transaction has had. */
    long number() {
        if (next == reserved) {
            records.write(NUMBERS, out -> out.writeLong(next + RESERVED));
            reserved = next + RESERVED;
        }
        return next++;
    }

    /** Whether so many commit records more could be written. */
    boolean hasRoom(int transactions) {
        return records.hasRoom(transactions + 1);
    }

    CommitRecord record(long transaction) {
        return records.names().contains(COMMIT + transaction) ? CommitRecord.COMMIT : CommitRecord.NONE;
    }

    void write(long transaction, CommitRecord record) {
        if (record == CommitRecord.COMMIT) {
            records.write(COMMIT + transaction, out -> {});
        } else {
            records.remove(COMMIT + transaction);
        }
    }

    void close() {
        records.close();
    }

    /** Transactions that committed and are not forgotten. */
    Set<Long> committed() {
        Set<Long> numbers = new TreeSet<>();
        for (String name : records.names()) {
            if (name.startsWith(COMMIT)) {
                numbers.add(Long.valueOf(name.substring(COMMIT.length())));
            }
        }
        return numbers;
    }
}
