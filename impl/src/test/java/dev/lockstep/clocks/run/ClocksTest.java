package dev.lockstep.clocks.run;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.clocks.Bounds;
import dev.lockstep.clocks.ClockSlip;
import dev.lockstep.clocks.Message;
import dev.lockstep.clocks.PhysicalClock;
import dev.lockstep.clocks.node.ClockNode;
import dev.lockstep.clocks.run.ClocksProtocol.Core;
import dev.lockstep.clocks.run.ClocksProtocol.Group;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.Packet;
import dev.lockstep.run.ProtocolContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Clocks march in lockstep with PhysicalClocks.tla; those with a slip do not, and those of which a hypothesis of the theorem is not true. */
class ClocksTest extends ProtocolContract<Packet<Message>, ClockNode, Reading> {
    /** What is not true of clocks and messages, though the trace says so. */
    private enum Host {
        /** {@code broken-late}. */
        SENDS_TOO_RARELY(b -> new Bounds(b.scale(), b.drift(), 2 * b.tau(), b.mu(), b.xi())),
        /** {@code broken-slow-message}. */
        HAS_SLOW_MESSAGES(b -> new Bounds(b.scale(), b.drift(), b.tau(), b.mu(), b.xi() + 3)),
        /** {@code broken-fast-message}: mu is more than the least delay. */
        HAS_FAST_MESSAGES(b -> new Bounds(b.scale(), b.drift(), b.tau(), b.mu() - 1, b.xi() + 1)),
        /** {@code broken-drift}. */
        HAS_CLOCKS_THAT_DRIFT_MORE(b -> new Bounds(b.scale(), b.drift() + 1, b.tau(), b.mu(), b.xi()));

        private final UnaryOperator<Bounds> actual;

        Host(UnaryOperator<Bounds> actual) {
            this.actual = actual;
        }
    }

    static final Set<String> ANY = Set.of("Send", "KeepClock", "SetForward", "StepClock");

    /** The actions at which each slip comes to light in the trace. */
    private static final Map<Enum<?>, Set<String>> LIGHT = Map.ofEntries(
            entry(ClockSlip.IS_SET_BACK, Set.of("SetForward")),
            entry(ClockSlip.IS_NEVER_SET_FORWARD, Set.of("KeepClock")),
            entry(ClockSlip.ASKS_ONLY_WHETHER_IT_IS_BEHIND_THE_STAMP, Set.of("KeepClock")),
            entry(ClockSlip.DOES_NOT_ADD_THE_MINIMUM_DELAY, Set.of("SetForward", "KeepClock")),
            entry(ClockSlip.OVERESTIMATES_THE_MINIMUM_DELAY, Set.of("SetForward")),
            entry(ClockSlip.STAMPS_BEFORE_THE_EVENT, Set.of("Send")),
            entry(ClockSlip.STANDS_STILL_BETWEEN_EVENTS, ANY),
            entry(ClockSlip.CANNOT_BE_STEPPED, Set.of("StepClock")),
            entry(Host.SENDS_TOO_RARELY, ANY),
            entry(Host.HAS_SLOW_MESSAGES, ANY),
            entry(Host.HAS_FAST_MESSAGES, Set.of("KeepClock", "SetForward")),
            entry(Host.HAS_CLOCKS_THAT_DRIFT_MORE, ANY));

    /** Returns the actions at which that slip comes to light. */
    static Set<String> actions(ClockSlip slip) {
        return LIGHT.getOrDefault(slip, Set.of());
    }

    @Override
    protected ClocksProtocol description() {
        return new ClocksProtocol();
    }

    @Override
    protected Group deployment(int nodes) {
        return ClocksProtocol.group(nodes, Graph.RING, Core::right);
    }

    @Override
    protected Map<String, Deployment<Packet<Message>, ClockNode, Reading>> slips() {
        Map<String, Deployment<Packet<Message>, ClockNode, Reading>> slips =
                each(List.of(ClockSlip.values()), slip -> ClocksProtocol.group(3, Graph.RING, slip));
        slips.putAll(each(List.of(Host.values()), slip -> {
            Group right = deployment(3);
            return new Group(
                    right.processes(),
                    right.arcs(),
                    right.transport(),
                    right.bounds(),
                    slip.actual.apply(right.bounds()),
                    Core::right);
        }));
        return slips;
    }

    @Override
    protected void requireOfSlip(String slip, CheckResult rejected) {
        Set<String> actions = LIGHT.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(slip))
                .findFirst()
                .orElseThrow()
                .getValue();
        assertThat(rejected.explanation().get(0))
                .containsPattern(" is no step of PhysicalClocks: (" + String.join("|", actions) + ")\\(");
    }

    /** Clocks that answer each message with another. */
    @Override
    protected Group endless() {
        return ClocksProtocol.group(
                2,
                Graph.RING,
                (id, processes, receivers, bounds) -> new PhysicalClock(id, processes, receivers, bounds, 0) {
                    @Override
                    public void receive(Message m, int t, int e) {
                        super.receive(m, t, e);
                        send(m.from(), t, 0);
                    }
                });
    }

    @Test
    void theCoreHasTheActionsOfItsSpec() throws Exception {
        Path trace = folder.resolve("t.ndjson");
        description().run(new RunOptions(3, 1, 20, RunOptions.Transport.SIMULATED, Set.of(), trace));
        TraceAssertions.assertSameActions(trace, Set.of(), PhysicalClock.class);
    }
}
