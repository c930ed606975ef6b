package dev.lockstep.gossip.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.core.Message;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.run.CrashContract;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.Packet;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is asked of every protocol that gossips, besides the contract of all whose processes crash. */
abstract class GossipContract<M extends Message> extends CrashContract<Packet<M>, InstanceNode<M>, News> {
    /** The core, which has the actions of the spec. */
    protected abstract Class<?> core();

    /** The actions of the spec that no process takes. */
    protected Set<String> hidden() {
        return Set.of("Lose");
    }

    @Override
    protected int runs() {
        return 12;
    }

    @Override
    protected int eventsWithKills() {
        return 400;
    }

    @Override
    protected void requireOf(RunReport report, CheckResult result) {
        assertThat(report.figures())
                .containsOnlyKeys("updates", "deletions", "missed", "kills", "partitions", "cut off");
        assertThat(report.figures().get("partitions")).isPositive();
        assertThat(report.figures().get("updates")).isPositive();
        assertThat(result.actions().getOrDefault("Crash", 0L))
                .as("none of a process that was killed before it had done anything")
                .isLessThanOrEqualTo(report.figures().get("kills"));
    }

    @Test
    void theCoreHasTheActionsOfItsSpec() throws Exception {
        Path trace = folder.resolve("t.ndjson");
        description().run(new RunOptions(3, 1, 20, RunOptions.Transport.SIMULATED, Set.of(), trace));
        TraceAssertions.assertSameActions(trace, hidden(), core());
    }
}
