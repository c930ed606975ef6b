package dev.lockstep.redis.cluster.run;

import dev.lockstep.core.Process;
import dev.lockstep.redis.cluster.AuthSent;
import dev.lockstep.redis.cluster.ClusterNode;
import dev.lockstep.redis.cluster.Flag;
import dev.lockstep.redis.cluster.Goes;
import dev.lockstep.redis.cluster.Layout;
import dev.lockstep.redis.cluster.ManualState;
import dev.lockstep.redis.cluster.Message;
import dev.lockstep.redis.cluster.run.News.Kind;
import dev.lockstep.run.BatchNode;
import dev.lockstep.run.Clients;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.storage.StableStorage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
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
 * Plays clocks, an operator who moves slots and asks for failovers, and clients who write keys. Clients go where they are sent. A failover that a
 * person asked for must come to an end. How many acknowledged keys are nowhere in the end is counted. A replica drops them for the data of
 * its new master, and a master that has lost the slot deletes them.
 */
final class ClusterClients implements Clients<InstanceNode<Message>, News> {
    /** A client goes where it is sent so many times at most. */
    private static final int MOST_HOPS = 5;

    /** A node tells another one the same so many times at most. */
    private static final int MOST_TOLD = 8;

    /** One of so many chances is taken, of those that there are as long as something is so. */
    private static final int CHANCES = 4;

    /** One of so many inputs is a command of a client. */
    private static final int INPUTS_PER_COMMAND = 4;

    /** One of so many commands is about two keys, or comes from a client that knows nothing. */
    private static final int COMMANDS_PER_ODD_ONE = 4;

    /** Represents a command that a node is to answer yet. */
    private record Pending(Set<String> keys, boolean asking, int hops) {}

    private final Layout layout;
    private final IntUnaryOperator choice;
    private final Teller<News> teller;
    private final Silences silences;
    private final ClusterInputs inputs;

    /** The nodes that these clients see: all in a simulated run, one in a process. */
    private final Map<String, ClusterNode> nodes = new TreeMap<>();

    private final Map<String, Deque<Pending>> pending = new TreeMap<>();

    /** Holds what each node has told each other one last. How often is below. */
    private final Map<List<String>, List<Object>> told = new HashMap<>();

    private final Map<List<String>, Integer> times = new HashMap<>();

    /** Tells whether each node has something to tell each other one, as it was when either took its last steps. */
    private final Map<List<String>, Boolean> owing = new HashMap<>();

    private final Map<String, Seen> seen = new TreeMap<>();

    private final Map<String, Long> manual = new TreeMap<>();
    private final Map<Goes.Kind, Long> answers = new TreeMap<>();
    private final Map<Kind, Long> happened = new TreeMap<>();
    private final Set<String> acknowledged = new TreeSet<>();
    private final Map<String, Set<String>> held = new TreeMap<>();
    private long gaveUp;
    private long lost;

    /** Tells of each key that a node had and has no more whether that was a master, the last time. */
    private final Map<String, Boolean> deleted = new TreeMap<>();

    private long lostWithSlots;

    /** Holds what was seen of a node. */
    private record Seen(
            Optional<String> master,
            AuthSent election,
            int epoch,
            Set<Integer> imports,
            boolean manual,
            Set<String> data) {
        static Seen of(ClusterNode node) {
            Set<Integer> imports = new TreeSet<>();
            node.slots().keySet().forEach(s -> {
                if (node.importingFrom(s).isPresent()) {
                    imports.add(s);
                }
            });
            return new Seen(
                    node.master(),
                    node.failoverAuthSent(),
                    node.failoverAuthEpoch(),
                    imports,
                    node.isPaused() || node.manualState() != ManualState.NONE,
                    node.data());
        }
    }

    ClusterClients(Layout layout, IntUnaryOperator choice, Teller<News> teller) {
        this.layout = layout;
        this.choice = choice;
        this.teller = teller;
        this.silences = new Silences(layout.nodes());
        this.inputs = new ClusterInputs(layout, silences, nodes, choice);
    }

    // ---------------------------------------------------------------- asking

    private interface Input {
        void of(ClusterNode node);
    }

    private static Call call(String name, boolean opens, InstanceNode<Message> node, Input input) {
        return new Call(
                name,
                opens,
                () -> node.call(BatchNode.INSTANCE, node.id(), process -> input.of((ClusterNode) process)));
    }

    @Override
    public List<Call> calls(InstanceNode<Message> node) {
        List<Call> calls = new ArrayList<>();
        calls.add(call("input", true, node, this::input));
        ClusterNode core = nodes.get(node.id());
        if (core != null && owes(core)) {
            calls.add(call("rest", false, node, this::rest));
        }
        return calls;
    }

