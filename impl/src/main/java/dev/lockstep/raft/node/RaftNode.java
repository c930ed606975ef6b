package dev.lockstep.raft.node;

import dev.lockstep.host.Core;
import dev.lockstep.host.Send;
import dev.lockstep.host.Step;
import dev.lockstep.raft.Configuration;
import dev.lockstep.raft.Entry;
import dev.lockstep.raft.Group;
import dev.lockstep.raft.HardState;
import dev.lockstep.raft.Log;
import dev.lockstep.raft.Message;
import dev.lockstep.raft.RaftServer;
import dev.lockstep.raft.Reads;
import dev.lockstep.raft.Role;
import dev.lockstep.raft.Snapshot;
import dev.lockstep.recorder.Recorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server that runs: its core decides what it may do, this decides when.
 *
 * <p>Its inputs are steps of the core, in memory. {@link #drain} ends a batch of them: what they have changed is made durable with one sync,
 * and then only does anybody see anything of them: messages leave, what is committed is applied and acknowledged, reads are answered, and the trace
 * counts. A crash before the sync is over leaves the disk as it was before the batch, or as it is after it (the store writes all or nothing), and nobody
 * knows of any of its steps: so it is as if the batch had not happened, or had, its messages lost. That is why a step and its write may be
 * one action in Raft.tla.
 *
 * <p>What it keeps itself is no variable of Raft.tla: when timers end and what a leader sends to whom (the spec leaves both open), the state machine
 * and how far it has the log in it, what clients asked for, and of whom a client is told that it leads.
 */
public final class RaftNode implements Core<Packet> {
    /** The command that does nothing. A leader begins with it, to commit what its predecessors left. */
    public static final String NOOP = "noop";

    /** A change of membership that new servers cannot catch up for in so many election timeouts is given up. */
    private static final int TIMEOUTS_PER_CHANGE = 10;

    /** Who uses the log at this node. */
    public interface Client {
        /**
         * The log has this entry, for ever, and it has been applied here; told of every entry in order, but for those in a snapshot that is
         * installed.
         *
         * @param answer of the state machine; empty for a configuration
         */
        void applied(int index, Entry entry, String answer);

        /** The state machine became that of another server. */
        default void installed(Snapshot snapshot) {}
    }

    /** Where a command stands; it stays there if an entry of this term is applied at this index. */
    public record Position(int index, int term) {}

    /**
     * What there is to know of a server.
     *
     * @param leader of its term, as far as it knows
     */
    public record Status(
            String id,
            Role role,
            int term,
            Optional<String> leader,
            int commitIndex,
            int lastIndex,
            int snapshotIndex,
            Configuration configuration) {}

    private final Group group;
    private final String id;
    private final Supplier<RaftStore> disk;
    private final Cores cores;
    private final Pace pace;
    private final Supplier<? extends StateMachine> machines;
    private final Client client;
    private final @Nullable Recorder recorder;

    private final RaftStore store;
    private final StateMachine machine;
    private final RaftServer server;
    private final Replication replication;
    private final Reads reads;

    /** Up to which index the state machine has the log in it. */
    private int applied;

    /** Of the snapshot that is being installed; or null. */
    private byte @Nullable [] installing;

    /** That of the snapshot of the log. */
    private byte[] content;

    private int termOfReads;

    private Optional<String> leader = Optional.empty();

    /** Ticks until it does not wait for its leader any longer; as a leader, until it looks whether it has its quorum. */
    private int patience;

    private int untilHeartbeat;

    /** The servers that the cluster is to have; empty: no change is asked for. */
    private Optional<Set<String>> wanted = Optional.empty();

    private int patienceForChange;

    private final List<Send<Packet>> outbox = new ArrayList<>();

    /**
     * A server as its disk and its predecessor leave it.
     *
     * @param disk opens its store, which is closed with the node
     * @param machines makes a state machine as it is before the first command
     * @param recorder of its trace, or null
     */
    public RaftNode(
            Group group,
            String id,
            Supplier<RaftStore> disk,
            Cores cores,
            Pace pace,
            Supplier<? extends StateMachine> machines,
            Client client,
            @Nullable Recorder recorder) {
        this(group, id, disk, cores, pace, machines, client, recorder, false);
    }

    /** @param hasCrashed its predecessor has just now, and nobody has recorded that */
    private RaftNode(
            Group group,
            String id,
            Supplier<RaftStore> disk,
            Cores cores,
            Pace pace,
            Supplier<? extends StateMachine> machines,
            Client client,
            @Nullable Recorder recorder,
            boolean hasCrashed) {
        this.group = group;
        this.id = id;
        this.disk = disk;
        this.cores = cores;
        this.pace = pace;
        this.machines = machines;
        this.client = client;
        this.recorder = recorder;
        this.store = disk.get();
        this.machine = machines.get();
        this.replication = new Replication(pace);
        this.reads = cores.reads();
        this.patience = pace.patience();

        boolean isDown = !hasCrashed && store.found().isPresent();
        server = cores.server(id, group, store.found().orElse(group.hardState()), isDown);
        if (recorder != null) {
            recorder.attach(server);
            recorder.hold(server);
        }
        if (hasCrashed) {
            server.crash(); // of what it was nobody has seen more than is on its disk
        }
        if (!server.isUp()) {
            server.restart();
        }
        content = store.foundContent();
        applied = server.log().snapshot().index();
        if (applied > 0) {
            machine.restore(content);
        }
    }

    @Override
    public String id() {
        return id;
    }

    /** Closes its store. */
    public void close() {
        store.close();
    }

    @Override
    public RaftNode restarted() {
        close();
        if (recorder != null) {
            recorder.detach(server);
        }
        return new RaftNode(group, id, disk, cores, pace, machines, client, recorder, true);
    }

    // ---------------------------------------------------------------- inputs

    @Override
    public void receive(Packet packet) {
        Message m = packet.message();
        int term = server.term();
        int snapshot = server.log().snapshot().index();
        server.receive(m);
        if (m instanceof Message.Append || m instanceof Message.Snapshot) {
            if (m.term() >= term) {
                leader = Optional.of(m.from());
                patience = pace.patience();
            }
        } else if (m instanceof Message.AskVote && server.hardState().votedFor().equals(Optional.of(m.from()))) {
            patience = pace.patience();
        } else if (m instanceof Message.Appended answer && server.countsAppended(answer)) {
            replication.answered(server, answer);
            reads.answered(answer.from(), packet.round());
        }
        if (m instanceof Message.Snapshot && server.log().snapshot().index() > snapshot) {
            installing = packet.content();
        }
        post(packet.round());
    }

    /** Time passes. */
    public void tick() {
        patience--;
        if (leads()) {
            if (--untilHeartbeat <= 0) {
                untilHeartbeat = pace.heartbeat();
                replication.tick(server, followers());
            }
            lookAround();
        } else if (patience <= 0 && server.mayStand() && isNeeded()) {
            patience = pace.patience();
            if (group.preVote()) {
                server.askPreVotes();
            } else {
                server.campaign();
            }
        }
        post(0);
    }

    /** A server that is not in the cluster, and knows that this is committed, waits until it is asked to join. */
    private boolean isNeeded() {
        Log log = server.log();
        return log.config().members().contains(id) || log.configIndex() > server.commitIndex();
    }

    /** Whether the leader still leads, and what it is asked for can be done. */
    private void lookAround() {
        if (patience <= 0 && group.checkQuorum()) {
            patience = pace.election();
            if (server.heardQuorum()) {
                server.keepLeading();
            } else {
                server.resign();
            }
        }
        if (wanted.isPresent() && --patienceForChange <= 0) {
            wanted = Optional.empty();
        }
    }

    /**
     * Puts the command in the log, if this server leads.
     *
     * @return where; empty: it does not lead, or is about to begin a change of membership, so that one should try again
     */
    public Optional<Position> propose(String command) {
        if (!leads() || isHoldingBack()) {
            return Optional.empty();
        }
        server.appendCommand(command);
        return Optional.of(new Position(server.log().lastIndex(), server.term()));
    }

    /**
     * Asks for a moment in which the state machine has in it all that was acknowledged to anybody before this call.
     *
     * @param read called in that moment, with true; or with false when this server does not lead
     */
    public void read(Consumer<Boolean> read) {
        reads.add(read);
    }

    /**
     * Asks for the cluster to become these servers, which takes a while; it has happened when {@link Status#configuration} is these alone and
     * committed.
     *
     * @return whether it will be tried; false: it does not lead, a change is under way, or these are no servers of its group
     */
    public boolean change(Set<String> servers) {
        if (!group.servers().containsAll(servers)) {
            return false;
        }
        boolean isPossible = server.mayPrepare(servers);
        if (isPossible) {
            wanted = Optional.of(servers);
            patienceForChange = TIMEOUTS_PER_CHANGE * pace.election();
        } else {
            server.refuseChange(servers);
        }
        return isPossible;
    }

    public Status status() {
        Log log = server.log();
        return new Status(
                id,
                server.role(),
                server.term(),
                leads() ? Optional.of(id) : leader,
                server.commitIndex(),
                log.lastIndex(),
                log.snapshot().index(),
                log.config());
    }

    // ---------------------------------------------------------------- what follows from them

    /** Ends a batch: makes all that it has changed durable, and lets out what follows. */
    @Override
    public List<Send<Packet>> drain() {
        stand();
        if (leads()) {
            lead();
        }
        if (!leads()) {
            wanted = Optional.empty();
            replication.forget();
        }
        post(0);
        persist();
        apply();
        read();
        List<Send<Packet>> sent = List.copyOf(outbox);
        outbox.clear();
        if (applied - server.log().snapshot().index() >= pace.compactAfter()) {
            server.compact(applied);
            content = machine.snapshot();
            persist();
        }
        release();
        return sent;
    }

    /** Takes the next step to lead, if others let it. */
    private void stand() {
        if (server.mayCampaign() && server.role() == Role.PRECANDIDATE) {
            server.campaign();
        }
        if (server.mayLead()) {
            server.becomeLeader();
            leader = Optional.empty();
            patience = pace.election();
            untilHeartbeat = pace.heartbeat();
            wanted = Optional.empty();
            replication.forget();
            server.appendCommand(NOOP);
        }
    }

    private boolean leads() {
        return server.role() == Role.LEADER;
    }

    /** Lets those read who may; who asked before this term asks again. */
    private void read() {
        if (!leads() || server.term() != termOfReads) {
            reads.forget();
            termOfReads = server.term();
        }
        reads.proceed(server);
        if (reads.begins(server)) {
            replication.ask(server, followers());
            reads.proceed(server);
            post(0);
        }
    }

    /** What the core has sent goes into the outbox: answers to a message with its round, others with that of the latest reads. */
    private void post(long round) {
        for (Message m : server.drain()) {
            byte[] beside = m instanceof Message.Snapshot ? content : Packet.NOTHING;
            boolean isAnswer = m instanceof Message.Answer;
            outbox.add(new Send<>(m.to(), new Packet(m, beside, isAnswer ? round : reads.round())));
        }
    }

    private void lead() {
        while (server.committable() > server.commitIndex()) {
            server.commit(server.committable());
            if (server.mayEnd()) {
                server.endChange();
            }
        }
        if (leads()) {
            if (wanted.isPresent() && server.mayBegin(wanted.get())) {
                server.beginChange(wanted.get());
                wanted = Optional.empty();
                lead();
                return;
            }
            replication.proceed(server, followers());
        }
    }

    /** Who is sent entries: the others that have a say, and those that are to join. */
    private Set<String> followers() {
        Set<String> followers = new TreeSet<>(server.log().config().members());
        wanted.ifPresent(followers::addAll);
        followers.remove(id);
        return followers;
    }

    /** New servers are about to have the whole log: it must not grow for a moment. */
    private boolean isHoldingBack() {
        Set<String> members = server.log().config().members();
        return wanted.isPresent()
                && wanted.get().stream()
                        .filter(v -> !members.contains(v) && !v.equals(id))
                        .allMatch(v -> server.log().lastIndex() - server.match(v) <= pace.batch());
    }

    /** Makes durable what the steps of the core have changed, with one sync for all of them. */
    private void persist() {
        Optional<HardState> unwritten = server.unwritten();
        if (unwritten.isEmpty() && installing == null) {
            return;
        }
        HardState now = server.hardState();
        HardState before = server.stable();
        if (now.term() != before.term() || !now.votedFor().equals(before.votedFor())) {
            store.save(now.term(), now.votedFor());
        }
        Log log = now.log();
        Snapshot snapshot = log.snapshot();
        if (installing != null) {
            content = installing;
            store.install(snapshot, content, log.after(snapshot.index()));
        } else if (snapshot.index() > before.log().snapshot().index()) {
            store.compact(snapshot, content);
        } else if (log != before.log()) {
            int first = log.differsFrom(before.log());
            if (first <= Math.max(log.lastIndex(), before.log().lastIndex())) {
                store.append(first, log.after(first - 1));
            }
        }
        release(); // the record that is synced counts the trace's events
        store.sync();
        server.written();
    }

    private void release() {
        if (recorder != null) {
            recorder.release(server);
        }
    }

    private void apply() {
        if (installing != null) {
            machine.restore(installing);
            applied = server.log().snapshot().index();
            installing = null;
            client.installed(server.log().snapshot());
        }
        while (applied < server.commitIndex()) {
            applied++;
            Entry entry = server.log().entry(applied);
            boolean isForMachine =
                    entry instanceof Entry.Command c && !c.command().equals(NOOP);
            String answer = isForMachine ? machine.apply(applied, ((Entry.Command) entry).command()) : "";
            client.applied(applied, entry, answer);
        }
    }

    @Override
    public List<Step> steps() {
        return List.of(new Step("tick", false, true, this::tick));
    }
}
