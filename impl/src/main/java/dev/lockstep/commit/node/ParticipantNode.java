package dev.lockstep.commit.node;

import dev.lockstep.commit.Entry;
import dev.lockstep.commit.Message;
import dev.lockstep.commit.Message.Prepare;
import dev.lockstep.commit.Participant;
import dev.lockstep.commit.Phase;
import dev.lockstep.core.Process;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Packet;
import dev.lockstep.run.Roles;
import dev.lockstep.storage.StableStorage;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Holds data, and runs a {@link Participant} for each transaction. It locks the keys that the transaction changes from its prepare to its
 * end.
 *
 * <p>A transaction that finds one of its keys locked waits, all its locks or none; when its patience ends it aborts alone. That is what
 * ends a deadlock among nodes. A transaction that cannot be done votes no.
 */
public final class ParticipantNode extends InstanceNode<Message> {
    private final Cores cores;

    /** The packets that transactions wait for until their keys are free. */
    private final SortedMap<Long, Packet<Message>> waiting = new TreeMap<>();

    /** @param disk opens its storage, which is used for nothing else and closed with the node */
    public ParticipantNode(
            Cluster cluster,
            String id,
            Roles<Message> roles,
            Cores cores,
            Supplier<StableStorage> disk,
            NodeTrace trace,
            Listener<Message> listener) {
        super(id, roles, () -> new ParticipantStore(cluster, disk.get(), trace::events), trace, listener);
        this.cores = cores;
    }

    private ParticipantStore data() {
        return (ParticipantStore) store();
    }

    @Override
    protected void deliver(Packet<Message> packet, Process<Message> role) {
        Participant core = (Participant) role;
        if (packet.message() instanceof Prepare && core.phase() == Phase.WORKING) {
            waiting.put(Transactions.number(packet.instance()), packet);
            admit(packet, core);
        } else {
            super.deliver(packet, role);
        }
        if (core.phase() != Phase.WORKING) {
            waiting.remove(Transactions.number(packet.instance()));
        }
    }

    /** Prepares a transaction that waits, if its keys are free. */
    private void admit(Packet<Message> packet, Participant core) {
        List<Change> changes =
                packet.beside().map(beside -> ((Changes) beside).changes()).orElse(List.of());
        if (changes.stream().anyMatch(change -> isLocked(change.key()))) {
            return;
        }
        long transaction = Transactions.number(packet.instance());
        Optional<SortedMap<String, String>> values = outcome(changes);
        boolean canBeDone = values.isPresent() && data().hasRoom(transaction, values.get());
        if (canBeDone) {
            data().promised().put(transaction, values.get());
        }
        core.receive((Prepare) packet.message(), canBeDone);
        received(packet.instance(), core, packet.message());
    }

    /** Returns the values that these changes lead to; none if one of them cannot be done. */
    private Optional<SortedMap<String, String>> outcome(List<Change> changes) {
        SortedMap<String, String> values = new TreeMap<>();
        for (Change change : changes) {
            String old =
                    values.getOrDefault(change.key(), data().value(change.key()).orElse("0"));
            if (change instanceof Change.Put put) {
                values.put(put.key(), put.value());
            } else if (change instanceof Change.Add add) {
                try {
                    long sum = Math.addExact(Long.parseLong(old), add.amount());
                    if (sum < 0) {
                        return Optional.empty();
                    }
                    values.put(add.key(), Long.toString(sum));
                } catch (NumberFormatException | ArithmeticException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(values);
    }

    /** Returns whether a transaction that is not over changes this key: its value cannot be told before. */
    public boolean isLocked(String key) {
        return data().promised().entrySet().stream()
                .anyMatch(each -> each.getValue().containsKey(key)
                        && roles(Transactions.name(each.getKey()))
                                .filter(its -> cores.locks(((Participant) its.get(0)).phase()))
                                .isPresent());
    }

    /**
     * Returns the committed value of a key.
     *
     * @throws IllegalStateException the key {@link #isLocked}
     */
    public Optional<String> read(String key) {
        if (isLocked(key)) {
            throw new IllegalStateException(key + " is being changed: ask again later");
        }
        return data().value(key);
    }

    /** Tells how a transaction ended here; none: it has not. */
    public Entry entry(long transaction) {
        return data().entry(transaction);
    }

    /** Returns one that waits is not over, unless its patience has ended. */
    @Override
    protected boolean isOver(String transaction, List<Process<Message>> its) {
        long number = Transactions.number(transaction);
        if (((Participant) its.get(0)).phase() != Phase.WORKING) {
            waiting.remove(number);
        }
        return !waiting.containsKey(number) && super.isOver(transaction, its);
    }

    /** Its locks are free. */
    @Override
    protected void over(String transaction) {
        if (data().promised().remove(Transactions.number(transaction)) != null) {
            List.copyOf(waiting.values()).forEach(this::receive);
        }
    }

    @Override
    protected void forget() {
        waiting.clear();
    }
}
