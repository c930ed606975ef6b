package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Traces;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An event costs the same however many came before it, in time and in memory. */
class ThroughputTest {
    private static CheckResult check(long events) throws Exception {
        LoadedSpec spec = Sample.of("Traffic", "").load();
        try (TraceReader reader = Traces.read("Traffic.ndjson", new Traffic(events, 1), Traces.Format.LOCKSTEP)) {
            return TraceChecker.check(spec, reader, Limits.DEFAULT);
        }
    }

    @Test
    void aLongTraceIsAccepted() throws Exception {
        CheckResult result = check(5_000);
        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.ACCEPTED);
        assertThat(result.events()).isEqualTo(5_000);
        assertThat(result.states()).isEqualTo(5_001);
    }

    @Test
    @Tag("full")
    void timeIsLinearAndMemoryFlat() throws Exception {
        check(20_000); // warm
        long before = usedMegabytes();
        double few = eventsPerSecond(10_000);
        double many = eventsPerSecond(100_000);
        System.out.printf(Locale.ROOT, "events/s of CPU time: %.0f at 10,000, %.0f at 100,000%n", few, many);
        assertThat(many).isGreaterThan(0.6 * few);
        assertThat(usedMegabytes() - before).isLessThan(20);
    }

    private static double eventsPerSecond(long events) throws Exception {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        assertThat(check(events).verdict()).isEqualTo(Verdict.ACCEPTED);
        return events * 1e9 / (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
    }

    private static long usedMegabytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
}
