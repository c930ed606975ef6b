package dev.lockstep.gossip;

import dev.lockstep.annotations.Immutable;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Holds the replica of one site: what it holds for each key. Never changes; an update makes another. Its checksum and its times in order
 * are kept up to date with each update (Demers et al. 1987, section 1.3).
 */
@Immutable
public final class Database {
    /** The number that checksums are remainders of. */
    private static final int MODULUS = 32_749;

    private final SortedMap<String, Entry> entries;
    private final NavigableSet<Integer> times;
    private final int checksum;

    private Database(SortedMap<String, Entry> entries, NavigableSet<Integer> times, int checksum) {
        this.entries = Collections.unmodifiableSortedMap(entries);
        this.times = times;
        this.checksum = checksum;
    }

    /** Returns the database that knows no update of these keys. */
    public static Database empty(Set<String> keys) {
        SortedMap<String, Entry> entries = new TreeMap<>();
        keys.forEach(key -> entries.put(key, Entry.NOTHING));
        return new Database(entries, new TreeSet<>(), 0);
    }

    /** Returns what it holds for each key, in the order of the keys. */
    public SortedMap<String, Entry> entries() {
        return entries;
    }

    /** @throws IllegalArgumentException the database has no such key */
    public Entry get(String key) {
        Entry found = entries.get(key);
        if (found == null) {
            throw new IllegalArgumentException("the database has no key " + key + ", only " + entries.keySet());
        }
        return found;
    }

    /** Returns the updates that it holds. */
    public Set<Update> contents() {
        return those(update -> true);
    }

    /** Returns those of the updates that it holds of which this is true, in the order of their keys. */
    public Set<Update> those(Predicate<Update> which) {
        Set<Update> found = new LinkedHashSet<>();
        for (Map.Entry<String, Entry> each : entries.entrySet()) {
            Update update = new Update(
                    each.getKey(), each.getValue().value(), each.getValue().time());
            if (update.time() != 0 && which.test(update)) {
                found.add(update);
            }
        }
        return Collections.unmodifiableSet(found);
    }

    /** Tells whether the update is news: later than what the database holds for its key. */
    public boolean isNewer(Update update) {
        return update.time() > get(update.key()).time();
    }

    /** Returns the database that has taken those of the updates that are news to it. */
    public Database resolved(Collection<Update> updates) {
        return with(updates, true);
    }

    /** Returns the database in which each update has taken the place of what was there, be that later or not. */
    Database overwritten(Collection<Update> updates) {
        return with(updates, false);
    }

    private Database with(Collection<Update> updates, boolean ifNewer) {
        SortedMap<String, Entry> taken = null;
        NavigableSet<Integer> its = times;
        int sum = checksum;
        for (Update update : updates) {
            Entry before = taken == null ? get(update.key()) : taken.get(update.key());
            if (ifNewer && update.time() <= before.time()) {
                continue;
            }
            if (taken == null) {
                taken = new TreeMap<>(entries);
                its = new TreeSet<>(times);
            }
            taken.put(update.key(), new Entry(update.value(), update.time()));
            its.remove(before.time());
            its.add(update.time());
            sum = Math.floorMod(sum - hash(before.time()) + hash(update.time()), MODULUS);
        }
        return taken == null ? this : new Database(taken, its, sum);
    }

    /** Returns the latest time that it holds; 0: none. */
    public int latestTime() {
        return times.isEmpty() ? 0 : times.last();
    }

    /** Returns the latest time before this one that it holds; 0: none. */
    public int before(int time) {
        Integer found = times.lower(time);
        return found == null ? 0 : found;
    }

    /** Returns the sum of a number for each of its times, below 32,749. */
    public int checksum() {
        return checksum;
    }

    private static int hash(int time) {
        int x = time % MODULUS;
        return (x * x % MODULUS * x + 11 * x) % MODULUS;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Database database && entries.equals(database.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
