package dev.lockstep.raft.node;

import dev.lockstep.core.Process;
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
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Packet;
import dev.lockstep.run.Patience;
import dev.lockstep.run.Roles;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs a server: its core decides what it may do, this decides when.
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
public final class RaftNode extends InstanceNode<Message> {
    /** The only one that a server takes part in. */
    static final String INSTANCE = "";

    /** The command that does nothing. A leader begins with it, to commit what its predecessors left. */
    public static final String NOOP = "noop";

    /** A change of membership that new servers cannot catch up for in so many election timeouts is given up. */
    private static final int TIMEOUTS_PER_CHANGE = 10;

    /** Uses the log at this node. */
    public interface Client {
        /**
         * Hears that the log has this entry, for ever, and that it has been applied here. It is told of every entry in order, but for those
         * in a snapshot that is installed.
         *
         * @param answer the answer of the state machine; empty for a configuration
         */
        void applied(int index, Entry entry, String answer);

        /** Hears that the state machine became that of another server. */
        default void installed(Snapshot snapshot) {}

        /** Hears, again and again, that this server leads in that term. */
        default void leads(int term) {}
    }

    /** Tells where a command stands; it stays there if an entry of this term is applied at this index. */
    public record Position(int index, int term) {}

    /**
     * Tells what there is to know of a server.
     *
     * @param leader the leader of its term, as far as it knows
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
    private final Cores cores;
    private final Pace pace;
    private final Supplier<? extends StateMachine> machines;
    private final Client client;

    private RaftServer server;
    private StateMachine machine;
    private Replication replication;
    private Reads reads;

    /** The index up to which the state machine has the log in it. */
    private int applied;

    /** There is a snapshot that the state machine is to become. */
    private boolean isInstalling;

    /** The round of reads in the message that is being answered. */
    private long roundOfInput;

    private int termOfReads;

    /** The term in which this server has begun to lead. */
    private int termBegun;

    private Optional<String> leader = Optional.empty();

    /** The ticks until it does not wait for its leader any longer. A leader counts those until it looks whether it has its quorum. */
    private int patience;

    private int untilHeartbeat;

    /** The servers that the cluster is to have; empty: no change is asked for. */
    private Optional<Set<String>> wanted = Optional.empty();

    private int patienceForChange;

    /**
     * Makes a server as its disk and its predecessor leave it.
     *
     * @param disk opens its store, which is closed with the node
     * @param machines makes a state machine as it is before the first command
     * @param trace the trace of the server; if it tells of a predecessor, that has crashed
     */
    public RaftNode(
            Group group,
            String id,
            Supplier<RaftStore> disk,
            Cores cores,
            Pace pace,
            Supplier<? extends StateMachine> machines,
            Client client,
            NodeTrace trace) {
        super(id, roles(group, cores), () -> new HardStateStore(disk.get(), group), trace, (instance, its) -> {});
        this.group = group;
        this.cores = cores;
        this.pace = pace;
        this.machines = machines;
        this.client = client;
        resume();
    }

    private static Roles<Message> roles(Group group, Cores cores) {
        return (id, instance, onDisk, begun) ->
                cores.server(id, group, onDisk.map(HardState.class::cast).orElseGet(group::hardState), false);
    }

    @Override
    protected void opened(String instance, List<Process<Message>> its) {
        server = (RaftServer) its.get(0);
        machine = machines.get();
        replication = new Replication(pace);
        reads = cores.reads();
        applied = server.log().snapshot().index();
        if (applied > 0) {
            machine.restore(log().content());
        }
        isInstalling = false;
        termOfReads = 0;
        termBegun = 0;
        leader = Optional.empty();
        patience = pace.patience();
        untilHeartbeat = 0;
        wanted = Optional.empty();
    }

    private HardStateStore log() {
        return (HardStateStore) store();
    }

    @Override
    public RaftNode restarted() {
        super.restarted();
        return this;
    }

    // ---------------------------------------------------------------- inputs

    @Override
    protected void deliver(Packet<Message> packet, Process<Message> role) {
        Message m = packet.message();
        Beside beside = (Beside) packet.beside().orElse(Beside.NONE);
        roundOfInput = beside.round();
        int term = server.term();
        int snapshot = server.log().snapshot().index();
        super.deliver(packet, role);
        if (m instanceof Message.Append || m instanceof Message.Snapshot) {
            if (m.term() >= term) {
                leader = Optional.of(m.from());
                patience = pace.patience();
            }
        } else if (m instanceof Message.AskVote && server.hardState().votedFor().equals(Optional.of(m.from()))) {
            patience = pace.patience();
        } else if (m instanceof Message.Appended answer && server.countsAppended(answer)) {
            replication.answered(server, answer);
            reads.answered(answer.from(), beside.round());
        }
        if (m instanceof Message.Snapshot && server.log().snapshot().index() > snapshot) {
            log().install(beside.content());
            isInstalling = true;
        }
    }

