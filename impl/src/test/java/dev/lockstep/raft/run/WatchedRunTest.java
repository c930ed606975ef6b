package dev.lockstep.raft.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.mutex.run.MutexProtocol;
import dev.lockstep.protocol.RunControl;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.protocol.RunReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody interferes with runs of Raft, and of the mutex: what happens is a behaviour of the spec all the same. */
class WatchedRunTest {
    /** The number of times that a run is asked to go on standing still. */
    private static final int PAUSED = 5;

    @TempDir
    private Path folder;

    /**
     * Cuts a server off for a while, kills another and lets it come back, asks for what else there is, and ends the run. It asks for one thing
     * after the other, each when there are so many events, and keeps what it is told.
     */
    private static final class Interfering implements RunControl {
        private final Deque<Order> orders = new ArrayDeque<>();
        private final int every;
        private final List<String> lines = new ArrayList<>();
        private final List<Status> seen = new ArrayList<>();
        private final List<List<String>> whilePaused = new ArrayList<>();
        private List<String> nodes = List.of();
        private int pausedFor;
        private long next;

        Interfering(int every, Order... orders) {
            this.every = every;
            this.next = every;
            this.orders.addAll(List.of(
                    order(Kind.PARTITION, "s1"), order(Kind.HEAL), order(Kind.KILL, "s2"), order(Kind.RESTART, "s2")));
            this.orders.addAll(List.of(orders));
            this.orders.add(order(Kind.STOP));
        }

        @Override
        public void begins(List<String> all) {
            nodes = all;
        }

        @Override
        public void line(String line) {
            lines.add(line);
        }

        @Override
        public void lines(List<String> all) {
            lines.clear();
            lines.addAll(all);
        }

        /** Wants the run to stand still for some time, once it is told a trace. */
        @Override
        public boolean isPaused() {
            return !lines.isEmpty() && pausedFor < PAUSED;
        }

        @Override
        public List<Order> pass(Status status) {
            if (isPaused()) {
                pausedFor++;
                whilePaused.add(List.copyOf(lines));
                return List.of();
            }
            if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(status)) {
                seen.add(status);
            }
            if (status.events() < next || orders.isEmpty()) {
                return List.of();
            }
            next = status.events() + every;
            return List.of(orders.remove());
        }
    }

    private static RunControl.Order order(RunControl.Kind kind, String... nodes) {
        return new RunControl.Order(kind, Set.of(nodes));
    }

    @Test
    void aSimulatedRunGoesThroughAPartitionAndACrashAndAChangeOfMembers() throws Exception {
        Path trace = folder.resolve("t.ndjson");
        Interfering control = new Interfering(150, order(RunControl.Kind.MEMBERS, "s1", "s3"));

        RunReport report = new RaftProtocol()
                .run(new RunOptions(3, 1, 1_000_000, Transport.SIMULATED, Set.of("delay"), trace), control);

        assertThat(control.nodes).containsExactly("s1", "s2", "s3");
        assertThat(control.lines).isEqualTo(Files.readAllLines(trace));
        assertThat(control.seen.get(control.seen.size() - 1).down()).isEmpty();
        assertThat(report.figures()).containsEntry("membership changes", 1L);
        assertThat(report.events()).isBetween(750L, 100_000L);
        assertGoneThrough(control, trace);
    }

    @Test
    @Tag("full")
    void aRunOfProcessesStandsStillAndGoesThroughAPartitionAndACrashAndAChangeOfMembers() throws Exception {
        Path trace = folder.resolve("t.ndjson");
        Interfering control = new Interfering(
                100, order(RunControl.Kind.MEMBERS, "s1", "s3"), order(RunControl.Kind.MEMBERS, "s1", "s2", "s3"));

        RunReport report =
                new RaftProtocol().run(new RunOptions(3, 1, 1_000_000, Transport.TCP, Set.of(), trace), control);

        assertThat(report.figures()).containsEntry("kills", 1L);
        assertGoneThrough(control, trace);
        isSeenStandingStill(control);
    }

    private static void assertGoneThrough(Interfering control, Path trace) {
        assertThat(control.seen).anyMatch(status -> status.apart().equals(Set.of("s1")));
        assertThat(control.seen).anyMatch(status -> status.down().equals(Set.of("s2")));
        assertThat(TraceAssertions.check(trace).toString()).startsWith(trace + ": accepted, ");
    }

    @Test
    void aRunOfThreadsStandsStillAndItsTraceSoFarIsAccepted() throws Exception {
        Path trace = folder.resolve("t.ndjson");
        Interfering control = new Interfering(100);
        control.orders.clear();
        control.orders.add(order(RunControl.Kind.STOP));

        new MutexProtocol().run(new RunOptions(3, 1, 1_000_000, Transport.TCP, Set.of(), trace), control);

        assertThat(TraceAssertions.check(trace).toString()).startsWith(trace + ": accepted, ");
        isSeenStandingStill(control);
    }

    private void isSeenStandingStill(Interfering control) throws Exception {
        assertThat(control.whilePaused)
                .as("nothing happens while the run is paused")
                .hasSize(PAUSED)
                .containsOnly(control.whilePaused.get(1));
        Path soFar = Files.write(folder.resolve("so-far.ndjson"), control.lines);
        assertThat(control.lines).hasSizeGreaterThan(1);
        assertThat(TraceAssertions.check(soFar).toString()).startsWith(soFar + ": accepted, ");
    }
}
