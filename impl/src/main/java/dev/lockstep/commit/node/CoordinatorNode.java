package dev.lockstep.commit.node;

import dev.lockstep.commit.CommitRecord;
import dev.lockstep.commit.Coordinator;
import dev.lockstep.commit.Message.Prepare;
import dev.lockstep.commit.Outcome;
import dev.lockstep.commit.Stage;
import dev.lockstep.commit.Write;
import dev.lockstep.host.Core;
import dev.lockstep.host.Send;
import dev.lockstep.host.Step;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.run.Patience;
import dev.lockstep.storage.StableStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The node that coordinates: runs a {@link Coordinator} for each transaction. */
public final class CoordinatorNode implements Core<Packet> {
    /** Who wants transactions done. */
    public interface Client {
        /**
         * The outcome of a transaction, told at most once, on the host's thread. When the node crashes it may never be told; then the
         * transaction may have either.
         */
        void told(long transaction, Outcome outcome);
    }

    /** A transaction that is not forgotten. */
    private static final class Work {
        final long transaction;
        final Coordinator core;
        Map<String, List<Change>> changes = Map.of();
        boolean isTold;

        /** The core has not moved since the last timeout: what it refuses, an inquiry say, is no progress. */
        boolean isLate;

        List<Object> state = List.of();

        Work(long transaction, Coordinator core) {
            this.transaction = transaction;
            this.core = core;
        }
    }

    private final Cluster cluster;
    private final Supplier<StableStorage> disk;
    private final Cores cores;
    private final Client client;
    private final @Nullable Recorder recorder;

    private final CoordinatorStore store;
    private final SortedMap<Long, Work> live = new TreeMap<>();
    private final List<Send<Packet>> outbox = new ArrayList<>();

    /**
     * A node that has not recovered: to begin with, or after a crash, {@link #recover} it.
     *
     * @param disk opens its storage, which is used for nothing else and closed with the node
     * @param recorder of its trace, or null
     */
    public CoordinatorNode(
            Cluster cluster, Supplier<StableStorage> disk, Cores cores, Client client, @Nullable Recorder recorder) {
        this.cluster = cluster;
        this.disk = disk;
        this.cores = cores;
        this.client = client;
        this.recorder = recorder;
        this.store = new CoordinatorStore(disk.get());
    }

    @Override
    public String id() {
        return cluster.coordinator();
    }

    /**
     * Goes on with the transactions that the disk tells of.
     *
     * @param interrupted those at which its predecessor was working when it crashed, as far as that is known
     */
    public void recover(Set<Long> interrupted) {
        Set<Long> transactions = store.committed();
        transactions.addAll(interrupted);
        for (long transaction : transactions) {
            Work work = work(transaction, Stage.DOWN);
            work.isTold = true;
            live.put(transaction, work);
            work.core.restart();
            settle(work);
        }
    }

    /** As {@link ParticipantNode#crashed}. */
    public Set<Long> crashed(Map<Long, Coordinator> last) {
        Set<Long> interrupted = new TreeSet<>();
        new TreeMap<>(last).forEach((transaction, core) -> {
            attach(transaction, core);
            if (crashed(transaction, core)) {
                interrupted.add(transaction);
            }
        });
        return interrupted;
    }

    private boolean crashed(long transaction, Coordinator core) {
        core.unwritten().map(Write.Decision::record).ifPresent(record -> {
            if (record != core.record() && record == store.record(transaction)) {
                core.written();
            }
        });
        core.drain();
        if (core.stage() != Stage.IDLE && core.stage() != Stage.FORGOTTEN && core.stage() != Stage.DOWN) {
            core.crash();
        }
        boolean isDown = core.stage() == Stage.DOWN;
        detach(core);
        return isDown;
    }

    @Override
    public CoordinatorNode restarted() {
        store.close();
        CoordinatorNode next = new CoordinatorNode(cluster, disk, cores, client, recorder);
        Set<Long> interrupted = new TreeSet<>();
        live.forEach((transaction, work) -> {
            if (next.crashed(transaction, work.core)) {
                interrupted.add(transaction);
            }
        });
        next.recover(interrupted);
        return next;
    }

