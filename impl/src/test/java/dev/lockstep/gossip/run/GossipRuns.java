package dev.lockstep.gossip.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.gossip.Replicas;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.SimulatedRun;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What tests of the gossiping protocols share. */
final class GossipRuns {
    private GossipRuns() {}

    /** Asserts that a trace was rejected at a step of one of these actions. */
    static void assertNoStep(CheckResult rejected, String spec, Set<String> actions) {
        assertThat(rejected.explanation().get(0))
                .containsPattern(" is no step of " + spec + ": (" + String.join("|", actions) + ")\\(");
    }

    /** Returns each site with one partner, the next in the order of their names. */
    static Map<String, Set<String>> ring(Replicas replicas) {
        List<String> sites = List.copyOf(replicas.sites());
        return sites.stream()
                .collect(Collectors.toMap(
                        site -> site, site -> Set.of(sites.get((sites.indexOf(site) + 1) % sites.size()))));
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
