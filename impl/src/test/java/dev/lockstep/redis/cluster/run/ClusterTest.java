package dev.lockstep.redis.cluster.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.core.Step;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.redis.cluster.ClusterNode;
import dev.lockstep.redis.cluster.ClusterSlip;
import dev.lockstep.redis.cluster.Message;
import dev.lockstep.run.CrashContract;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.Packet;
import dev.lockstep.simulation.Fault;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nodes of a cluster march in lockstep with RedisCluster.tla, simulated and as processes; those with a slip do not. */
class ClusterTest extends CrashContract<Packet<Message>, InstanceNode<Message>, News> {
    @Override
    protected int runs() {
        return 16;
    }

    @Override
    protected int events() {
        return 400;
    }

    @Override
    protected int eventsWithKills() {
        return 400;
    }

    @Override
    protected ClusterProtocol description() {
        return new ClusterProtocol();
    }

    @Override
    protected ClusterProtocol.Group deployment(int nodes) {
        return new ClusterProtocol.Group(ClusterProtocol.layout(nodes), ClusterNode::new);
    }

    @Override
    protected Map<String, Deployment<Packet<Message>, InstanceNode<Message>, News>> slips() {
        return each(
                Arrays.asList(ClusterSlip.values()),
                slip -> new ClusterProtocol.Group(ClusterProtocol.layout(3), slip));
    }

    @Override
    protected void requireOfSlip(String slip, CheckResult rejected) {
        assertThat(rejected.explanation().get(0))
                .containsPattern(" is no step of ClusterWithData: ("
                        + String.join("|", ClusterSlip.valueOf(slip).actions()) + ")\\(");
    }

    /** Nobody gives up a failover that a person asked for. */
    @Override
    protected ClusterProtocol.Group endless() {
        return new ClusterProtocol.Group(
                ClusterProtocol.layout(3), (id, layout, onDisk) -> new ClusterNode(id, layout, onDisk) {
                    @Override
                    public List<Step> steps() {
                        return super.steps().stream()
                                .filter(step -> !step.action().equals("manualTimeout"))
                                .toList();
                    }
                });
    }

    @Override
    protected void requireOf(RunReport report, CheckResult result) {
        assertThat(report.figures().get("writes")).isPositive();
    }

    /** A master takes writes while it is being replaced, as in {@code broken-cluster-minority-within}: the spec says that they may be lost. */
    @Test
    void runsWinElectionsMoveSlotsAndLoseAcknowledgedWrites() throws Exception {
        long promotions = 0;
        long imports = 0;
        long lost = 0;
        for (int seed = 1; seed <= 4; seed++) {
            Path trace = folder.resolve("f.ndjson");
            RunReport report = description()
                    .run(new RunOptions(
                            3,
                            seed,
                            1_000,
                            Transport.SIMULATED,
                            Fault.options(description().likely()),
                            trace));
            promotions += report.figures().get("promotions");
            imports += report.figures().get("imports");
            if (lost == 0 && report.figures().get("lost") > 0) {
                lost = report.figures().get("lost");
                assertThat(TraceAssertions.check(trace).verdict()).isEqualTo(Verdict.ACCEPTED);
            }
        }
        assertThat(promotions).isGreaterThanOrEqualTo(4);
        assertThat(imports).isGreaterThanOrEqualTo(4);
        assertThat(lost).isPositive();
    }

    @Test
    void theCoresHaveTheActionsOfTheirSpec() throws Exception {
        Path trace = folder.resolve("t.ndjson");
        description().run(new RunOptions(3, 1, 20, Transport.SIMULATED, Set.of(), trace));
        TraceAssertions.assertSameActions(trace, Set.of(), ClusterNode.class);
    }
}