    /** Answers to a message have its round, others that of the latest reads; a snapshot has its content. */
    @Override
    protected Optional<Record> beside(String instance, Message m) {
        long round = m instanceof Message.Answer ? roundOfInput : reads.round();
        return m instanceof Message.Snapshot || round != 0
                ? Optional.of(new Beside(m instanceof Message.Snapshot ? log().content() : Beside.NOTHING, round))
                : Optional.empty();
    }

    /** Its host, or a client of a simulated one, tells it the time. */
    @Override
    protected Patience<Message> patience(String instance) {
        return new Patience<>() {
            @Override
            public boolean isWaiting(List<? extends Process<Message>> its) {
                return false;
            }

            @Override
            public void tick(List<? extends Process<Message>> its) {
                passTime();
            }
        };
    }

    private void passTime() {
        patience--;
        if (leads()) {
            if (--untilHeartbeat <= 0) {
                untilHeartbeat = pace.heartbeat();
                replication.tick(server, followers());
            }
            lookAround();
        } else if (patience <= 0 && server.mayStand() && (isNeeded() || group.preVote() && server.hasLeader())) {
            patience = pace.patience();
            if (group.preVote()) {
                server.askPreVotes();
            } else {
                server.campaign();
            }
        }
    }

    /**
     * Returns whether the server is needed. One that is not in the cluster, and knows that this is committed, waits until it is asked to
     * join. A leader that is silent it gives up all the same, by asking once: otherwise it would refuse all others for ever, also when its vote
     * is needed for it to join.
     */
    private boolean isNeeded() {
        Log log = server.log();
        return log.config().members().contains(id()) || log.configIndex() > server.commitIndex();
    }

    /** Looks whether the leader still leads, and what it is asked for can be done. */
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
     * Asks for a moment in which the state machine is up to date. It has in it all that was acknowledged to anybody before this call.
     *
     * @param read called in that moment, with true; or with false when this server does not lead
     */
    public void read(Consumer<Boolean> read) {
        reads.add(read);
    }

    /**
     * Asks for the cluster to become these servers, which takes a while. It has happened when {@link Status#configuration} is these alone
     * and committed.
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
                id(),
                server.role(),
                server.term(),
                leads() ? Optional.of(id()) : leader,
                server.commitIndex(),
                log.lastIndex(),
                log.snapshot().index(),
                log.config());
    }

    // ---------------------------------------------------------------- what follows from them

    /** Any number of steps are made durable together. */
    @Override
    protected boolean takesBatches() {
        return true;
    }

    @Override
    protected boolean follow(String instance, List<Process<Message>> its) {
        if (!leads()) {
            wanted = Optional.empty();
            replication.forget();
            return false;
        }
        if (server.term() != termBegun) {
            termBegun = server.term();
            leader = Optional.empty();
            patience = pace.election();
            untilHeartbeat = pace.heartbeat();
            wanted = Optional.empty();
            replication.forget();
            server.appendCommand(NOOP);
            return true;
        }
        if (wanted.isPresent() && server.mayBegin(wanted.get())) {
            server.beginChange(wanted.get());
            wanted = Optional.empty();
            return true;
        }
        replication.proceed(server, followers());
        return false;
    }

    /** Applies what is committed, answers reads, and lets a snapshot take the place of what is applied. */
    @Override
    protected void durable(String instance, List<Process<Message>> its) {
        apply();
        read();
        if (leads()) {
            client.leads(server.term());
        }
        if (applied - server.log().snapshot().index() >= pace.compactAfter()) {
            server.compact(applied);
            log().compact(machine.snapshot());
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
        }
    }

    /** Returns the servers that are sent entries: the others that have a say, and those that are to join. */
    private Set<String> followers() {
        Set<String> followers = new TreeSet<>(server.log().config().members());
        wanted.ifPresent(followers::addAll);
        followers.remove(id());
        return followers;
    }

    /** New servers are about to have the whole log: it must not grow for a moment. */
    private boolean isHoldingBack() {
        Set<String> members = server.log().config().members();
        return wanted.isPresent()
                && wanted.get().stream()
                        .filter(v -> !members.contains(v) && !v.equals(id()))
                        .allMatch(v -> server.log().lastIndex() - server.match(v) <= pace.batch());
    }

    private void apply() {
        if (isInstalling) {
            machine.restore(log().content());
            applied = server.log().snapshot().index();
            isInstalling = false;
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
}
