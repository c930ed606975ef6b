package dev.lockstep.commit.node;

import dev.lockstep.commit.Entry;
import dev.lockstep.commit.Phase;
import dev.lockstep.commit.Write;
import dev.lockstep.run.Store;
import dev.lockstep.storage.Records;
import dev.lockstep.storage.StableStorage;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Keeps what a participant node has on disk. This is the data, in pages; the intentions of each transaction that is not over; and how each
 * that is over ended, for ever, in a few bits.
 *
 * <p>A page names the transactions in phase two that it holds the new values of: after a crash that tells which pages are to be written
 * still, whatever other transactions have since done to them.
 */
public final class ParticipantStore implements Store {
    private static final String INTENTIONS = "intentions ";
    private static final String OUTCOMES = "outcomes ";
    private static final String PAGE = "page ";

    /** The outcomes of so many transactions are in one record. */
    private static final int OUTCOMES_PER_RECORD = 512;

    /** Holds what a participant is made of: its entry in the log, and the pages with new values. */
    public record Held(Entry entry, Set<String> applied) {
        /** Returns the phase of a participant that has not crashed since. */
        public Phase phase() {
            return entry == Entry.NONE ? Phase.WORKING : Phase.valueOf(entry.name());
        }
    }

    private record Intentions(Entry entry, SortedMap<String, String> values) {}

    private record Page(Set<Long> applied, SortedMap<String, String> values) {}

    private final Cluster cluster;
    private final Records records;
    private final SortedMap<Long, Intentions> intentions = new TreeMap<>();
    private final Map<Long, byte[]> outcomes = new HashMap<>();
    private final SortedMap<String, Page> pages = new TreeMap<>();

    /** The new values in memory that transactions have been promised room for. */
    private final SortedMap<Long, SortedMap<String, String>> promised = new TreeMap<>();

    /** Reads what is there, of a node whose trace is of no matter. */
    public ParticipantStore(Cluster cluster, StableStorage disk) {
        this(cluster, disk, () -> 0);
    }

