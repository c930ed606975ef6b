package dev.lockstep.redis.replication;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Spec;
import dev.lockstep.core.Step;
import dev.lockstep.core.Step.By;
import dev.lockstep.redis.replication.Message.Ack;
import dev.lockstep.redis.replication.Message.Command;
import dev.lockstep.redis.replication.Message.Continue;
import dev.lockstep.redis.replication.Message.FullResync;
import dev.lockstep.redis.replication.Message.Psync;
import dev.lockstep.redis.replication.Message.Refusal;
import dev.lockstep.redis.replication.Message.Reply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Plays one server: a master that streams its writes to its replicas, or a replica. A replica may have replicas in turn. What a server
 * does is what {@code src/replication.c} and {@code src/aof.c} of Redis 7.0.15 do, as far as the spec has it.
 */
@Spec("RedisReplication")
public class RedisServer extends HandingOver {
    /** @param stable what is on its disk; empty: it is new */
    public RedisServer(String id, Group group, Optional<Stable> stable) {
        super(id, group, stable);
    }

    @Override
    public void receive(Message message) {
        if (message instanceof Psync m) {
            if (m.failover() && isNewConnection(m)) {
                receiveFailover(m);
            } else if (!isServed(m)) {
                ignorePsync(m);
            } else if (mayContinue(m)) {
                servePartially(m);
            } else {
                serveFully(m);
            }
        } else if (message instanceof Command m) {
            if (onLink(m) && isNext(m)) {
                executeCommand(m);
            } else {
                ignoreCommand(m);
            }
        } else if (message instanceof Ack m) {
            if (isNews(m)) {
                takeAck(m);
            } else {
                ignoreAck(m);
            }
        } else if (!isAnswer(message)) {
            ignoreReply(message);
        } else if (message instanceof Refusal m) {
            takeRefusal(m);
        } else if (message instanceof Continue m) {
            takeContinue(m);
        } else if (message instanceof FullResync m) {
            takeFullResync(m);
        }
    }

    /** Takes the write of a client, or refuses it: READONLY, NOREPLICAS. One that comes while it hands over is not answered. */
    public void set(String v) {
        if (isPaused()) {
            return;
        }
        if (acceptsWrites() && hasMinReplicas()) {
            write(v);
        } else {
            refuseWrite();
        }
    }

