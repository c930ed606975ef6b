package dev.lockstep.cap.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.core.Message;
import dev.lockstep.core.Process;
import dev.lockstep.history.History;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.Packet;
import dev.lockstep.run.ProtocolContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is asked of every register, besides the contract of all protocols. */
abstract class RegisterContract<M extends Message> extends ProtocolContract<Packet<M>, InstanceNode<M>, News> {
    static final Consumer<History> NOBODY = history -> {};

    /** The cores, which have the actions of the spec. */
    protected abstract List<Class<?>> cores();

    /** The actions of the spec that no core takes. */
    protected Set<String> actionsOfNobody() {
        return Set.of("Cut", "Heal");
    }

    /** The actions at which each slip comes to light in the trace. */
    protected abstract Map<? extends Enum<?>, Set<String>> light();

    @Override
    protected int runs() {
        return 15;
    }

    @Override
    protected void requireOfSlip(String slip, CheckResult rejected) {
        Set<String> actions = light().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(slip))
                .findFirst()
                .orElseThrow()
                .getValue();
        assertThat(rejected.explanation().get(0))
                .containsPattern(" is no step of " + cores().get(0).getSimpleName() + ": (" + String.join("|", actions)
                        + ")\\(");
    }

    @Test
    void theCoresHaveTheActionsOfTheirSpec() throws Exception {
        Path trace = folder.resolve("t.ndjson");
        description().run(new RunOptions(3, 1, 20, Transport.SIMULATED, Set.of(), trace));
        TraceAssertions.assertSameActions(trace, actionsOfNobody(), cores().toArray(Class<?>[]::new));
    }

    @Test
    void aRunOfProcessesIsABehaviourOfTheSpec() throws Exception {
        Path trace = folder.resolve("t.ndjson");
        assertThat(description().faults(Transport.TCP))
                .containsExactlyInAnyOrder("loss", "duplicate", "reorder", "partition");
        RunReport report = description()
                .run(new RunOptions(3, 7, 300, Transport.TCP, description().faults(Transport.TCP), trace));
        CheckResult result = TraceAssertions.check(trace);
        assertThat(result.verdict()).as("%s", result).isEqualTo(Verdict.ACCEPTED);
        assertThat(result.events()).isEqualTo(report.events()).isGreaterThanOrEqualTo(300);
        assertThat(report.figures().get("operations")).isPositive();
        assertThat(report.figures().get("partitions")).isPositive();
        assertThat(report.figures().get("cut off")).isPositive();
        assertThat(folder).isDirectoryNotContaining("glob:**-history*");
    }

    /** Copies these processes, each of which is in the middle of something. */
    static void requireCopies(List<? extends Process<?>> processes) {
        assertThat(processes).allSatisfy(process -> {
            List<Object> before = process.state();
            Process<?> copy = process.copy();
            assertThat(copy.state()).isEqualTo(before);
            assertThat(copy.steps()).hasSameSizeAs(process.steps());
            copy.drain();
            copy.steps().stream().findFirst().ifPresent(step -> step.take().run());
            assertThat(process.state()).isEqualTo(before);
        });
    }
}
