package dev.lockstep.redis.replication.node;

import dev.lockstep.core.Process;
import dev.lockstep.core.Step;
import dev.lockstep.redis.replication.Link;
import dev.lockstep.redis.replication.Message;
import dev.lockstep.redis.replication.RedisServer;
import dev.lockstep.run.Patience;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Does at one server what Redis does as time passes ({@code replicationCron}, {@code serverCron}). It connects, acknowledges, writes and
 * rewrites its log, lets clients give up, and breaks a connection on which nothing has come.
 *
 * <p>A replica cannot know that nothing is left to come. So it breaks a silent connection some times only, until something changes.
 */
public final class ServerPatience implements Patience<Message> {
    /** A connection is broken so often that its master has answered, and on which nothing new has come. */
    private static final int SILENT = 2;

    /** One is broken so often that nobody has answered. */
    private static final int UNANSWERED = 30;

    /** Holds what a replica has of its master, and of whom. */
    private record Known(List<Object> is) {
        static Known of(RedisServer server) {
            return new Known(
                    List.of(server.masterHost(), server.masterReplid(), server.masterReplOffset(), server.run()));
        }
    }

    private Known known = new Known(List.of());
    private List<Object> acknowledged = List.of();
    private Set<Object> waited = Set.of();
    private int broken;
    private boolean isHeard;

    private static RedisServer server(List<? extends Process<Message>> roles) {
        return (RedisServer) roles.get(0);
    }

    private boolean isSilent(RedisServer server) {
        if (!Known.of(server).equals(known)) {
            known = Known.of(server);
            broken = 0;
        }
        return (server.mayLoseLink() || server.mayLoseFailover())
                && broken < (server.link() == Link.CONNECTED ? SILENT : UNANSWERED);
    }

    private static List<Object> position(RedisServer server) {
        return List.of(server.run(), server.connection(), server.masterReplOffset());
    }

    private boolean owesAck(RedisServer server) {
        return server.mayAcknowledge() && !position(server).equals(acknowledged);
    }

    private static boolean owesLog(RedisServer server) {
        return server.maySyncLog() && !server.disk().data().equals(server.data());
    }

    @Override
    public boolean isWaiting(List<? extends Process<Message>> roles) {
        RedisServer server = server(roles);
        return server.isReady()
                && (server.mayConnect()
                        || server.mayRewriteLog()
                        || owesLog(server)
                        || owesAck(server)
                        || !server.clients().isEmpty()
                        || server.isWaitingForSync()
                        || isSilent(server));
    }

    @Override
    public void tick(List<? extends Process<Message>> roles) {
        RedisServer server = server(roles);
        if (!isWaiting(roles)) {
            return;
        }
        if (server.mayRewriteLog()) {
            server.rewriteLog();
        } else if (owesLog(server)) {
            server.syncLog();
        }
        if (owesAck(server)) {
            server.sendAck();
            acknowledged = position(server);
        }
        letGiveUp(server);
        if (server.isWaitingForSync()) {
            server.abortFailover();
        }
        if (server.mayConnect()) {
            server.connect();
            isHeard = true;
        } else if (isSilent(server) && !isHeard) {
            broken++;
            if (server.mayLoseFailover()) {
                server.loseFailover();
            } else {
                server.loseLink();
            }
        } else {
            isHeard = false;
        }
    }

    /** Lets those clients give up that have waited since the last tick. */
    private void letGiveUp(RedisServer server) {
        Set<Object> before = waited;
        waited = new HashSet<>(server.clients());
        if (server.clients().stream().anyMatch(before::contains)) {
            server.steps().stream()
                    .filter(step -> step.by() == Step.By.TIMEOUT)
                    .forEach(step -> step.take().run());
        }
    }

    @Override
    public void received(Process<Message> role, Message message) {
        isHeard = true;
    }
}
