package dev.lockstep.commit.node;

import static java.util.Objects.requireNonNull;

import dev.lockstep.commit.Entry;
import dev.lockstep.commit.Message.Prepare;
import dev.lockstep.commit.Participant;
import dev.lockstep.commit.Phase;
import dev.lockstep.commit.Write;
import dev.lockstep.host.Core;
import dev.lockstep.host.Send;
import dev.lockstep.host.Step;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.run.Patience;
import dev.lockstep.storage.StableStorage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A node that holds data: runs a {@link Participant} for each transaction, and locks the keys that the transaction changes from its
 * prepare to its end.
 *
 * <p>A transaction that finds one of its keys locked waits, all its locks or none; when its patience ends it aborts alone. That is what
 * ends a deadlock among nodes. A transaction that cannot be done votes no.
 */
public final class ParticipantNode implements Core<Packet> {
    /** A transaction on which this node is working. */
    private static final class Work {
        final long transaction;
        final Participant core;

        /** What it waits to do until the keys are free, or null. */
        @Nullable
        Packet waiting;

        /** New values; their keys are locked. */
        SortedMap<String, String> values = new TreeMap<>();

        /** The core has not moved since the last timeout: what it refuses is no progress. */
        boolean isLate;

        List<Object> state = List.of();

        Work(long transaction, Participant core) {
            this.transaction = transaction;
            this.core = core;
        }
    }

    private final Cluster cluster;
    private final String id;
    private final Supplier<StableStorage> disk;
    private final Cores cores;
    private final @Nullable Recorder recorder;

    private final ParticipantStore store;
    private final SortedMap<Long, Work> live = new TreeMap<>();
    private final List<Send<Packet>> outbox = new ArrayList<>();

    /**
     * A node that has not recovered: to begin with, or after a crash, {@link #recover} it.
     *
     * @param disk opens its storage, which is used for nothing else and closed with the node
     * @param recorder of its trace, or null
     */
    public ParticipantNode(
            Cluster cluster, String id, Supplier<StableStorage> disk, Cores cores, @Nullable Recorder recorder) {
        this.cluster = cluster;
        this.id = id;
        this.disk = disk;
        this.cores = cores;
        this.recorder = recorder;
        this.store = new ParticipantStore(cluster, disk.get());
    }

    @Override
    public String id() {
        return id;
    }

    /**
     * Goes on with the transactions that the disk tells of.
     *
     * @param interrupted those at which its predecessor was working when it crashed, as far as that is known
     */
    public void recover(Set<Long> interrupted) {
        Set<Long> transactions = store.unfinished();
        transactions.addAll(interrupted);
        for (long transaction : transactions) {
            Work work = work(transaction, Phase.DOWN);
            work.values = store.intentions(transaction);
            live.put(transaction, work);
            work.core.restart();
            settle(work);
        }
    }

    /**
     * Tells the trace of the crash of a process of which only the trace is left.
     *
     * @param last its cores as the trace saw them last, by transaction
     * @return those transactions with which this node must {@link #recover}
     */
    public Set<Long> crashed(Map<Long, Participant> last) {
        Set<Long> interrupted = new TreeSet<>();
        new TreeMap<>(last).forEach((transaction, core) -> {
            attach(transaction, core);
            if (crashed(transaction, core)) {
                interrupted.add(transaction);
            }
        });
        return interrupted;
    }

    /**
     * Tells the trace of the crash of a process that worked on this transaction. If what the process was writing had reached the disk, it
     * has taken that step, and the trace is told so first.
     *
     * @param core attached, as the trace saw it last
     * @return whether this node must {@link #recover} with it
     */
    private boolean crashed(long transaction, Participant core) {
        Optional<? extends Record> write = core.unwritten();
        if (write.isPresent() && write.get() instanceof Write.Page page) {
            if (store.applied(transaction).contains(page.page())) {
                core.written();
            }
        } else if (write.isPresent() && write.get() instanceof Write.Log log) {
            if (log.entry() != core.log() && log.entry() == store.entry(transaction)) {
                core.written();
            }
        }
        core.drain();
        boolean isInterrupted = Set.of(
                        Phase.PREPARING, Phase.PREPARED, Phase.COMMITTING, Phase.COMMITTED, Phase.ABORTING)
                .contains(core.phase());
        if (isInterrupted) {
            core.crash();
        }
        boolean isDown = core.phase() == Phase.DOWN;
        detach(core);
        return isDown;
    }

    @Override
    public ParticipantNode restarted() {
        store.close();
        ParticipantNode next = new ParticipantNode(cluster, id, disk, cores, recorder);
        Set<Long> interrupted = new TreeSet<>();
        live.forEach((transaction, work) -> {
            if (next.crashed(transaction, work.core)) {
                interrupted.add(transaction);
            }
        });
        next.recover(interrupted);
        return next;
    }

