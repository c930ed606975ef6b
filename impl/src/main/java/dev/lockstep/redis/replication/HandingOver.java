package dev.lockstep.redis.replication;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Spec;
import dev.lockstep.redis.replication.Message.Command;
import dev.lockstep.redis.replication.Message.Continue;
import dev.lockstep.redis.replication.Message.FullResync;
import dev.lockstep.redis.replication.Message.Psync;
import dev.lockstep.redis.replication.Message.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Hands over to a replica, and takes over from a master: {@code FAILOVER}. The master pauses its clients' writes, waits until the replica
 * has acknowledged all, becomes its replica, and asks it with {@code PSYNC ... FAILOVER} to be a master first ({@code
 * src/replication.c} of Redis 7.0.15: {@code failoverCommand}, {@code updateFailoverStatus}, {@code abortFailover}).
 */
@Spec("RedisReplication")
abstract class HandingOver extends ServerState {
    HandingOver(String id, Group group, Optional<Stable> stable) {
        super(id, group, stable);
    }

    public final boolean isFailingOver() {
        return failoverState != FailoverState.NO_FAILOVER;
    }

    /** Tells whether it waits for a replica to have all. */
    public final boolean isWaitingForSync() {
        return failoverState == FailoverState.WAITING_FOR_SYNC;
    }

    final boolean isHandingOver() {
        return failoverState == FailoverState.FAILOVER_IN_PROGRESS;
    }

    /** Tells whether clients that write are not answered. */
    boolean isPaused() {
        return isFailingOver();
    }

    final void endFailover() {
        failoverState = FailoverState.NO_FAILOVER;
        targetReplica = Optional.empty();
    }

    // ---------------------------------------------------------------- histories

    final ReplicationId newId() {
        issued++;
        changed();
        return ReplicationId.of(id, issued);
    }

    final void shift(ReplicationId next) {
        secondReplid = masterReplid;
        secondReplidOffset = masterReplOffset + 1;
        masterReplid = next;
    }

    final void forgetSecond() {
        secondReplid = ReplicationId.NONE;
        secondReplidOffset = 0;
    }

    /** Lets those who replicate it ask again, since its history has changed. */
    void disconnectSlaves() {
        Map<String, Slave> now = new TreeMap<>();
        slaves.forEach((r, slave) -> now.put(r, Slave.offline(slave.connection())));
        slaves = Map.copyOf(now);
    }

    // ---------------------------------------------------------------- connections

    boolean isNewConnection(Psync m) {
        return m.connection() > slave(m.from()).connection();
    }

    /** Returns false for a replica of another server in the same history that has more than this one. */
    boolean isNotAhead(Psync m) {
        return m.offset() <= masterReplOffset;
    }

    boolean hasInBacklog(Psync m) {
        return hasBacklog() && m.offset() + 1 >= backlogFirst && isNotAhead(m);
    }

    boolean isAnswer(Message m) {
        return up && link == Link.SYNC && m.connection() == connection;
    }

    /** Lets a replica go on, and sends what it lacks. */
    final void sendRest(Psync m) {
        send(new Continue(id, m.from(), m.connection(), run, masterReplid));
        for (int i = Math.max(m.offset() + 1, backlogFirst); i <= masterReplOffset; i++) {
            String value = data.get(data.size() - 1 - (masterReplOffset - i));
            send(new Command(id, m.from(), m.connection(), run, i, value));
        }
    }

    final void sendAll(Psync m) {
        send(new FullResync(id, m.from(), m.connection(), run, masterReplid, masterReplOffset, List.copyOf(data)));
    }

    /** Becomes a replica of that server. Clients that wait are told of an error. */
    final void follow(String t) {
        masterHost = Optional.of(t);
        link = Link.CONNECT;
        clients.forEach(c -> tell(c.value(), Answer.Kind.FAILED));
        clients = Set.of();
        changed();
    }

    // ---------------------------------------------------------------- as a master

    /** Tells whether {@code FAILOVER} may begin now. */
    public boolean mayBeginFailover() {
        return up && isMaster() && !isFailingOver() && !replicas().isEmpty();
    }