    private void input(ClusterNode node) {
        silences.look(Math.max(1, nodes.size()));
        if (choice.applyAsInt(INPUTS_PER_COMMAND) == 0) {
            command(node);
        } else {
            inputs.next(node).run();
        }
    }

    /** Tells whether something is left to do at the node that does not end by itself. */
    private boolean owes(ClusterNode node) {
        boolean isAsked = node.isOpen()
                && !pending.getOrDefault(node.id(), new ArrayDeque<>()).isEmpty();
        return isAsked
                || layout.nodes().stream()
                        .anyMatch(x -> node.flag(x) != Flag.UP
                                || owing.computeIfAbsent(List.of(node.id(), x), pair -> owes(node, x)));
    }

    private void rest(ClusterNode node) {
        Deque<Pending> waiting = pending.getOrDefault(node.id(), new ArrayDeque<>());
        if (!waiting.isEmpty()) {
            ask(node, waiting.remove());
        }
        up(node);
        tell(node);
    }

    /** A client begins a command, about one key or two of a slot. It mostly knows who has the slot. */
    private void command(ClusterNode node) {
        boolean isOdd = choice.applyAsInt(COMMANDS_PER_ODD_ONE) == 0;
        List<String> keys = layout.keys().stream()
                .filter(k -> isOdd || node.slots().get(layout.slotOf().get(k)).equals(Optional.of(node.id())))
                .toList();
        if (keys.isEmpty()) {
            return;
        }
        String key = keys.get(choice.applyAsInt(keys.size()));
        Set<String> those = new HashSet<>(Set.of(key));
        if (choice.applyAsInt(COMMANDS_PER_ODD_ONE) == 0) {
            keys.stream()
                    .filter(k -> !k.equals(key)
                            && layout.slotOf().get(k).equals(layout.slotOf().get(key)))
                    .findFirst()
                    .ifPresent(those::add);
        }
        ask(node, new Pending(Set.copyOf(those), isOdd && choice.applyAsInt(2) == 0, 0));
    }

    private void ask(ClusterNode node, Pending command) {
        if (!node.isOpen()) {
            later(node.id(), command);
            return;
        }
        Goes goes = node.command(command.keys(), command.asking());
        teller.tell(node.id(), new News.Answered(command.keys(), goes.answer()));
        Pending next = new Pending(command.keys(), goes.answer() == Goes.Kind.ASK, command.hops() + 1);
        if (goes.answer() == Goes.Kind.SERVE || goes.answer() == Goes.Kind.CLUSTERDOWN) {
            return;
        } else if (next.hops() > MOST_HOPS) {
            teller.tell(node.id(), new News.GaveUp());
        } else {
            later(goes.to().orElse(node.id()), next);
        }
    }

    /** A client that is sent to a node which these clients do not see goes there unseen. */
    private void later(String node, Pending command) {
        if (nodes.containsKey(node)) {
            pending.computeIfAbsent(node, n -> new ArrayDeque<>()).add(command);
        }
    }

    /** Others are reached again, sooner or later. */
    private void up(ClusterNode node) {
        silences.look(Math.max(1, nodes.size()));
        for (String x : layout.nodes()) {
            int chances = node.flag(x) == Flag.FAIL ? CHANCES * CHANCES : CHANCES;
            if (node.flag(x) != Flag.UP && silences.answers(x) && choice.applyAsInt(chances) == 0) {
                if (node.flag(x) == Flag.FAIL) {
                    node.clearFail(x);
                } else {
                    node.reach(x);
                }
            }
        }
    }

    /** Tells whether the node has something to tell that one. In a process, which sees no others, it must be new. */
    private boolean owes(ClusterNode node, String x) {
        if (x.equals(node.id())) {
            return false;
        }
        ClusterNode other = nodes.get(x);
        if (other != null && !node.hasNewsFor(other) && !owesData(node, other)) {
            return false;
        }
        List<String> pair = List.of(node.id(), x);
        boolean isSame = saying(node, x).equals(told.get(pair));
        return !isSame || other != null && times.getOrDefault(pair, 0) < MOST_TOLD;
    }

    private static boolean owesData(ClusterNode node, ClusterNode other) {
        return node.master().isEmpty()
                && other.master().equals(Optional.of(node.id()))
                && (!other.synced().equals(Optional.of(node.id())) || other.offset() < node.offset());
    }

    private List<Object> saying(ClusterNode node, String x) {
        List<Object> saying = new ArrayList<>(
                List.of(node.slots(), node.currentEpoch(), node.configEpoch(node.id()), node.master(), node.offset()));
        layout.nodes().forEach(y -> saying.add(node.flag(y)));
        ClusterNode other = nodes.get(x);
        if (other != null) {
            saying.add(List.of(other.slots(), other.currentEpoch(), other.master(), other.offset()));
        }
        return saying;
    }

