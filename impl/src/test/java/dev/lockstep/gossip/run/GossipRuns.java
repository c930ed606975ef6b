package dev.lockstep.gossip.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.SimulatedRun;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
import java.util.Map;
import java.util.Set;

/** What tests of the gossiping protocols share. */
final class GossipRuns {
    private GossipRuns() {}

    /** Asserts that a trace was rejected at a step of one of these actions. */
    static void assertNoStep(CheckResult rejected, String spec, Set<String> actions) {
        assertThat(rejected.explanation().get(0))
                .containsPattern(" is no step of " + spec + ": (" + String.join("|", actions) + ")\\(");
    }

    /** Returns what a run of 300 choices tells of itself, with no spec in sight: how the clients' judgement begins, or "right". */
    static String judged(Deployment<?, ?, ?> deployment, Map<Fault, Integer> faults, long seed) {
        try {
            new SimulatedRun<>(deployment, Channels.UNORDERED, faults, Schedule.random(seed), null)
                    .run(300, choice -> {});
            return "right";
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage()).replaceFirst(":.*", "");
        }
    }
}
