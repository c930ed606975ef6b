package dev.lockstep.commit.run;

import dev.lockstep.commit.node.Change;
import dev.lockstep.commit.node.Cluster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;

/** Tells what clients ask for: deposits to accounts, transfers between participants, and a note that all participants keep. */
final class Workload {
    static final String NOTE = "note";

    private static final int ACCOUNTS = 8;
    private static final int MOST = 5;

    private final List<String> participants;
    private final IntUnaryOperator choice;

    /** @param choice a number below its argument */
    Workload(Cluster cluster, IntUnaryOperator choice) {
        this.participants = new ArrayList<>(new TreeSet<>(cluster.participants()));
        this.choice = choice;
    }

    /** Returns the changes of a transaction, by participant. */
    Map<String, List<Change>> next() {
        return switch (choice.applyAsInt(6)) {
            case 0, 1 -> deposit();
            case 2 -> note();
            default -> transfer();
        };
    }

    private Map<String, List<Change>> deposit() {
        Change change = new Change.Add(account(), 1 + choice.applyAsInt(MOST));
        Map<String, List<Change>> changes = new HashMap<>();
        participants.forEach(p -> changes.put(p, List.of(change)));
        return changes;
    }

    private Map<String, List<Change>> note() {
        Change change = new Change.Put(NOTE, Integer.toString(choice.applyAsInt(1_000_000)));
        Map<String, List<Change>> changes = new HashMap<>();
        participants.forEach(p -> changes.put(p, List.of(change)));
        return changes;
    }

    private Map<String, List<Change>> transfer() {
        int amount = 1 + choice.applyAsInt(MOST);
        Map<String, List<Change>> changes = new HashMap<>();
        add(changes, new Change.Add(account(), -amount));
        add(changes, new Change.Add(account(), amount));
        return changes;
    }

    private void add(Map<String, List<Change>> changes, Change change) {
        changes.computeIfAbsent(participants.get(choice.applyAsInt(participants.size())), p -> new ArrayList<>())
                .add(change);
    }

    private String account() {
        return "account " + choice.applyAsInt(ACCOUNTS);
    }
}