    private void tell(ClusterNode node) {
        for (String x : layout.nodes()) {
            if (owes(node, x) && choice.applyAsInt(CHANCES * CHANCES) == 0) {
                List<String> pair = List.of(node.id(), x);
                List<Object> saying = saying(node, x);
                times.put(pair, saying.equals(told.put(pair, saying)) ? times.get(pair) + 1 : 1);
                node.heartbeat(x, Set.copyOf(others(node)));
                if (node.master().isEmpty() && node.masterOf(x).equals(Optional.of(node.id()))) {
                    node.sync(x);
                }
            }
        }
    }

    private List<String> others(ClusterNode node) {
        return layout.nodes().stream().filter(x -> !x.equals(node.id())).toList();
    }

    // ---------------------------------------------------------------- telling

    @Override
    public void stepped(String id, String instance, List<? extends Process<?>> processes) {
        ClusterNode node = (ClusterNode) processes.get(0);
        boolean isNew = nodes.put(id, node) != node;
        owing.keySet().removeIf(pair -> pair.contains(id));
        Seen now = Seen.of(node);
        Seen before = seen.put(id, now);
        if (before == null || isNew) {
            // a process that is new has nothing under way, though that before it may have been killed with it
            happens(id, now.manual() ? Kind.MANUAL : Kind.MANUAL_OVER);
            teller.tell(id, new News.Holds(now.data(), now.master().isEmpty()));
            return;
        }
        if (now.election() == AuthSent.SENT && now.epoch() != before.epoch()) {
            happens(id, Kind.ELECTION);
        }
        if (before.master().isPresent() && now.master().isEmpty()) {
            happens(id, Kind.PROMOTION);
        }
        if (before.master().isEmpty() && now.master().isPresent()) {
            happens(id, Kind.DEMOTION);
        }
        for (int s : before.imports()) {
            if (!now.imports().contains(s) && node.slots().get(s).equals(Optional.of(id))) {
                happens(id, Kind.IMPORT);
            }
        }
        if (now.manual() != before.manual()) {
            happens(id, now.manual() ? Kind.MANUAL : Kind.MANUAL_OVER);
        }
        if (!now.data().equals(before.data())) {
            teller.tell(id, new News.Holds(now.data(), now.master().isEmpty()));
        }
    }

    private void happens(String id, Kind kind) {
        teller.tell(id, new News.Happened(kind));
    }

    // ---------------------------------------------------------------- judging

    @Override
    public void told(String node, News news) {
        if (news instanceof News.Answered m) {
            answers.merge(m.answer(), 1L, Long::sum);
            if (m.answer() == Goes.Kind.SERVE) {
                acknowledged.addAll(m.keys());
            }
        } else if (news instanceof News.Holds m) {
            hold(node, m);
        } else if (news instanceof News.GaveUp) {
            gaveUp++;
        } else if (news instanceof News.Happened m) {
            happened.merge(m.kind(), 1L, Long::sum);
            if (m.kind() == Kind.MANUAL) {
                manual.merge(node, 1L, Long::sum);
            } else if (m.kind() == Kind.MANUAL_OVER) {
                manual.remove(node);
            }
        }
    }

    @Override
    public void check(Function<String, StableStorage> disks) {
        if (!manual.isEmpty()) {
            throw new IllegalStateException(
                    "liveness: failovers that a person asked for are not over, at " + manual.keySet());
        }
        Set<String> left = new TreeSet<>(acknowledged);
        held.values().forEach(left::removeAll);
        lost = left.size();
        lostWithSlots =
                left.stream().filter(key -> deleted.getOrDefault(key, false)).count();
    }

    private void hold(String node, News.Holds now) {
        for (String key : held.getOrDefault(node, Set.of())) {
            if (!now.keys().contains(key)) {
                deleted.put(key, now.isMaster());
            }
        }
        held.put(node, now.keys());
    }

    private long count(Kind kind) {
        return happened.getOrDefault(kind, 0L);
    }

    private long count(Goes.Kind answer) {
        return answers.getOrDefault(answer, 0L);
    }

    @Override
    public Map<String, Long> figures() {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("elections", count(Kind.ELECTION));
        figures.put("promotions", count(Kind.PROMOTION));
        figures.put("imports", count(Kind.IMPORT));
        figures.put("writes", count(Goes.Kind.SERVE));
        figures.put("moved", count(Goes.Kind.MOVED));
        figures.put("asked", count(Goes.Kind.ASK));
        figures.put("tryagain", count(Goes.Kind.TRYAGAIN));
        figures.put("down", count(Goes.Kind.CLUSTERDOWN));
        figures.put("given up", gaveUp);
        figures.put("lost", lost);
        figures.put("lost with a slot", lostWithSlots);
        return figures;
    }
}