    /** A core that stands where the disk says. */
    private Work work(long transaction, Phase phase) {
        Participant core = cores.participant(cluster, id, phase, store.entry(transaction), store.applied(transaction));
        attach(transaction, core);
        return new Work(transaction, core);
    }

    private void attach(long transaction, Participant core) {
        if (recorder != null) {
            recorder.attach(core, Packet.name(transaction));
        }
    }

    private void detach(Participant core) {
        if (recorder != null) {
            recorder.detach(core);
        }
    }

    private Work open(long transaction) {
        Entry entry = store.entry(transaction);
        return work(
                transaction, entry == Entry.DONE ? Phase.DONE : entry == Entry.ABORTED ? Phase.ABORTED : Phase.WORKING);
    }

    @Override
    public void receive(Packet packet) {
        Work work = live.computeIfAbsent(packet.transaction(), this::open);
        if (packet.message() instanceof Prepare && work.core.phase() == Phase.WORKING) {
            work.waiting = packet;
            admit(work);
        } else {
            work.core.receive(packet.message());
        }
        settle(work);
    }

    /** Prepares a transaction that waits, if its keys are free. */
    private void admit(Work work) {
        Packet packet = requireNonNull(work.waiting);
        if (packet.changes().stream().anyMatch(change -> isLocked(change.key()))) {
            return;
        }
        work.waiting = null;
        Prepare m = (Prepare) packet.message();
        Optional<SortedMap<String, String>> values = outcome(packet.changes());
        boolean canBeDone = values.isPresent() && store.hasRoom(work.transaction, values.get(), promised());
        if (canBeDone) {
            work.values = values.get();
        }
        work.core.receive(m, canBeDone);
    }

    /** The values that these changes lead to; none if one of them cannot be done. */
    private Optional<SortedMap<String, String>> outcome(List<Change> changes) {
        SortedMap<String, String> values = new TreeMap<>();
        for (Change change : changes) {
            String old =
                    values.getOrDefault(change.key(), store.value(change.key()).orElse("0"));
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

    private Map<Long, SortedMap<String, String>> promised() {
        Map<Long, SortedMap<String, String>> promised = new HashMap<>();
        live.values().stream()
                .filter(work -> !work.values.isEmpty())
                .forEach(work -> promised.put(work.transaction, work.values));
        return promised;
    }

    /** Whether a transaction that is not over changes this key: its value cannot be told before. */
    public boolean isLocked(String key) {
        return live.values().stream().anyMatch(work -> work.values.containsKey(key) && cores.locks(work.core.phase()));
    }

    /**
     * The committed value of a key.
     *
     * @throws IllegalStateException it {@link #isLocked}
     */
    public Optional<String> read(String key) {
        if (isLocked(key)) {
            throw new IllegalStateException(key + " is being changed: ask again later");
        }
        return store.value(key);
    }

    /** How a transaction ended here; none: it has not. */
    public Entry entry(long transaction) {
        return store.entry(transaction);
    }

    /** What is on disk of the values of all keys. */
    public SortedMap<String, String> values() {
        return store.all();
    }

    /** Takes what the core sends; lets go of a transaction that is over, and of its locks. */
    private void settle(Work work) {
        work.core.drain().forEach(m -> outbox.add(new Send<>(m.to(), new Packet(work.transaction, m, List.of()))));
        work.isLate &= work.core.state().equals(work.state);
        work.state = work.core.state();
        if (work.core.phase() != Phase.WORKING) {
            work.waiting = null;
        }
        if (work.core.isOver() && work.waiting == null) {
            live.remove(work.transaction);
            detach(work.core);
            if (!work.values.isEmpty()) {
                admitWaiting();
            }
        }
    }

    private void admitWaiting() {
        for (Work work : List.copyOf(live.values())) {
            if (work.waiting != null) {
                admit(work);
                settle(work);
            }
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
        if (live.values().stream().anyMatch(ParticipantNode::canLosePatience)) {
            steps.add(new Step("timeout", false, true, this::timeout));
        }
        return steps;
    }

    private void write(Work work) {
        Record write = work.core.unwritten().orElseThrow();
        if (write instanceof Write.Page page) {
            store.apply(work.transaction, page.page(), work.values);
        } else if (write instanceof Write.Log log && log.entry() != work.core.log()) {
            store.write(work.transaction, log.entry(), work.values);
        }
        work.core.written();
        settle(work);
    }

    private static boolean canLosePatience(Work work) {
        return Patience.timeout(work.core).isPresent();
    }

    /** Time passes: the patience of every transaction ends with which nothing has happened since the last time. */
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
