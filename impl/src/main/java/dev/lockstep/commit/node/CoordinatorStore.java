package dev.lockstep.commit.node;

import dev.lockstep.commit.CommitRecord;
import dev.lockstep.commit.Write;
import dev.lockstep.run.Store;
import dev.lockstep.storage.Records;
import dev.lockstep.storage.StableStorage;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * Keeps what a coordinator node has on disk. It has a record of each committed transaction that is not forgotten, and knows which numbers
 * are used.
 */
final class CoordinatorStore implements Store {
    private static final String NUMBERS = "numbers";
    private static final String COMMIT = "commit ";

    /** Numbers are reserved so many at a time; a crash skips those left over. */
    private static final int RESERVED = 64;

    private final Records records;
    private long next;
    private long reserved;

    /**
     * The transaction that was forgotten last. It stands beside the numbers, so that the record of its commit need not go at the same
     * moment.
     */
    private String forgotten = "";

    /** @param events how many the node's trace has by now */
    CoordinatorStore(StableStorage disk, LongSupplier events) {
        records = new Records(disk, events);
        if (records.contains(NUMBERS)) {
            try {
                DataInputStream in = records.read(NUMBERS);
                reserved = in.readLong();
                forgotten = in.readUTF();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            records.remove(COMMIT + forgotten); // it is forgotten: a crash came before this
        }
        next = reserved;
    }

    private void writeNumbers(long upTo, String last) {
        records.write(NUMBERS, out -> {
            out.writeLong(upTo);
            out.writeUTF(last);
        });
        reserved = upTo;
        forgotten = last;
    }

    /** A number that no transaction has had. */
    long number() {
        if (next == reserved) {
            writeNumbers(next + RESERVED, forgotten);
        }
        return next++;
    }

    /** Returns whether so many commit records more could be written. */
    boolean hasRoom(int transactions) {
        return records.hasRoom(transactions + 1);
    }

    @Override
    public Optional<Write.Decision> read(String transaction, String role) {
        return knows(transaction) ? Optional.of(new Write.Decision(CommitRecord.COMMIT)) : Optional.empty();
    }

    @Override
    public void write(String transaction, String role, Record record) {
        CommitRecord decision = ((Write.Decision) record).record();
        if (decision == CommitRecord.COMMIT) {
            records.write(COMMIT + transaction, out -> {});
        } else if (knows(transaction)) {
            writeNumbers(reserved, transaction);
            records.remove(COMMIT + transaction);
        }
    }

    @Override
    public boolean holds(String transaction, String role, Record record) {
        return knows(transaction) == record.equals(new Write.Decision(CommitRecord.COMMIT));
    }

    private boolean knows(String transaction) {
        return records.contains(COMMIT + transaction);
    }

    /** Returns the transactions that committed and are not forgotten. */
    @Override
    public Set<String> unfinished() {
        Set<String> transactions = new TreeSet<>();
        for (String name : records.names()) {
            if (name.startsWith(COMMIT)) {
                transactions.add(name.substring(COMMIT.length()));
            }
        }
        return transactions;
    }

    @Override
    public void close() {
        records.close();
    }
}
