package dev.lockstep.multipaxos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.recorder.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cores of the log march in lockstep with MultiPaxos.tla through losses, duplicates and crashes; cores with a slip do not. */
class MultiPaxosTraceTest {
    private static final Set<String> ACTIONS = Set.of(
            "Prepare",
            "PersistLeader",
            "ReceivePromise",
            "IgnorePromise",
            "Lead",
            "Propose",
            "RefuseRequest",
            "Abandon",
            "IgnoreRefusal",
            "CrashLeader",
            "RestartLeader",
            "Promise",
            "RefusePrepare",
            "Accept",
            "RefuseAccept",
            "PersistAcceptor",
            "CrashAcceptor",
            "RestartAcceptor",
            "ReceiveAccepted",
            "Learn",
            "IgnoreAccepted",
            "CrashLearner",
            "RestartLearner");

    /** Slips in what MultiPaxos has beside Paxos, and in what must survive. */
    enum Slip implements Soup.Cores {
        LEAVES_A_GAP {
            @Override
            public Leader leader(String id) {
                return new Leader(id, Soup.GROUP, 0, false) {
                    @Override
                    Optional<String> inherited(int slot) {
                        return latestReported(slot);
                    }
                };
            }
        },
        INHERITS_NOTHING {
            @Override
            public Leader leader(String id) {
                return new Leader(id, Soup.GROUP, 0, false) {
                    @Override
                    Optional<String> inherited(int slot) {
                        return Optional.empty();
                    }
                };
            }
        },
        RECOVERS_WITHOUT_ITS_ROUND {
            @Override
            public Leader leader(String id) {
                return new Leader(id, Soup.GROUP, 0, false) {
                    @Override
                    int recoveredRound() {
                        return 0;
                    }
                };
            }
        },
        REPORTS_NO_VOTES {
            @Override
            public Acceptor acceptor(String id) {
                return new Acceptor(id, Soup.GROUP) {
                    @Override
                    List<Vote> reportedVotes() {
                        return Soup.GROUP.noVotes();
                    }
                };
            }
        },
        ACCEPTS_BELOW_ITS_PROMISE {
            @Override
            public Acceptor acceptor(String id) {
                return new Acceptor(id, Soup.GROUP) {
                    @Override
                    public boolean mayAccept(Message.Accept m) {
                        return true;
                    }
                };
            }
        },
        RECOVERS_WITHOUT_ITS_PROMISE {
            @Override
            public Acceptor acceptor(String id) {
                return new Acceptor(id, Soup.GROUP) {
                    @Override
                    AcceptorRecord recovered() {
                        return new AcceptorRecord(0, stable().votes());
                    }
                };
            }
        }
    }

    @TempDir
    Path folder;

    @Test
    void everyRunIsABehaviourOfTheSpec() throws IOException {
        Set<String> taken = new TreeSet<>();
        for (int seed = 1; seed <= 30; seed++) {
            CheckResult result = validate(new Soup.Cores() {}, seed);
            assertThat(result.toString()).isEqualTo(result.trace() + ": accepted, " + result.events() + " events");
            taken.addAll(result.actions().keySet());
        }
        assertThat(taken).isEqualTo(ACTIONS);
    }

    @Test
    void runsLearnTheLog() throws IOException {
        try (Recorder recorder = Recorder.open(folder.resolve("trace.ndjson"), Soup.header())) {
            long most = 0;
            Soup soup = new Soup(1, new Soup.Cores() {}, recorder);
            for (int step = 0; step < 1_000; step++) {
                soup.step();
                most = Math.max(most, soup.learned());
            }
            assertThat(most).isEqualTo(Soup.GROUP.maxSlot());
        }
    }

    /** The event at which each slip comes to light in the trace. */
    @ParameterizedTest
    @CsvSource({
        "LEAVES_A_GAP, Lead",
        "INHERITS_NOTHING, Lead",
        "RECOVERS_WITHOUT_ITS_ROUND, RestartLeader",
        "REPORTS_NO_VOTES, Promise",
        "ACCEPTS_BELOW_ITS_PROMISE, Accept",
        "RECOVERS_WITHOUT_ITS_PROMISE, RestartAcceptor"
    })
    void aCoreWithASlipIsRejectedWithin500Runs(Slip slip, String action) throws IOException {
        int seed = 1;
        CheckResult result = validate(slip, seed);
        while (result.verdict() == Verdict.ACCEPTED && seed < 500) {
            result = validate(slip, ++seed);
        }
        System.out.println(slip + ": rejected in run " + seed);
        assertThat(result.verdict()).as(slip + " after " + seed + " runs").isEqualTo(Verdict.REJECTED);
        assertThat(result.explanation().get(0)).contains(" is no step of MultiPaxos: " + action + "(");
    }

    private CheckResult validate(Soup.Cores cores, long seed) throws IOException {
        Path trace = folder.resolve("trace.ndjson");
        try (Recorder recorder = Recorder.open(trace, Soup.header())) {
            Soup soup = new Soup(seed, cores, recorder);
            while (recorder.events() < 400) {
                soup.step();
            }
        }
        CheckResult result = TraceAssertions.check(trace);
        Files.delete(trace);
        return result;
    }
}