    /** Lists what it does by itself: a client has waited long enough, or it can hand over. Clients could give up, too. */
    @Override
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        caughtUp().ifPresent(t -> steps.add(new Step("HandOver", By.PROCESS, () -> handOver(t))));
        for (Waiting c : clients) {
            if (isEnough(c.offset())) {
                steps.add(new Step("Wait", By.PROCESS, () -> endWait(c, returned(c))));
            } else {
                steps.add(new Step("WaitTimesOut", By.TIMEOUT, () -> waitTimesOut(c, returned(c))));
            }
        }
        return steps;
    }

    // ---------------------------------------------------------------- executing

    /** Tells whether it counts what it executes: without a backlog it has no replicas, and does not. */
    boolean counts() {
        return hasBacklog();
    }

    private void execute(String v) {
        masterReplOffset += counts() ? 1 : 0;
        data = data.with(v);
        if (hasBacklog()) {
            backlogFirst = Math.max(backlogFirst, masterReplOffset - group.backlogSize() + 1);
        }
        write(diskAfterWrite());
        for (String r : replicas()) {
            send(new Command(id, r, slave(r).connection(), run, masterReplOffset, v));
        }
    }

    /** Returns what is on disk after a write. While its log is being rewritten, the one on disk is the old one. */
    OnDisk diskAfterWrite() {
        return persistence() == Persistence.ALWAYS && aofState == AofState.ON ? disk.with(data) : disk;
    }

    // ---------------------------------------------------------------- clients

    boolean acceptsWrites() {
        return isMaster();
    }

    boolean hasMinReplicas() {
        return replicas().size() >= group.minReplicas();
    }

    @Action
    public void write(String v) {
        require(up && acceptsWrites() && !isPaused());
        require(hasMinReplicas());

        execute(v);
        tell(v, Answer.Kind.WRITTEN);
        if (group.waitFor() == 0) {
            tell(v, Answer.Kind.ACKNOWLEDGED);
        } else {
            Set<Waiting> more = new HashSet<>(clients);
            more.add(new Waiting(v, masterReplOffset));
            clients = Set.copyOf(more);
        }
    }

    /** Tells whether it may put into the stream what is no write. */
    public boolean mayPing() {
        return up && isMaster() && hasBacklog();
    }

    /** It puts into the stream what is no write, as PING. Replicas execute it, pass it on and count it. */
    @Action
    public void ping() {
        require(mayPing());

        execute(Dataset.NO_WRITE);
    }

    @Action
    public void refuseWrite() {
        require(up && !isPaused() && (!acceptsWrites() || !hasMinReplicas()));
    }

    private Set<String> haveAcknowledged(int offset) {
        Set<String> those = replicas();
        those.removeIf(r -> slave(r).ack() < offset);
        return those;
    }

    boolean isEnough(int offset) {
        return haveAcknowledged(offset).size() >= group.waitFor();
    }

    /** Returns how many replicas have acknowledged what the client has written. */
    int returned(Waiting c) {
        return haveAcknowledged(c.offset()).size();
    }

    /** @param n what WAIT returns */
    @Action("Wait")
    public void endWait(Waiting c, int n) {
        require(up && clients.contains(c) && isEnough(c.offset()) && n == returned(c));

        leave(c);
        tell(c.value(), Answer.Kind.ACKNOWLEDGED);
    }

    /** WAIT returns a number that is too small. The write stays where it is. */
    @Action
    public void waitTimesOut(Waiting c, int n) {
        require(up && clients.contains(c) && !isEnough(c.offset()) && n == returned(c));

        leave(c);
        tell(c.value(), Answer.Kind.TOO_FEW);
    }

    private void leave(Waiting c) {
        Set<Waiting> rest = new HashSet<>(clients);
        rest.remove(c);
        clients = Set.copyOf(rest);
    }

    // ---------------------------------------------------------------- connecting

    /** Tells whether it is to connect to its master now. */
    public boolean mayConnect() {
        return up && link == Link.CONNECT;
    }

    /** A replica connects to its master, and asks to go on after its offset. */
    @Action
    public void connect() {
        require(mayConnect());

        link = Link.SYNC;
        connection++;
        changed();
        boolean failover = failoverState == FailoverState.FAILOVER_IN_PROGRESS;
        send(new Psync(id, masterHost.orElseThrow(), connection, masterReplid, masterReplOffset, failover));
    }

    /** Returns false for a replica that has lost its master: it serves nobody (NOMASTERLINK). */
    boolean hasData() {
        return isMaster() || link == Link.CONNECTED;
    }

    private boolean isServed(Psync m) {
        return up && !m.failover() && !isFailingOver() && hasData() && isNewConnection(m);
    }

    boolean isBeforeSecond(int offset) {
        return offset + 1 <= secondReplidOffset;
    }

    boolean knowsHistory(Psync m) {
        return m.replid().equals(masterReplid) || m.replid().equals(secondReplid) && isBeforeSecond(m.offset());
    }

    private boolean mayContinue(Psync m) {
        return knowsHistory(m) && hasInBacklog(m);
    }

    @Action
    public void servePartially(Psync m) {
        require(isServed(m) && mayContinue(m));

        know(m.from(), Slave.online(m.connection()));
        sendRest(m);
    }

    /** A server that had no backlog begins one, and a new history. */
    @Action
    public void serveFully(Psync m) {
        require(isServed(m) && !mayContinue(m));

        know(m.from(), Slave.online(m.connection()));
        if (!hasBacklog()) {
            masterReplid = newId();
            forgetSecond();
            backlogFirst = masterReplOffset + 1;
        }
        sendAll(m);
    }

    /** The connection is no more, or this is a replica without a master itself. */
    @Action
    public void ignorePsync(Psync m) {
        require(up && (m.failover() ? !isNewConnection(m) : !isServed(m)));
    }

    // ---------------------------------------------------------------- being a replica

    /** It goes on. Its master may have another history since it was promoted: the replica then has it too, and its own replicas are to ask. */
    @Action
    public void takeContinue(Continue m) {
        require(isAnswer(m));

        link = Link.CONNECTED;
        endFailover();
        masterRun = m.run();
        if (!m.replid().equals(masterReplid)) {
            shift(m.replid());
            disconnectSlaves();
        }
        if (!hasBacklog()) {
            backlogFirst = masterReplOffset + 1;
        }
    }

    /** It drops its data and takes what its master has. */
    @Action
    public void takeFullResync(FullResync m) {
        require(isAnswer(m));

        link = Link.CONNECTED;
        endFailover();
        masterRun = m.run();
        write(diskAfterResync(m));
        data = Dataset.of(m.data());
        masterReplid = m.replid();
        masterReplOffset = m.offset();
        forgetSecond();
        backlogFirst = m.offset() + 1;
        disconnectSlaves();
        if (persistence().hasLog()) {
            aofState = AofState.WAIT_REWRITE;
        }
    }

    /**
     * Returns what is on disk when it has taken its master's data. It is the snapshot that came, or the log as it was, closed with all that
     * it was to have. The new log is begun in the background ({@link #rewriteLog}).
     */
    OnDisk diskAfterResync(FullResync m) {
        if (persistence() == Persistence.RDB) {
            return new OnDisk(m.data(), m.replid(), m.offset());
        }
        return aofState == AofState.ON ? disk.with(data) : disk;
    }

    @Action
    public void ignoreReply(Message m) {
        boolean isReply = m instanceof Continue || m instanceof FullResync || m instanceof Refusal;
        require(up && isReply && !isAnswer(m));
    }

    boolean onLink(Reply m) {
        return up && link == Link.CONNECTED && m.connection() == connection && m.run() == masterRun;
    }

    boolean isNext(Command m) {
        return m.offset() == masterReplOffset + 1;
    }

    @Action
    public void executeCommand(Command m) {
        require(onLink(m) && isNext(m));

        execute(m.value());
    }

    @Action
    public void ignoreCommand(Command m) {
        require(up && !(onLink(m) && isNext(m)));
    }

    /** Tells whether it may tell its master how far it is. */
    public boolean mayAcknowledge() {
        return up && link == Link.CONNECTED;
    }

    /** It has executed all up to its offset, in memory. */
    @Action
    public void sendAck() {
        require(mayAcknowledge());

        send(new Ack(id, masterHost.orElseThrow(), connection, masterRun, masterReplOffset));
    }

    boolean isNews(Ack m) {
        Slave slave = slave(m.from());
        return slave.online() && slave.connection() == m.connection() && run == m.run() && m.offset() > slave.ack();
    }

    @Action
    public void takeAck(Ack m) {
        require(up && isNews(m));

        know(m.from(), new Slave(m.connection(), m.offset(), true));
    }

    @Action
    public void ignoreAck(Ack m) {
        require(up && !isNews(m));
    }

    // ---------------------------------------------------------------- connections that break

    /** Tells whether there is a connection to a master that could break. */
    public boolean mayLoseLink() {
        return up && (link == Link.SYNC || link == Link.CONNECTED) && !isHandingOver();
    }

    @Action
    public void loseLink() {
        require(mayLoseLink());

        link = Link.CONNECT;
    }

    @Action
    public void dropReplica(String r) {
        require(up && replicas().contains(r));

        know(r, Slave.offline(slave(r).connection()));
    }

    boolean mayBeFreed() {
        return isMaster() && replicas().isEmpty();
    }

    /** Tells whether there is a backlog that nobody needs. */
    public boolean mayFreeBacklog() {
        return up && hasBacklog() && mayBeFreed();
    }

    /** A master without replicas frees the backlog. From then on it does not count writes, so that its history must end. */
    @Action
    public void freeBacklog() {
        require(mayFreeBacklog());

        backlogFirst = 0;
        masterReplid = idWithoutBacklog();
        forgetSecond();
    }

    ReplicationId idWithoutBacklog() {
        return newId();
    }

    // ---------------------------------------------------------------- what an operator does

    /** Tells whether it may be made a master. */
    public boolean mayPromote() {
        return up && !isMaster() && !isFailingOver();
    }

    /** REPLICAOF NO ONE: a new history, which begins where the old one ends here. */
    @Action
    public void promote() {
        require(mayPromote());

        masterHost = Optional.empty();
        link = Link.NONE;
        shift(newId());
        disconnectSlaves();
    }

    /** Tells whether it may become a replica of that server. */
    public boolean mayFollow(String t) {
        return up && !t.equals(id) && !masterHost.equals(Optional.of(t)) && !isFailingOver();
    }

    /** REPLICAOF host port. A server that was a master asks to go on in its own history. Clients that wait are told of an error. */
    @Action
    public void replicaOf(String t) {
        require(mayFollow(t));

        follow(t);
    }

    // ---------------------------------------------------------------- persistence

    /** Returns its data as a snapshot. That of a master without a backlog belongs to no history. */
    OnDisk snapshot() {
        return isMaster() && !hasBacklog()
                ? new OnDisk(data, ReplicationId.NONE, 0)
                : new OnDisk(data, masterReplid, masterReplOffset);
    }

    public boolean maySaveSnapshot() {
        return up && persistence() == Persistence.RDB;
    }

    @Action
    public void saveSnapshot() {
        require(maySaveSnapshot());

        write(snapshot());
    }

    public boolean maySyncLog() {
        return up && persistence() == Persistence.EVERYSEC && aofState == AofState.ON;
    }

    @Action
    public void syncLog() {
        require(maySyncLog());

        write(disk.with(data));
    }

    public boolean mayRewriteLog() {
        return up && aofState == AofState.WAIT_REWRITE;
    }

    /** The rewriting in the background is done: the new log takes the place of the old one. */
    @Action
    public void rewriteLog() {
        require(mayRewriteLog());

        aofState = AofState.ON;
        write(disk.with(data));
    }

    // ---------------------------------------------------------------- failures

    @Override
    @Action
    public void crash() {
        require(up);

        up = false;
        data = Dataset.of(List.of());
        masterReplid = ReplicationId.NONE;
        masterReplOffset = 0;
        forgetSecond();
        backlogFirst = 0;
        link = Link.NONE;
        masterRun = 0;
        Map<String, Slave> none = new TreeMap<>();
        group.servers().forEach(r -> none.put(r, Slave.offline(0)));
        slaves = Map.copyOf(none);
        clients = Set.of();
        endFailover();
        aofState = logAtStart();
    }

    /**
     * It comes back. A replica with a snapshot goes on in its history. A master begins a new history after that of the snapshot, since its
     * replicas may have more of the old one.
     */
    @Override
    @Action
    public void restart() {
        require(!up);

        up = true;
        data = Dataset.of(disk.data());
        masterReplOffset = disk.offset();
        ReplicationId fresh = newId();
        run = issued;
        if (disk.hasHistory() && !isMaster()) {
            masterReplid = disk.replid();
        } else {
            masterReplid = idAfterRestart(fresh);
            secondReplid = disk.replid();
            secondReplidOffset = disk.hasHistory() ? disk.offset() + 1 : 0;
            backlogFirst = secondReplidOffset;
        }
        link = isMaster() ? Link.NONE : Link.CONNECT;
    }

    ReplicationId idAfterRestart(ReplicationId fresh) {
        return fresh;
    }

    @Override
    public RedisServer copy() {
        return alike(new RedisServer(id, group, Optional.empty()));
    }
}
