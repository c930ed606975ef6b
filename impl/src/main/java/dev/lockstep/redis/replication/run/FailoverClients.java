package dev.lockstep.redis.replication.run;

import dev.lockstep.core.Process;
import dev.lockstep.history.History;
import dev.lockstep.redis.replication.Answer;
import dev.lockstep.redis.replication.Message;
import dev.lockstep.redis.replication.RedisServer;
import dev.lockstep.redis.replication.run.Condition.Crashes;
import dev.lockstep.run.BatchNode;
import dev.lockstep.run.Clients;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.storage.StableStorage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * Plays clients of a register, which is the latest write, and an operator who keeps a {@link Condition}. Servers crash, a replica is promoted,
 * and the others become its replicas. What is judged is what the spec's {@code AcknowledgedIsKept} says: the server that was promoted
 * last has what was acknowledged.
 */
final class FailoverClients implements Clients<InstanceNode<Message>, News> {
    /** A run has no more operations: each may be pending for ever, and many such take too long to judge. */
    private static final int OPERATIONS = 14;

    /** One of so many calls does what it may. */
    private static final int SELDOM = 12;

    /** A log is rewritten in about so many of the calls in which time passes at a server. */
    private static final int REWRITING = 40;

    private final Condition condition;
    private final IntUnaryOperator choice;
    private final Map<String, RedisServer> servers = new TreeMap<>();
    private final History history = new History();
    private final Map<String, String> waiting = new HashMap<>();
    private final Set<String> acknowledged = new HashSet<>();
    private String current;
    private boolean isPromoted;
    private boolean hasLost;
    private long now;

    FailoverClients(Condition condition, IntUnaryOperator choice) {
        this.condition = condition;
        this.choice = choice;
        this.current = condition.group().first();
    }

    History history() {
        return history;
    }

    /** Tells whether the latest master has ever served without a write that was acknowledged. */
    boolean hasLost() {
        return hasLost;
    }

    /** Tells whether a replica was promoted. */
    boolean isPromoted() {
        return isPromoted;
    }

    @Override
    public List<Call> calls(InstanceNode<Message> node) {
        List<Call> calls = new ArrayList<>();
        RedisServer server = servers.get(node.id());
        if (server == null) {
            calls.add(new Call("begin", true, () -> at(node, its -> {})));
        } else if (!server.isReady()) {
            if (condition.crashes() != Crashes.FOR_GOOD) {
                calls.add(new Call("restart", true, () -> seldom(() -> restart(node, server))));
            }
        } else {
            calls.add(new Call("pass", true, () -> at(node, this::pass)));
            if (server.isMaster() && history.operations().size() < OPERATIONS) {
                calls.add(new Call("client", true, () -> at(node, this::ask)));
            }
            if (mayCrash(server)) {
                calls.add(new Call("crash", true, () -> seldom(() -> at(node, RedisServer::crash))));
            }
            if (mayPromote(server)) {
                calls.add(new Call("promote", true, () -> seldom(() -> at(node, this::promote))));
            }
            if (isPromoted && !node.id().equals(current) && server.mayFollow(current)) {
                calls.add(new Call("follow", true, () -> seldom(() -> at(node, its -> its.replicaOf(current)))));
            }
        }
        return calls;
    }

    private interface Input {
        void of(RedisServer server);
    }

    private static void at(InstanceNode<Message> node, Input input) {
        node.call(BatchNode.INSTANCE, node.id(), process -> input.of((RedisServer) process));
    }

    private void seldom(Runnable action) {
        if (choice.applyAsInt(SELDOM) == 0) {
            action.run();
        }
    }

    /** A server that is down takes no input, so that its restart is none. */
    private static void restart(InstanceNode<Message> node, RedisServer server) {
        server.restart();
        at(node, its -> {});
    }

    /** Does what time asks of a server. */
    private void pass(RedisServer server) {
        if (server.mayConnect()) {
            server.connect();
        } else if (server.mayRewriteLog() && choice.applyAsInt(REWRITING) == 0) {
            server.rewriteLog();
        } else if (server.mayLoseLink() && choice.applyAsInt(SELDOM) == 0) {
            server.loseLink();
        } else if (server.mayAcknowledge()) {
            server.sendAck();
        }
    }

    private boolean mayCrash(RedisServer server) {
        return switch (condition.crashes()) {
            case NONE -> false;
            case OF_MASTERS -> server.id().equals(current);
            case FOR_GOOD -> !isPromoted && server.id().equals(current);
            case OF_ALL -> true;
        };
    }

    private boolean mayPromote(RedisServer server) {
        if (server.isMaster() || isPromoted) {
            return false;
        }
        RedisServer master = servers.get(current);
        boolean isDown = master != null && !master.isReady();
        List<RedisServer> candidates = servers.values().stream()
                .filter(each -> each.isReady() && !each.isMaster())
                .toList();
        return (isDown || condition.crashes() == Crashes.NONE) && condition.isBest(server, candidates);
    }

    private void promote(RedisServer server) {
        if (mayPromote(server)) {
            server.promote();
            current = server.id();
            isPromoted = true;
        }
    }

    /** Lets a client write, or read the latest write that this server has. One that waits asks for nothing else. */
    private void ask(RedisServer server) {
        String client = "c" + (history.operations().size() + 1);
        if (choice.applyAsInt(2) == 0) {
            String value = "v" + (history.operations().size() + 1);
            history.asked(client, Optional.of(value), now);
            waiting.put(value, client);
            server.set(value);
        } else {
            List<String> data = server.data();
            history.asked(client, Optional.empty(), now);
            history.answered(client, data.isEmpty() ? Optional.empty() : Optional.of(data.get(data.size() - 1)), now);
        }
    }

    @Override
    public void stepped(String node, String instance, List<? extends Process<?>> processes) {
        RedisServer server = (RedisServer) processes.get(0);
        servers.put(node, server);
        for (Answer answer : server.answers()) {
            if (answer.kind() == Answer.Kind.ACKNOWLEDGED && condition.isPromised(server, servers.values())) {
                acknowledged.add(answer.value());
                String client = waiting.remove(answer.value());
                if (client != null) {
                    history.answered(client, Optional.of(answer.value()), now);
                }
            }
        }
        RedisServer master = servers.get(current);
        if (master != null && master.isReady() && master.isMaster()) {
            hasLost |= !new HashSet<>(master.data()).containsAll(acknowledged);
        }
    }

    @Override
    public void passed(long choices) {
        now = choices;
    }

    @Override
    public void told(String node, News news) {
        throw new IllegalStateException("nothing is told of " + node + ": " + news);
    }

    @Override
    public void check(Function<String, StableStorage> disks) {}
}
