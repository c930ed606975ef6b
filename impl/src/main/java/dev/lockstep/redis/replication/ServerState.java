package dev.lockstep.redis.replication;

import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Variable;
import dev.lockstep.core.Process;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Holds the variables of one server, and says what there is to say of them. Which writes there are, which were acknowledged, and who was
 * promoted last is of interest to properties only, and no server keeps it. What a server does is in {@link RedisServer}.
 */
abstract class ServerState extends Process<Message> {
    @Self("s")
    final String id;

    final Group group;

    // In memory

    @Variable
    boolean up = true;

    @Variable(changes = true)
    Dataset data = Dataset.of(List.of());

    @Variable("master_replid")
    ReplicationId masterReplid;

    @Variable("master_repl_offset")
    int masterReplOffset;

    @Variable("second_replid")
    ReplicationId secondReplid = ReplicationId.NONE;

    @Variable("second_replid_offset")
    int secondReplidOffset;

    /** The first offset in the backlog; 0: there is none. */
    @Variable("repl_backlog_first_byte_offset")
    int backlogFirst;

    @Variable
    Link link;

    /** The run of the master, on this connection. */
    @Variable("master_run")
    int masterRun;

    @Variable
    Map<String, Slave> slaves;

    @Variable
    Set<Waiting> clients = Set.of();

    @Variable("failover_state")
    FailoverState failoverState = FailoverState.NO_FAILOVER;

    /** The replica to which it hands over; empty: any. */
    @Variable("target_replica")
    Optional<String> targetReplica = Optional.empty();

    @Variable("aof_state")
    AofState aofState;

    // On its disk, or known elsewhere

    @Variable
    OnDisk disk;

    @Variable("master_host")
    Optional<String> masterHost;

    @Variable
    int connection;

    @Variable
    int issued;

    @Variable
    int run;

    /** The answers that clients have had since somebody last asked. */
    private final List<Answer> answers = new ArrayList<>();

    /** The disk has all that it is to have: what a step changes is written before what it sends leaves. */
    private boolean isWritten = true;

    /** @param stable what is on its disk; empty: it is new */
    ServerState(String id, Group group, Optional<Stable> stable) {
        this.id = id;
        this.group = group;
        boolean isFirst = id.equals(group.first());
        boolean isInSync = group.inSync().contains(id);
        this.masterReplid = ReplicationId.of(isInSync ? group.first() : id, 0);
        this.backlogFirst = (isFirst || isInSync) && !group.inSync().isEmpty() ? 1 : 0;
        this.link = isFirst ? Link.NONE : isInSync ? Link.CONNECTED : Link.CONNECT;
        Map<String, Slave> known = new TreeMap<>();
        group.servers().forEach(r -> known.put(r, atFirst(r, isFirst)));
        this.slaves = Map.copyOf(known);
        this.aofState = logAtStart();
        this.disk = stable.map(Stable::disk).orElse(OnDisk.BLANK);
        this.masterHost =
                stable.map(Stable::masterHost).orElse(isFirst ? Optional.empty() : Optional.of(group.first()));
        this.connection = stable.map(Stable::connection).orElse(isInSync ? 1 : 0);
        this.issued = stable.map(Stable::issued).orElse(0);
        this.run = stable.map(Stable::run).orElse(0);
    }

    private Slave atFirst(String r, boolean isFirst) {
        return isFirst && group.inSync().contains(r) ? Slave.online(1) : Slave.offline(0);
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public boolean isReady() {
        return up;
    }

    public List<String> data() {
        return data;
    }

    /** Returns the writes among its data. */
    public List<String> executed() {
        return data.stream().filter(each -> !each.equals(Dataset.NO_WRITE)).toList();
    }

    public ReplicationId masterReplid() {
        return masterReplid;
    }

    public int masterReplOffset() {
        return masterReplOffset;
    }

    public Link link() {
        return link;
    }

    public AofState aofState() {
        return aofState;
    }

    public OnDisk disk() {
        return disk;
    }

    public Optional<String> masterHost() {
        return masterHost;
    }

    public int run() {
        return run;
    }

    public int connection() {
        return connection;
    }

    public Set<Waiting> clients() {
        return clients;
    }

    public Persistence persistence() {
        return group.persistence().get(id);
    }

    AofState logAtStart() {
        return persistence().hasLog() ? AofState.ON : AofState.OFF;
    }

    public boolean isMaster() {
        return masterHost.isEmpty();
    }

    boolean hasBacklog() {
        return backlogFirst > 0;
    }

    /** Returns the replicas that are connected, as far as this server knows. */
    public Set<String> replicas() {
        Set<String> online = new HashSet<>();
        slaves.forEach((r, slave) -> {
            if (slave.online()) {
                online.add(r);
            }
        });
        return online;
    }

    /** Tells whether that replica is connected, on that connection and as the present run has it. */
    public boolean feeds(RedisServer replica) {
        return slaves.get(replica.id)
                        .equals(new Slave(
                                replica.connection, slaves.get(replica.id).ack(), true))
                && replica.masterRun == run;
    }

    final Slave slave(String r) {
        return slaves.get(r);
    }

    final void know(String r, Slave slave) {
        Map<String, Slave> now = new TreeMap<>(slaves);
        now.put(r, slave);
        slaves = Map.copyOf(now);
    }

    final void write(OnDisk now) {
        if (now != disk) {
            disk = now;
            changed();
        }
    }

    /** Remembers that what is on the disk is to change. */
    final void changed() {
        isWritten = false;
    }

    final void tell(String value, Answer.Kind kind) {
        answers.add(new Answer(value, kind));
    }

    /** Returns what clients were told since this was last asked, in order. It is theirs once the disk has what it is to have. */
    public List<Answer> answers() {
        List<Answer> told = List.copyOf(answers);
        answers.clear();
        return told;
    }

    @Override
    public Optional<Stable> unwritten() {
        return isWritten ? Optional.empty() : Optional.of(new Stable(disk, masterHost, connection, issued, run));
    }

    @Override
    public void written() {
        require(!isWritten);

        isWritten = true;
    }

    /** Gives a copy of this server, just made, what it has besides. */
    final <S extends ServerState> S alike(S copy) {
        ServerState other = copy;
        other.up = up;
        other.data = data;
        other.masterReplid = masterReplid;
        other.masterReplOffset = masterReplOffset;
        other.secondReplid = secondReplid;
        other.secondReplidOffset = secondReplidOffset;
        other.backlogFirst = backlogFirst;
        other.link = link;
        other.masterRun = masterRun;
        other.slaves = slaves;
        other.clients = clients;
        other.failoverState = failoverState;
        other.targetReplica = targetReplica;
        other.aofState = aofState;
        other.disk = disk;
        other.masterHost = masterHost;
        other.connection = connection;
        other.issued = issued;
        other.run = run;
        other.answers.addAll(answers);
        other.isWritten = isWritten;
        return copied(copy);
    }

    @Override
    public List<Object> state() {
        return List.of(
                id,
                up,
                data,
                masterReplid,
                masterReplOffset,
                secondReplid,
                secondReplidOffset,
                backlogFirst,
                link,
                masterRun,
                slaves,
                clients,
                failoverState,
                targetReplica,
                aofState,
                disk,
                masterHost,
                connection,
                issued,
                run,
                List.copyOf(answers),
                isWritten,
                unsent());
    }
}