    private Work work(long transaction, Stage stage) {
        Coordinator core = cores.coordinator(cluster, stage, Set.of(), Set.of(), store.record(transaction));
        attach(transaction, core);
        return new Work(transaction, core);
    }

    private void attach(long transaction, Coordinator core) {
        if (recorder != null) {
            recorder.attach(core, Packet.name(transaction));
        }
    }

    private void detach(Coordinator core) {
        if (recorder != null) {
            recorder.detach(core);
        }
    }

    /**
     * Begins a transaction.
     *
     * @param changes by participant
     * @return its number
     */
    public long begin(Map<String, List<Change>> changes) {
        return begin(transaction -> changes);
    }

    /** As {@link #begin(Map)}, with changes that depend on the number. */
    public long begin(LongFunction<Map<String, List<Change>>> changesOf) {
        long transaction = store.number();
        Map<String, List<Change>> changes = changesOf.apply(transaction);
        if (!cluster.participants().containsAll(changes.keySet())) {
            throw new IllegalArgumentException("not all of them participants: " + changes.keySet());
        }
        Work work = work(transaction, Stage.IDLE);
        work.changes = Map.copyOf(changes);
        live.put(work.transaction, work);
        work.core.begin();
        settle(work);
        return work.transaction;
    }

    /** Transactions that are not forgotten. */
    public int open() {
        return live.size();
    }

    /** Whether another transaction could be given a commit record. */
    public boolean hasRoom() {
        return store.hasRoom(live.size() + 1);
    }

    @Override
    public void receive(Packet packet) {
        Work work = live.get(packet.transaction());
        if (work == null) {
            work = work(packet.transaction(), Stage.FORGOTTEN);
            work.isTold = true;
        }
        work.core.receive(packet.message());
        if (work.core.mayDecide()) {
            work.core.decide();
        }
        settle(work);
    }

    /** Takes what the core sends and tells the client; lets go of a transaction that is forgotten. */
    private void settle(Work work) {
        work.core.drain().forEach(m -> {
            List<Change> changes = m instanceof Prepare ? work.changes.getOrDefault(m.to(), List.of()) : List.of();
            outbox.add(new Send<>(m.to(), new Packet(work.transaction, m, changes)));
        });
        work.isLate &= work.core.state().equals(work.state);
        work.state = work.core.state();
        if (!work.isTold && work.core.outcome() != Outcome.NONE) {
            work.isTold = true;
            client.told(work.transaction, work.core.outcome());
        }
        if (work.core.stage() == Stage.FORGOTTEN) {
            live.remove(work.transaction);
            detach(work.core);
        }
    }

    @Override
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (Work work : live.values()) {
            if (work.core.unwritten().isPresent()) {
                steps.add(new Step("write " + Packet.name(work.transaction), false, () -> write(work)));
            }
        }
        if (live.values().stream().anyMatch(CoordinatorNode::canLosePatience)) {
            steps.add(new Step("timeout", false, true, this::timeout));
        }
        return steps;
    }

    private void write(Work work) {
        CommitRecord record = work.core.unwritten().orElseThrow().record();
        if (record != work.core.record()) {
            store.write(work.transaction, record);
        }
        work.core.written();
        settle(work);
    }

    private static boolean canLosePatience(Work work) {
        return Patience.timeout(work.core).isPresent();
    }

    /** Time passes: the patience with every transaction ends with which nothing has happened since the last time. */
    public void timeout() {
        for (Work work : List.copyOf(live.values())) {
            if (canLosePatience(work)) {
                if (!work.isLate) {
                    work.isLate = true;
                } else {
                    Patience.timeout(work.core).ifPresent(step -> step.take().run());
                    settle(work);
                }
            }
        }
    }

    @Override
    public List<Send<Packet>> drain() {
        List<Send<Packet>> sent = List.copyOf(outbox);
        outbox.clear();
        return sent;
    }
}
