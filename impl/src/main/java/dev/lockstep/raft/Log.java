package dev.lockstep.raft;

import dev.lockstep.annotations.Grown;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.RandomAccess;

/**
 * Holds the log of one server: a snapshot and the entries behind it, which are the list's elements. An entry keeps its index, from 1, when
 * a snapshot comes to stand for those before it.
 *
 * <p>Immutable. Logs that grew out of each other share their entries, so that to append costs the same whatever the length; for one
 * thread.
 */
public final class Log extends AbstractList<Entry> implements RandomAccess, Grown {
    private final Snapshot snapshot;

    /** The shared entries, of which the first {@link #size} are this log's. The rest, if any, are those of logs that grew out of it. */
    private final ArrayList<Entry> shared;

    private final int size;
    private final int configIndex;

    private Log(Snapshot snapshot, ArrayList<Entry> shared, int size, int configIndex) {
        this.snapshot = snapshot;
        this.shared = shared;
        this.size = size;
        this.configIndex = configIndex;
    }

    public static Log of(Snapshot snapshot, Collection<Entry> entries) {
        ArrayList<Entry> copy = new ArrayList<>(entries);
        return new Log(snapshot, copy, copy.size(), latestConfig(snapshot, copy, copy.size()));
    }

    /** Returns the index of the latest configuration among so many entries behind the snapshot, which has one too. */
    private static int latestConfig(Snapshot snapshot, List<Entry> entries, int size) {
        int i = size;
        while (i > 0 && !(entries.get(i - 1) instanceof Entry.Config)) {
            i--;
        }
        return snapshot.index() + i;
    }

    @Override
    public Entry get(int position) {
        if (position >= size) {
            throw new IndexOutOfBoundsException(position);
        }
        return shared.get(position);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean grewOutOf(List<?> other) {
        return other instanceof Log log && log.shared == shared && log.size <= size;
    }

    public Snapshot snapshot() {
        return snapshot;
    }

    public int lastIndex() {
        return snapshot.index() + size;
    }

    public int lastTerm() {
        return termAt(lastIndex());
    }

    /** @param index an index behind the snapshot */
    public Entry entry(int index) {
        return get(index - snapshot.index() - 1);
    }

    /** @param index the index of an entry, or that of the snapshot */
    public int termAt(int index) {
        return index == snapshot.index() ? snapshot.term() : entry(index).term();
    }

    /** Returns whether the entry at that index is of that term. The log must still have it or know the snapshot to end in it. */
    public boolean has(int index, int term) {
        return snapshot.index() <= index && index <= lastIndex() && termAt(index) == term;
    }

    /** Returns the entries behind the first up to the second index. */
    public List<Entry> between(int previous, int last) {
        return List.copyOf(subList(previous - snapshot.index(), last - snapshot.index()));
    }

    public List<Entry> after(int index) {
        return between(index, lastIndex());
    }

    public Log with(Entry entry) {
        ArrayList<Entry> entries = size == shared.size() ? shared : new ArrayList<>(subList(0, size));
        entries.add(entry);
        return new Log(snapshot, entries, size + 1, entry instanceof Entry.Config ? lastIndex() + 1 : configIndex);
    }

    /** Returns the log with nothing behind that index. */
    public Log upTo(int index) {
        int left = index - snapshot.index();
        return new Log(
                snapshot, shared, left, configIndex <= index ? configIndex : latestConfig(snapshot, shared, left));
    }

    /**
     * Returns the log with these entries behind that index. What is there already is left alone, together with whatever follows; what
     * differs is cut off, together with whatever follows.
     */
    public Log spliced(int previous, List<Entry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            if (!has(previous + i + 1, entries.get(i).term())) {
                Log spliced = upTo(previous);
                for (Entry entry : entries) {
                    spliced = spliced.with(entry);
                }
                return spliced;
            }
        }
        return this;
    }

    /** Returns the log with that snapshot for its beginning. What does not follow the entry it ends in is dropped. */
    public Log behind(Snapshot other) {
        return of(other, has(other.index(), other.term()) ? after(other.index()) : List.of());
    }

    /** Returns the configuration in force: the latest, or the snapshot's. */
    public Configuration config() {
        return configAt(configIndex);
    }

    /** Returns where {@link #config} stands. */
    public int configIndex() {
        return configIndex;
    }

    private Configuration configAt(int index) {
        return index == snapshot.index() ? snapshot.config() : ((Entry.Config) entry(index)).config();
    }

    /** Returns a snapshot that can be made of the entries up to this index. */
    public Snapshot snapshotAt(int index) {
        Log upTo = upTo(index);
        return new Snapshot(index, termAt(index), upTo.config());
    }

    /** Returns the first index at which this log has an entry that the other has not. By Log Matching, all behind it differ too. */
    public int differsFrom(Log other) {
        int index = Math.min(lastIndex(), other.lastIndex());
        while (index > snapshot.index() && !other.has(index, termAt(index))) {
            index--;
        }
        return index + 1;
    }
}
