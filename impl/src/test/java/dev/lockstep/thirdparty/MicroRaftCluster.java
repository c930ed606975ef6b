package dev.lockstep.thirdparty;

import io.microraft.RaftConfig;
import io.microraft.RaftEndpoint;
import io.microraft.RaftNode;
import io.microraft.RaftRole;
import io.microraft.executor.RaftNodeExecutor;
import io.microraft.impl.RaftNodeImpl;
import io.microraft.model.message.RaftMessage;
import io.microraft.statemachine.StateMachine;
import io.microraft.transport.Transport;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Nodes of MicroRaft in one thread: time, delays and losses come from a seed. */
final class MicroRaftCluster {
    static final String NO_OP = "no-op";

    private record Node(String id) implements RaftEndpoint {
        @Override
        public Object getId() {
            return id;
        }
    }

    private record Task(long time, long order, Runnable action) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            return time == other.time ? Long.compare(order, other.order) : Long.compare(time, other.time);
        }
    }

    private final Random random;
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private final Map<String, RaftNodeImpl> nodes = new TreeMap<>();

    /** What each node's state machine was given, in order. */
    private final Map<String, List<Object>> applied = new HashMap<>();

    private final double loss;
    private Set<String> away = Set.of();
    private long now;
    private long order;

    /** @param loss how much of the messages is lost, 0 to 1 */
    MicroRaftCluster(List<String> ids, long seed, double loss) {
        this.random = new Random(seed);
        this.loss = loss;
        List<RaftEndpoint> members = new ArrayList<>();
        ids.forEach(id -> members.add(new Node(id)));
        for (RaftEndpoint member : members) {
            String id = (String) member.getId();
            applied.put(id, new ArrayList<>());
            nodes.put(id, (RaftNodeImpl) RaftNode.newBuilder()
                    .setGroupId("group")
                    .setLocalEndpoint(member)
                    .setInitialGroupMembers(members)
                    .setConfig(RaftConfig.newBuilder()
                            .setLeaderElectionTimeoutMillis(500)
                            .setLeaderHeartbeatPeriodSecs(1)
                            .setLeaderHeartbeatTimeoutSecs(3)
                            .build())
                    .setExecutor(new Executor())
                    .setTransport(new Network(id))
                    .setStateMachine(new Commands(applied.get(id)))
                    .setRandom(new Random(random.nextLong()))
                    .setClock(new VirtualClock())
                    .build());
        }
    }

    Iterable<RaftNodeImpl> nodes() {
        return nodes.values();
    }

    List<Object> applied(String id) {
        return List.copyOf(applied.get(id));
    }

    void start() {
        nodes.values().forEach(RaftNode::start);
    }

    /** These neither send nor receive from now on. */
    void cutOff(Set<String> ids) {
        away = Set.copyOf(ids);
    }

    /** The node that leads the latest term, if one does. */
    Optional<String> leader() {
        return nodes.values().stream()
                .filter(node -> node.state().role() == RaftRole.LEADER)
                .max((a, b) -> Integer.compare(a.state().term(), b.state().term()))
                .map(node -> (String) node.getLocalEndpoint().getId());
    }

    /** Asks a node for a command; it may refuse, or the command be lost with its term. */
    void ask(String id, String command) {
        nodes.get(id).replicate(command);
    }

    void run(long millis) {
        long end = now + millis;
        while (!tasks.isEmpty() && tasks.peek().time() <= end) {
            Task task = tasks.remove();
            now = task.time();
            task.action().run();
        }
        now = end;
    }

    private void at(long time, Runnable action) {
        tasks.add(new Task(time, order++, action));
    }

    private final class Executor implements RaftNodeExecutor {
        @Override
        public void execute(Runnable task) {
            at(now, task);
        }

        @Override
        public void submit(Runnable task) {
            at(now, task);
        }

        @Override
        public void schedule(Runnable task, long delay, TimeUnit unit) {
            at(now + unit.toMillis(delay), task);
        }
    }

    private final class Network implements Transport {
        private final String from;

        Network(String from) {
            this.from = from;
        }

        @Override
        public void send(RaftEndpoint to, RaftMessage message) {
            if (isReachable(to) && random.nextDouble() >= loss) {
                at(
                        now + 1 + random.nextInt(40),
                        () -> nodes.get((String) to.getId()).handle(message));
            }
        }

        @Override
        public boolean isReachable(RaftEndpoint to) {
            return !away.contains(from) && !away.contains((String) to.getId());
        }
    }

    private record Commands(List<Object> applied) implements StateMachine {
        @Override
        public Object runOperation(long commitIndex, Object operation) {
            applied.add(operation);
            return operation;
        }

        @Override
        public void takeSnapshot(long commitIndex, Consumer<Object> chunks) {
            chunks.accept(List.copyOf(applied));
        }

        @Override
        public void installSnapshot(long commitIndex, List<Object> chunks) {
            applied.clear();
            chunks.forEach(chunk -> applied.addAll((List<?>) chunk));
        }

        @Override
        public Object getNewTermOperation() {
            return NO_OP;
        }
    }

    private final class VirtualClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now);
        }
    }
}