    /**
     * Begins to hand over.
     *
     * @param t the replica; empty: any
     */
    @Action
    public void beginFailover(Optional<String> t) {
        require(mayBeginFailover() && (t.isEmpty() || replicas().contains(t.get())));

        failoverState = FailoverState.WAITING_FOR_SYNC;
        targetReplica = t;
    }

    boolean isCaughtUp(String t) {
        return slave(t).ack() == masterReplOffset;
    }

    /** Returns a replica to which it can hand over now. */
    final Optional<String> caughtUp() {
        return !up || !isWaitingForSync()
                ? Optional.empty()
                : new TreeSet<>(replicas())
                        .stream()
                                .filter(t -> targetReplica.isEmpty() || targetReplica.equals(Optional.of(t)))
                                .filter(this::isCaughtUp)
                                .findFirst();
    }

    @Action
    public void handOver(String t) {
        require(up && isWaitingForSync() && replicas().contains(t) && isCaughtUp(t));
        require(targetReplica.isEmpty() || targetReplica.equals(Optional.of(t)));

        handTo(t);
    }

    /** Tells whether {@code FORCE} can have an effect now. */
    public boolean mayForceHandOver() {
        return up && isWaitingForSync() && targetReplica.isPresent();
    }

    /** {@code FORCE}, when the time is over: what the replica lacks is lost. */
    @Action
    public void forceHandOver() {
        require(mayForceHandOver());

        handTo(targetReplica.orElseThrow());
    }

    private void handTo(String t) {
        follow(t);
        failoverState = FailoverState.FAILOVER_IN_PROGRESS;
        targetReplica = Optional.of(t);
    }

    /** {@code FAILOVER ABORT}, or the end of the {@code TIMEOUT} without {@code FORCE}. */
    @Action
    public void abortFailover() {
        require(up && isFailingOver());

        if (isWaitingForSync()) {
            endFailover();
        } else {
            takeBack();
        }
    }

    /** Tells whether the connection to the one to which it hands over could break before there is an answer. */
    public boolean mayLoseFailover() {
        return up && isHandingOver() && link == Link.SYNC;
    }

    /** The connection breaks, and it takes that for a no. */
    @Action
    public void loseFailover() {
        require(mayLoseFailover());

        takeBack();
    }

    @Action
    public void takeRefusal(Refusal m) {
        require(isAnswer(m));

        takeBack();
    }

    /** It is a master again, in a new history. It does not know whether the other one has become a master meanwhile. */
    private void takeBack() {
        endFailover();
        masterHost = Optional.empty();
        link = Link.NONE;
        shift(newId());
        disconnectSlaves();
    }

    // ---------------------------------------------------------------- as a replica

    boolean mayTakeOver(Psync m) {
        return !isMaster() && m.replid().equals(masterReplid);
    }

    final void receiveFailover(Psync m) {
        if (mayTakeOver(m)) {
            serveFailover(m);
        } else {
            refuseFailover(m);
        }
    }

    /** It makes itself a master, and serves who asks. Without a backlog it begins one, and a history without a past. */
    @Action
    public void serveFailover(Psync m) {
        require(up && m.failover() && isNewConnection(m) && mayTakeOver(m));

        boolean continues = hasInBacklog(m);
        masterHost = Optional.empty();
        link = Link.NONE;
        if (hasBacklog()) {
            shift(newId());
        } else {
            masterReplid = newId();
            forgetSecond();
            backlogFirst = masterReplOffset + 1;
        }
        disconnectSlaves();
        know(m.from(), Slave.online(m.connection()));
        if (continues) {
            sendRest(m);
        } else {
            sendAll(m);
        }
    }

    /** It is a master, or in another history. */
    @Action
    public void refuseFailover(Psync m) {
        require(up && m.failover() && isNewConnection(m) && !mayTakeOver(m));

        know(m.from(), Slave.offline(m.connection()));
        send(new Refusal(id, m.from(), m.connection()));
    }
}