    /** @param events how many the node's trace has by now */
    ParticipantStore(Cluster cluster, StableStorage disk, LongSupplier events) {
        this.cluster = cluster;
        records = new Records(disk, events);
        try {
            open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void open() throws IOException {
        cluster.pages().forEach(page -> pages.put(page, new Page(Set.of(), new TreeMap<>())));
        for (String name : records.names()) {
            DataInputStream in = records.read(name);
            if (name.startsWith(OUTCOMES)) {
                outcomes.put(Long.valueOf(name.substring(OUTCOMES.length())), in.readAllBytes());
            } else if (name.startsWith(PAGE)) {
                Set<Long> applied = new TreeSet<>();
                for (int i = in.readInt(); i > 0; i--) {
                    applied.add(in.readLong());
                }
                pages.put(name.substring(PAGE.length()), new Page(applied, values(in)));
            }
        }
        for (String name : records.names()) {
            if (name.startsWith(INTENTIONS)) {
                long transaction = Long.parseLong(name.substring(INTENTIONS.length()));
                if (outcome(transaction) != Entry.NONE) {
                    records.remove(name); // it is over: a crash came before this
                } else {
                    DataInputStream in = records.read(name);
                    Entry entry = in.readBoolean() ? Entry.COMMITTED : Entry.PREPARED;
                    intentions.put(transaction, new Intentions(entry, values(in)));
                    promised.put(transaction, intentions.get(transaction).values);
                }
            }
        }
    }

    /** Returns the latest entry of the log. */
    public Entry entry(long transaction) {
        Intentions open = intentions.get(transaction);
        return open != null ? open.entry : outcome(transaction);
    }

    private Entry outcome(long transaction) {
        byte[] codes = outcomes.get(transaction / OUTCOMES_PER_RECORD);
        return codes == null ? Entry.NONE : Entry.values()[codes[(int) (transaction % OUTCOMES_PER_RECORD)]];
    }

    /** Returns the new values that each transaction wants to give to keys. One that has not been promised any has none. */
    SortedMap<Long, SortedMap<String, String>> promised() {
        return promised;
    }

    @Override
    public Optional<Held> read(String transaction, String role) {
        long number = Transactions.number(transaction);
        return Optional.of(new Held(entry(number), applied(number)));
    }

    @Override
    public void write(String transaction, String role, Record record) {
        long number = Transactions.number(transaction);
        SortedMap<String, String> values = promised.getOrDefault(number, new TreeMap<>());
        if (record instanceof Write.Page page) {
            apply(number, page.page(), values);
        } else if (record instanceof Write.Log log && log.entry() != entry(number)) {
            write(number, log.entry(), values);
        }
    }

    @Override
    public boolean holds(String transaction, String role, Record record) {
        long number = Transactions.number(transaction);
        return record instanceof Write.Page page
                ? applied(number).contains(page.page())
                : record.equals(new Write.Log(entry(number)));
    }

    /** Returns the transactions that are prepared or committed, and not over. */
    @Override
    public Set<String> unfinished() {
        return intentions.keySet().stream().map(Transactions::name).collect(Collectors.toSet());
    }

    /** Returns the pages that hold the new values of a transaction. */
    Set<String> applied(long transaction) {
        if (entry(transaction) == Entry.DONE) {
            return cluster.pages();
        }
        Set<String> applied = new TreeSet<>();
        pages.forEach((name, page) -> {
            if (page.applied.contains(transaction)) {
                applied.add(name);
            }
        });
        return applied;
    }

    Optional<String> value(String key) {
        return Optional.ofNullable(page(cluster.page(key)).values.get(key));
    }

    private Page page(String name) {
        return pages.getOrDefault(name, new Page(Set.of(), new TreeMap<>()));
    }

    @Override
    public void close() {
        records.close();
    }

    private void write(long transaction, Entry entry, SortedMap<String, String> values) {
        if (entry == Entry.PREPARED || entry == Entry.COMMITTED) {
            records.write(INTENTIONS + transaction, out -> write(out, entry, values));
            intentions.put(transaction, new Intentions(entry, new TreeMap<>(values)));
        } else {
            long record = transaction / OUTCOMES_PER_RECORD;
            byte[] codes =
                    outcomes.getOrDefault(record, new byte[OUTCOMES_PER_RECORD]).clone();
            codes[(int) (transaction % OUTCOMES_PER_RECORD)] = (byte) entry.ordinal();
            records.write(OUTCOMES + record, out -> out.write(codes));
            outcomes.put(record, codes);
            if (intentions.remove(transaction) != null) {
                records.remove(INTENTIONS + transaction);
            }
        }
    }

    /** Returns when the page is durable with these of the transaction's new values that belong there. */
    private void apply(long transaction, String name, SortedMap<String, String> values) {
        Page page = applied(transaction, name, values);
        records.write(PAGE + name, out -> write(out, page));
        pages.put(name, page);
    }

    private Page applied(long transaction, String name, SortedMap<String, String> values) {
        Page old = page(name);
        Set<Long> applied = new TreeSet<>(old.applied);
        applied.removeIf(t -> entry(t) != Entry.COMMITTED);
        applied.add(transaction);
        SortedMap<String, String> merged = new TreeMap<>(old.values);
        values.forEach((key, value) -> {
            if (cluster.page(key).equals(name)) {
                merged.put(key, value);
            }
        });
        return new Page(applied, merged);
    }

    /** Returns whether intentions could be written, and carried out whatever else is being carried out. */
    boolean hasRoom(long transaction, SortedMap<String, String> values) {
        Map<Long, SortedMap<String, String>> others = new TreeMap<>(promised);
        others.values().removeIf(Map::isEmpty);
        int pending = (int)
                others.keySet().stream().filter(t -> !intentions.containsKey(t)).count();
        int reserve = cluster.pages().size() + 1; // the pages may be new, and the record of outcomes
        if (!records.hasRoom(pending + reserve + 1)
                || !records.fits(INTENTIONS + transaction, out -> write(out, Entry.COMMITTED, values))) {
            return false;
        }
        Map<Long, SortedMap<String, String>> all = new TreeMap<>(others);
        all.put(transaction, values);
        return cluster.pages().stream().allMatch(name -> {
            Set<Long> applied = new TreeSet<>(page(name).applied);
            SortedMap<String, String> merged = new TreeMap<>(page(name).values);
            all.forEach((t, each) -> {
                applied.add(t);
                merged.putAll(applied(t, name, each).values);
            });
            return records.fits(PAGE + name, out -> write(out, new Page(applied, merged)));
        });
    }

    private static void write(DataOutputStream out, Entry entry, SortedMap<String, String> values) throws IOException {
        out.writeBoolean(entry == Entry.COMMITTED);
        write(out, values);
    }

    private static void write(DataOutputStream out, Page page) throws IOException {
        out.writeInt(page.applied.size());
        for (long transaction : page.applied) {
            out.writeLong(transaction);
        }
        write(out, page.values);
    }

    private static void write(DataOutputStream out, SortedMap<String, String> values) throws IOException {
        out.writeInt(values.size());
        for (Map.Entry<String, String> each : values.entrySet()) {
            out.writeUTF(each.getKey());
            out.writeUTF(each.getValue());
        }
    }

    private static SortedMap<String, String> values(DataInputStream in) throws IOException {
        SortedMap<String, String> values = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            values.put(in.readUTF(), in.readUTF());
        }
        return values;
    }

    /** Returns all committed data: the values of all keys. */
    public SortedMap<String, String> all() {
        SortedMap<String, String> all = new TreeMap<>();
        Collection<Page> each = pages.values();
        each.forEach(page -> all.putAll(page.values));
        return all;
    }
}
