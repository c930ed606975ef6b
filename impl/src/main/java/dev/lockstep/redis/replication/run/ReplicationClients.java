package dev.lockstep.redis.replication.run;

import dev.lockstep.core.Process;
import dev.lockstep.redis.replication.Answer;
import dev.lockstep.redis.replication.Group;
import dev.lockstep.redis.replication.Link;
import dev.lockstep.redis.replication.Message;
import dev.lockstep.redis.replication.RedisServer;
import dev.lockstep.run.BatchNode;
import dev.lockstep.run.Clients;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.storage.StableStorage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * Plays clients that write at any server and wait, and an operator who promotes and demotes whom chance picks. They judge that nothing is
 * invented; and, where one of them sees all servers, that replicas have in the end what their masters have. How many acknowledged writes
 * are nowhere in the end is counted: an operator who asks nobody may lose all of them.
 */
final class ReplicationClients implements Clients<InstanceNode<Message>, News> {
    /** Lists what happens at a server, each as often as it stands here. */
    private enum Act {
        WRITE(16),
        PING(2),
        CONNECT(20),
        ACKNOWLEDGE(24),
        PERSIST(8),
        REWRITE(4),
        GIVE_UP(1),
        LOSE_LINK(1),
        DROP(1),
        FREE(1),
        PROMOTE(1),
        FOLLOW(2),
        BEGIN_FAILOVER(2),
        END_FAILOVER(1);

        private final int often;

        Act(int often) {
            this.often = often;
        }

        static Act drawn(IntUnaryOperator choice) {
            int all = 0;
            for (Act act : values()) {
                all += act.often;
            }
            int at = choice.applyAsInt(all);
            for (Act act : values()) {
                at -= act.often;
                if (at < 0) {
                    return act;
                }
            }
            throw new IllegalStateException("beyond all");
        }
    }

    /** A server that is behind notices in one of so many of its chances. */
    private static final int CHANCES = 8;

    private final Group group;
    private final IntUnaryOperator choice;
    private final Teller<News> teller;

    /** The servers that these clients see: all in a simulated run, one in a process. */
    private final Map<String, RedisServer> servers = new TreeMap<>();

    private final Map<String, List<String>> seen = new TreeMap<>();
    private final Map<String, Boolean> masters = new TreeMap<>();
    private int asked;

    private final Set<String> written = new TreeSet<>();
    private final Set<String> acknowledged = new TreeSet<>();
    private final Map<String, List<String>> held = new TreeMap<>();
    private long promotions;
    private long lost;

    ReplicationClients(Group group, IntUnaryOperator choice, Teller<News> teller) {
        this.group = group;
        this.choice = choice;
        this.teller = teller;
    }

    // ---------------------------------------------------------------- asking

    @Override
    public List<Call> calls(InstanceNode<Message> node) {
        List<Call> calls = new ArrayList<>();
        calls.add(new Call("act", true, () -> at(node, this::act)));
        RedisServer server = servers.get(node.id());
        if (server != null && isBehind(server)) {
            calls.add(new Call("notice", false, () -> at(node, this::notice)));
        }
        return calls;
    }

    private interface Input {
        void of(RedisServer server);
    }

    private static void at(InstanceNode<Message> node, Input input) {
        node.call(BatchNode.INSTANCE, node.id(), process -> input.of((RedisServer) process));
    }

    private void act(RedisServer server) {
        switch (Act.drawn(choice)) {
            case WRITE -> server.set(server.id() + "-" + server.run() + "-" + ++asked);
            case PING -> take(server.mayPing(), server::ping);
            case CONNECT -> take(server.mayConnect(), server::connect);
            case ACKNOWLEDGE -> take(server.mayAcknowledge(), server::sendAck);
            case PERSIST -> {
                take(server.maySaveSnapshot(), server::saveSnapshot);
                take(server.maySyncLog(), server::syncLog);
            }
            case REWRITE -> take(server.mayRewriteLog(), server::rewriteLog);
            case GIVE_UP ->
                server.steps().stream()
                        .filter(step -> step.action().equals("WaitTimesOut"))
                        .findFirst()
                        .ifPresent(step -> step.take().run());
            case LOSE_LINK -> {
                take(server.mayLoseLink(), server::loseLink);
                take(server.mayLoseFailover(), server::loseFailover);
            }
            case DROP -> one(server.replicas()).ifPresent(server::dropReplica);
            case FREE -> take(server.mayFreeBacklog(), server::freeBacklog);
            case PROMOTE -> take(server.mayPromote(), server::promote);
            case FOLLOW -> one(group.servers()).filter(server::mayFollow).ifPresent(server::replicaOf);
            case BEGIN_FAILOVER -> {
                Optional<String> to = one(server.replicas()).filter(replica -> choice.applyAsInt(2) == 0);
                take(server.mayBeginFailover(), () -> server.beginFailover(to));
            }
            case END_FAILOVER -> {
                boolean isForced = server.mayForceHandOver() && choice.applyAsInt(2) == 0;
                take(server.isFailingOver(), isForced ? server::forceHandOver : server::abortFailover);
            }
        }
    }

