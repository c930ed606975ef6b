package dev.lockstep.commit.node;

import dev.lockstep.commit.Coordinator;
import dev.lockstep.commit.Message;
import dev.lockstep.commit.Message.Prepare;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Roles;
import dev.lockstep.storage.StableStorage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** Begins transactions, and runs a {@link Coordinator} for each. */
public final class CoordinatorNode extends InstanceNode<Message> {
    private final Cluster cluster;
    private final Map<String, Map<String, List<Change>>> changes = new HashMap<>();

    /** @param disk opens its storage, which is used for nothing else and closed with the node */
    public CoordinatorNode(
            Cluster cluster,
            Roles<Message> roles,
            Supplier<StableStorage> disk,
            NodeTrace trace,
            Listener<Message> listener) {
        super(cluster.coordinator(), roles, () -> new CoordinatorStore(disk.get(), trace::events), trace, listener);
        this.cluster = cluster;
    }

    private CoordinatorStore numbers() {
        return (CoordinatorStore) store();
    }

    /**
     * Begins a transaction.
     *
     * @param changesOf by participant, what the transaction of this number does there
     * @return its number
     */
    public long begin(LongFunction<Map<String, List<Change>>> changesOf) {
        long number = numbers().number();
        Map<String, List<Change>> its = changesOf.apply(number);
        if (!cluster.participants().containsAll(its.keySet())) {
            throw new IllegalArgumentException("not all of them participants: " + its.keySet());
        }
        changes.put(Transactions.name(number), Map.copyOf(its));
        begin(Transactions.name(number), id(), core -> ((Coordinator) core).begin());
        return number;
    }

    /** Counts the transactions that are not forgotten. */
    public int open() {
        return instances().size();
    }

    /** Returns whether another transaction could be given a commit record. */
    public boolean hasRoom() {
        return numbers().hasRoom(open() + 1);
    }

    @Override
    protected Optional<Record> beside(String transaction, Message m) {
        return m instanceof Prepare
                ? Optional.of(
                        new Changes(changes.getOrDefault(transaction, Map.of()).getOrDefault(m.to(), List.of())))
                : Optional.empty();
    }

    @Override
    protected void over(String transaction) {
        changes.remove(transaction);
    }

    @Override
    protected void forget() {
        changes.clear();
    }
}
