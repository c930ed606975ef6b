package dev.lockstep.redis.sentinel.run;

import dev.lockstep.core.Process;
import dev.lockstep.redis.sentinel.FailoverState;
import dev.lockstep.redis.sentinel.Message;
import dev.lockstep.redis.sentinel.Sentinel;
import dev.lockstep.redis.sentinel.Server;
import dev.lockstep.redis.sentinel.run.News.Kind;
import dev.lockstep.run.BatchNode;
import dev.lockstep.run.Clients;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.storage.StableStorage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * Plays clocks, which jump now and then, an operator, and what does not answer. Every failover that has begun must come to an end, though who
 * leads, and how many do, is not judged: RedisSentinel.tla says what can happen.
 */
final class SentinelClients implements Clients<InstanceNode<Message>, News> {
    /** One of so many inputs is one of the clock. */
    private static final int INPUTS_PER_TICK = 25;

    /** One of so many ticks is a jump. */
    private static final int TICKS_PER_JUMP = 4;

    /** One of so many inputs of a server says again what it has said. */
    private static final int INPUTS_PER_INFO = 5;

    /** One of so many inputs is one of an operator. */
    private static final int INPUTS_PER_COMMAND = 40;

    private final IntUnaryOperator choice;
    private final Teller<News> teller;
    private final SentinelInputs inputs = new SentinelInputs();
    private final Map<String, FailoverState> states = new TreeMap<>();
    private final Map<String, Boolean> tilted = new TreeMap<>();
    private final Map<String, Integer> open = new TreeMap<>();
    private final Map<Kind, Long> counts = new TreeMap<>();

    SentinelClients(IntUnaryOperator choice, Teller<News> teller) {
        this.choice = choice;
        this.teller = teller;
    }

    @Override
    public List<Call> calls(InstanceNode<Message> node) {
        List<Call> calls = new ArrayList<>();
        calls.add(new Call("input", true, () -> node.call(BatchNode.INSTANCE, node.id(), this::input)));
        node.roles(BatchNode.INSTANCE).ifPresent(roles -> {
            if (roles.get(0) instanceof Sentinel sentinel) {
                for (String r : sentinel.wouldBeUp()) {
                    calls.add(new Call(
                            "up",
                            false,
                            () -> node.call(BatchNode.INSTANCE, node.id(), process -> {
                                if (((Sentinel) process).wouldBeUp().contains(r) && inputs.answers(r)) {
                                    ((Sentinel) process).sUp(r);
                                }
                            })));
                }
            }
        });
        return calls;
    }

    private void input(Process<Message> process) {
        if (process instanceof Server server) {
            if (choice.applyAsInt(INPUTS_PER_INFO) == 0) {
                server.sayInfo();
            }
        } else {
            input((Sentinel) process);
        }
    }

    private void input(Sentinel sentinel) {
        if (choice.applyAsInt(INPUTS_PER_TICK) == 0) {
            boolean jumps = choice.applyAsInt(TICKS_PER_JUMP) == 0;
            int ticks = jumps ? 4 * Sentinel.TILT_TRIGGER * (1 - 2 * choice.applyAsInt(2)) : 15;
            sentinel.timer(sentinel.previousTime() + ticks);
        } else if (choice.applyAsInt(INPUTS_PER_COMMAND) == 0) {
            command(sentinel);
        } else {
            inputs.next(sentinel, choice).run();
        }
    }

    private void command(Sentinel sentinel) {
        switch (choice.applyAsInt(6)) {
            case 0 -> sentinel.reset();
            case 1 -> sentinel.remonitor(sentinel.disk().master());
            default -> {
                if (sentinel.mayForce()) {
                    sentinel.forceFailover();
                }
            }
        }
    }

    @Override
    public void stepped(String node, String instance, List<? extends Process<?>> processes) {
        if (processes.get(0) instanceof Sentinel sentinel) {
            FailoverState known = states.put(node, sentinel.failoverState());
            FailoverState before = known == null ? FailoverState.NONE : known;
            FailoverState now = sentinel.failoverState();
            if (before == FailoverState.NONE && now != FailoverState.NONE) {
                teller.tell(node, new News(Kind.BEGUN, sentinel.failoverEpoch()));
            }
            if (before.compareTo(FailoverState.SELECT_SLAVE) < 0 && now.compareTo(FailoverState.SELECT_SLAVE) >= 0) {
                teller.tell(node, new News(Kind.ELECTED, sentinel.failoverEpoch()));
            }
            if (before.compareTo(FailoverState.RECONF_SLAVES) < 0 && now.compareTo(FailoverState.RECONF_SLAVES) >= 0) {
                teller.tell(node, new News(Kind.PROMOTED, sentinel.failoverEpoch()));
            }
            // one whose process is new has none under way, though that before it may have been killed with one
            boolean isOver = known == null || before != FailoverState.NONE;
            if (isOver && now == FailoverState.NONE) {
                teller.tell(node, new News(Kind.OVER, sentinel.failoverEpoch()));
            }
            if (sentinel.isTilted() && !tilted.getOrDefault(node, false)) {
                teller.tell(node, new News(Kind.TILTED, 0));
            }
            tilted.put(node, sentinel.isTilted());
        }
    }

    @Override
    public void told(String node, News news) {
        counts.merge(news.kind(), 1L, Long::sum);
        switch (news.kind()) {
            case BEGUN -> open.put(node, news.epoch());
            case OVER -> open.remove(node);
            default -> {}
        }
    }

    @Override
    public void check(Function<String, StableStorage> disks) {
        if (!open.isEmpty()) {
            throw new IllegalStateException("liveness: failovers that are not over, by sentinel: " + open);
        }
    }

    @Override
    public Map<String, Long> figures() {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("failovers", counts.getOrDefault(Kind.BEGUN, 0L));
        figures.put("leaders", counts.getOrDefault(Kind.ELECTED, 0L));
        figures.put("promotions", counts.getOrDefault(Kind.PROMOTED, 0L));
        figures.put("tilts", counts.getOrDefault(Kind.TILTED, 0L));
        return figures;
    }
}