    private static void take(boolean may, Runnable action) {
        if (may) {
            action.run();
        }
    }

    private Optional<String> one(Set<String> any) {
        List<String> all = List.copyOf(new TreeSet<>(any));
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(choice.applyAsInt(all.size())));
    }

    private Optional<RedisServer> master(RedisServer server) {
        return server.masterHost().map(servers::get);
    }

    /** Tells whether something has not come to this server that its master has, or thinks to have sent. */
    private boolean isBehind(RedisServer server) {
        Optional<RedisServer> master = master(server).filter(RedisServer::isReady);
        if (!server.mayLoseLink() || master.isEmpty() || !isServing(master.get())) {
            return false;
        }
        return server.link() == Link.SYNC
                || !master.get().feeds(server)
                || server.masterReplOffset() < master.get().masterReplOffset();
    }

    private static boolean isServing(RedisServer server) {
        return server.isMaster() || server.link() == Link.CONNECTED;
    }

    /** The network tells a server at last that its connection is broken. */
    private void notice(RedisServer server) {
        if (choice.applyAsInt(CHANCES) == 0) {
            take(server.mayLoseLink(), server::loseLink);
        }
    }

    // ---------------------------------------------------------------- telling

    /**
     * Tells what a server did, which is durable. One that is back tells what it finds of its own: it may have been killed before it told.
     */
    @Override
    public void stepped(String node, String instance, List<? extends Process<?>> processes) {
        RedisServer server = (RedisServer) processes.get(0);
        if (servers.put(node, server) != server) {
            seen.remove(node);
            server.executed().stream()
                    .filter(value -> value.startsWith(node + "-"))
                    .forEach(value -> teller.tell(node, new News.Told(new Answer(value, Answer.Kind.WRITTEN))));
        }
        server.answers().forEach(answer -> teller.tell(node, new News.Told(answer)));
        Boolean wasMaster = masters.put(node, server.isMaster());
        if (wasMaster != null && !wasMaster && server.isMaster()) {
            teller.tell(node, new News.Promoted());
        }
        List<String> before = seen.put(node, server.executed());
        if (before == null || !isPrefix(before, server.executed())) {
            teller.tell(node, new News.Holds(List.copyOf(server.executed())));
        } else if (before.size() < server.executed().size()) {
            teller.tell(
                    node,
                    new News.Executed(List.copyOf(server.executed()
                            .subList(before.size(), server.executed().size()))));
        }
    }

    private static boolean isPrefix(List<String> before, List<String> now) {
        return before.size() <= now.size() && now.subList(0, before.size()).equals(before);
    }

    // ---------------------------------------------------------------- judging

    @Override
    public void told(String node, News news) {
        if (news instanceof News.Told m) {
            (m.answer().kind() == Answer.Kind.WRITTEN ? written : acknowledged(m.answer()))
                    .add(m.answer().value());
        } else if (news instanceof News.Executed m) {
            held.computeIfAbsent(node, n -> new ArrayList<>()).addAll(m.values());
        } else if (news instanceof News.Holds m) {
            held.put(node, new ArrayList<>(m.values()));
        } else {
            promotions++;
        }
    }

    private Set<String> acknowledged(Answer answer) {
        return answer.kind() == Answer.Kind.ACKNOWLEDGED ? acknowledged : new HashSet<>();
    }

    @Override
    public void check(Function<String, StableStorage> disks) {
        Set<String> somewhere = new HashSet<>();
        held.forEach((server, values) -> {
            for (String value : values) {
                somewhere.add(value);
                if (!written.contains(value)) {
                    throw new IllegalStateException(
                            "validity: " + server + " holds " + value + ", which nobody has written");
                }
            }
        });
        lost = acknowledged.stream().filter(value -> !somewhere.contains(value)).count();
        if (servers.keySet().equals(group.servers())) {
            servers.values().forEach(this::requireCaughtUp);
        }
    }

    /** Judges that a replica has what its master has. Those that replicate each other in a ring have nothing to catch up with. */
    private void requireCaughtUp(RedisServer server) {
        Optional<RedisServer> master = master(server);
        Set<String> ring = new HashSet<>(Set.of(server.id()));
        for (Optional<RedisServer> next = master; next.isPresent(); next = master(next.get())) {
            if (!ring.add(next.get().id())) {
                return;
            }
        }
        if (master.isPresent() && !server.executed().equals(master.get().executed())) {
            throw new IllegalStateException("convergence: " + server.id() + " has not caught up with "
                    + master.get().id() + ": " + server.data() + " is not "
                    + master.get().data());
        }
    }

    @Override
    public Map<String, Long> figures() {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("writes", (long) written.size());
        figures.put("acknowledged", (long) acknowledged.size());
        figures.put("lost", lost);
        figures.put("promotions", promotions);
        return figures;
    }
}
