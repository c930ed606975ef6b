package dev.lockstep.commit.run;

import dev.lockstep.commit.Entry;
import dev.lockstep.commit.Outcome;
import dev.lockstep.commit.node.Change;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Keeps what the clients of one run asked for and were told, and checks what must follow from it. Every transaction is done at all
 * participants or at none, as its client was told, and the data is what the done ones make of it. Sees the nodes from outside, and shares
 * nothing with the protocol. Safe for use by many threads.
 */
final class Ledger {
    /** Tells what can be seen of a participant once nothing is left to happen. */
    interface View {
        Entry entry(long transaction);

        SortedMap<String, String> values();
    }

    private final SortedMap<Long, Map<String, List<Change>>> asked = new TreeMap<>();
    private final Map<Long, Outcome> told = new HashMap<>();
    private long commits;

    synchronized void asked(long transaction, Map<String, List<Change>> changes) {
        require(asked.put(transaction, changes) == null, "two transactions have the number " + transaction);
    }

    /** Returns the keys that a transaction is to change at a participant. */
    synchronized Set<String> keys(long transaction, String participant) {
        return asked.getOrDefault(transaction, Map.of()).getOrDefault(participant, List.of()).stream()
                .map(Change::key)
                .collect(Collectors.toSet());
    }

    synchronized void told(long transaction, Outcome outcome) {
        require(told.put(transaction, outcome) == null, "the client of " + transaction + " is told twice");
    }

    /** Checks the run, once nothing is left to happen. */
    synchronized void check(Map<String, View> participants) {
        commits = 0;
        Map<String, Map<String, Long>> sums = new TreeMap<>();
        for (long transaction : asked.keySet()) {
            Set<Entry> entries = new HashSet<>();
            participants.values().forEach(view -> entries.add(view.entry(transaction)));
            boolean isDone = entries.equals(Set.of(Entry.DONE));
            require(
                    isDone || entries.equals(Set.of(Entry.ABORTED)) || isUndone(entries),
                    "atomicity: t" + transaction + " is " + entries + " at its participants");
            Outcome outcome = told.get(transaction);
            require(
                    outcome == null || isDone == (outcome == Outcome.COMMIT),
                    "durability: the client of t" + transaction + " was told " + outcome + ", but it is " + entries);
            if (isDone) {
                commits++;
                asked.get(transaction)
                        .forEach((p, changes) -> add(changes, sums.computeIfAbsent(p, q -> new TreeMap<>())));
            }
        }
        Set<String> notes = new HashSet<>();
        participants.forEach((p, view) -> {
            Map<String, String> expected = new TreeMap<>();
            sums.getOrDefault(p, Map.of()).forEach((key, sum) -> expected.put(key, Long.toString(sum)));
            Map<String, String> found = new TreeMap<>(view.values());
            notes.add(String.valueOf(found.remove(Workload.NOTE)));
            require(found.equals(expected), "the data of " + p + " is " + found + " instead of " + expected);
        });
        require(notes.size() == 1, "isolation: the last note is not the same everywhere: " + notes);
    }

    /** Nobody is in doubt or committed; some have never heard of it. */
    private static boolean isUndone(Set<Entry> entries) {
        return Set.of(Entry.NONE, Entry.ABORTED).containsAll(entries);
    }

    private static void add(List<Change> changes, Map<String, Long> sums) {
        for (Change change : changes) {
            if (change instanceof Change.Add add) {
                sums.merge(add.key(), add.amount(), Long::sum);
            }
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }

    synchronized long transactions() {
        return asked.size();
    }

    /** Counts the commits that are done everywhere, at the last check. */
    synchronized long commits() {
        return commits;
    }

    /** Counts the clients that were told of a commit. */
    synchronized long acknowledged() {
        return told.values().stream().filter(Outcome.COMMIT::equals).count();
    }
}
