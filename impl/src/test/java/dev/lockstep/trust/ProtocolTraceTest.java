package dev.lockstep.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.checker.oracle.Differential;
import dev.lockstep.checker.oracle.Differential.Comparison;
import dev.lockstep.checker.sensitivity.SensitivityReport;
import dev.lockstep.checker.spec.BundledSpecs;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Traces;
import dev.lockstep.clocks.PhysicalClock;
import dev.lockstep.clocks.run.ClocksProtocol;
import dev.lockstep.commit.Coordinator;
import dev.lockstep.commit.Participant;
import dev.lockstep.commit.run.CommitProtocol;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.multipaxos.Leader;
import dev.lockstep.multipaxos.run.MultiPaxosProtocol;
import dev.lockstep.mutex.LamportMutex;
import dev.lockstep.mutex.run.MutexProtocol;
import dev.lockstep.paxos.Acceptor;
import dev.lockstep.paxos.Learner;
import dev.lockstep.paxos.Proposer;
import dev.lockstep.paxos.run.PaxosProtocol;
import dev.lockstep.protocol.Protocol;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.raft.RaftServer;
import dev.lockstep.raft.run.RaftProtocol;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.simulation.Schedule;
import dev.lockstep.storage.Slip;
import dev.lockstep.storage.StablePage;
import dev.lockstep.storage.run.StorageRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What traces of the protocols are worth: the checker judges their alterations as TLC does, and notices them. */
class ProtocolTraceTest {
    @TempDir
    Path folder;

    /** A protocol whose traces are looked at. */
    enum Subject {
        MUTEX("LamportMutex", Set.of(), LamportMutex.class),
        COMMIT("TwoPhaseCommit", Set.of("Lose"), Coordinator.class, Participant.class),
        STORAGE("StableStorage", Set.of("Crash", "Decay"), StablePage.class),
        PAXOS("Paxos", Set.of(), Proposer.class, Acceptor.class, Learner.class),
        MULTIPAXOS(
                "MultiPaxos",
                Set.of(),
                Leader.class,
                dev.lockstep.multipaxos.Acceptor.class,
                dev.lockstep.multipaxos.Learner.class),
        RAFT("Raft", Set.of(), RaftServer.class),
        CLOCKS("PhysicalClocks", Set.of(), PhysicalClock.class);

        private static final Set<String> LOSSY = Set.of("crash", "loss", "duplicate", "reorder");

        private final String spec;
        private final Set<String> environment;
        private final Class<?>[] cores;

        /** @param environment the actions that are not the program's */
        Subject(String spec, Set<String> environment, Class<?>... cores) {
            this.spec = spec;
            this.environment = environment;
            this.cores = cores;
        }

        Path trace(Path folder, int nodes, int events, long seed) throws Exception {
            Path trace = folder.resolve(this + "-" + seed + ".ndjson");
            switch (this) {
                case MUTEX -> run(new MutexProtocol(), nodes, events, seed, Set.of("delay", "reorder"), trace);
                case CLOCKS -> run(new ClocksProtocol(), nodes, events, seed, Set.of("delay", "reorder"), trace);
                case COMMIT -> run(new CommitProtocol(), nodes, events, seed, LOSSY, trace);
                case PAXOS -> run(new PaxosProtocol(), nodes, events, seed, LOSSY, trace);
                case MULTIPAXOS -> run(new MultiPaxosProtocol(), nodes, events, seed, LOSSY, trace);
                case RAFT ->
                    new RaftProtocol()
                            .run(new RunOptions(
                                    nodes,
                                    seed,
                                    events,
                                    RunOptions.Transport.SIMULATED,
                                    Set.of("crash", "loss", "duplicate", "reorder", "partition"),
                                    events / 100,
                                    trace));
                case STORAGE -> {
                    try (Recorder recorder = Recorder.open(trace, StorageRun.header(false))) {
                        new StorageRun(1, Slip.NONE::page, Slip.NONE::driver, Schedule.random(seed), recorder)
                                .run(Math.max(2, events / 10));
                    }
                }
            }
            return trace;
        }

        private static void run(Protocol protocol, int nodes, int events, long seed, Set<String> faults, Path trace)
                throws Exception {
            protocol.run(new RunOptions(nodes, seed, events, RunOptions.Transport.SIMULATED, faults, trace));
        }
    }

    // ---------------------------------------------------------------- the oracle

    private Comparison compare(Subject subject, int nodes, int events, long seed, int mutants) throws Exception {
        SpecSource source = BundledSpecs.find(subject.spec).orElseThrow();
        try (TraceReader reader = Traces.merge(List.of(subject.trace(folder, nodes, events, seed)))) {
            return new Differential(source, reader).compare(mutants, seed, Differential::check);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theCheckerAgreesWithTheOracle(Subject subject) throws Exception {
        Comparison comparison = compare(subject, 3, 40, 1, 60);
        assertThat(comparison.disagreements()).isEmpty();
        assertThat(comparison.mutants()).isEqualTo(60);
        assertThat(comparison.rejected()).isBetween(30, 60);
        assertThat(comparison.undecided()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("full")
    void theCheckerAgreesWithTheOracleOnManyMore(Subject subject) throws Exception {
        int mutants = 0;
        for (int seed = 2; seed <= 6; seed++) {
            Comparison comparison = compare(subject, 2 + seed % 3, 30 * seed, seed, 200);
            assertThat(comparison.disagreements()).isEmpty();
            assertThat(comparison.undecided()).isZero();
            mutants += comparison.mutants();
        }
        assertThat(mutants).isEqualTo(1000);
    }

    // ---------------------------------------------------------------- sensitivity

    @ParameterizedTest
    @EnumSource
    void ofOneEventMutantsThatAreNoEquivalentOnesAtLeast95PercentAreRejected(Subject subject) throws Exception {
        SensitivityReport report = TraceAssertions.sensitivity(subject.trace(folder, 4, 600, 1), 600, 1);
        System.out.println(subject + " " + report);
        assertThat(report.mutants()).isEqualTo(600);
        assertThat(report.share()).isGreaterThanOrEqualTo(0.95);
    }

    // ---------------------------------------------------------------- coverage

    @ParameterizedTest
    @EnumSource
    void theCoresHaveTheActionsOfTheirSpec(Subject subject) throws Exception {
        Path trace = subject.trace(folder, 3, 20, 1);
        TraceAssertions.assertSameActions(trace, subject.environment, subject.cores);
    }

    @Test
    void aCoreWithoutOneOfItsSpecsActionsIsNoticed() throws Exception {
        Path trace = Subject.COMMIT.trace(folder, 3, 20, 1);
        assertThatThrownBy(() -> TraceAssertions.assertSameActions(trace, Set.of("Lose"), Coordinator.class))
                .hasMessageContaining("Without a method: Abort, AbortAlone, AcknowledgeAgain, Apply");
        assertThatThrownBy(() -> TraceAssertions.assertSameActions(
                        trace, Set.of("Lose", "Begin", "Steal"), Coordinator.class, Participant.class))
                .hasMessageContaining("Methods without an action: Begin. Excepted, but no actions: Steal.");
    }

    @Test
    void aLongRunOfTheMutexTakesEveryAction() throws Exception {
        TraceAssertions.assertEveryActionTaken(Set.of(), Subject.MUTEX.trace(folder, 3, 200, 1));
        Path shorter = Subject.COMMIT.trace(folder, 3, 10, 1);
        assertThatThrownBy(() -> TraceAssertions.assertEveryActionTaken(Set.of("Lose"), shorter))
                .hasMessageContaining("no trace takes these actions of TwoPhaseCommit: ");
    }
}
