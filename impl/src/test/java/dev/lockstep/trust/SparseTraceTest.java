package dev.lockstep.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Limits;
import dev.lockstep.checker.Specs;
import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Traces;
import dev.lockstep.commit.run.CommitProtocol;
import dev.lockstep.protocol.RunOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces of which nothing is left but the names of actions: two-phase commit with 16 participants. */
class SparseTraceTest {
    private static final int PARTICIPANTS = 16;

    @TempDir
    Path folder;

    private Header header = Header.of("");

    /** The actions of a transaction, up to the coordinator's decision to commit and somewhat further. */
    private List<String> committed() throws Exception {
        for (int seed = 1; ; seed++) {
            Path trace = folder.resolve(seed + ".ndjson");
            new CommitProtocol()
                    .run(new RunOptions(
                            PARTICIPANTS + 1, seed, 1_000, RunOptions.Transport.SIMULATED, Set.of(), trace));
            List<String> actions = new ArrayList<>();
            try (TraceReader reader = Traces.merge(List.of(trace))) {
                header = new Header(reader.header().spec(), reader.header().constants(), Set.of(), Set.of(), Set.of());
                Event event;
                while ((event = reader.next()) != null) {
                    if ("t0".equals(event.instance())) {
                        actions.add(event.action());
                    }
                }
            }
            int decision = actions.indexOf("Decide");
            if (decision >= 0) {
                return actions.subList(0, Math.min(actions.size(), decision + 12));
            }
        }
    }

    private CheckResult check(List<String> actions) throws Exception {
        LoadedSpec spec = new Specs().forTrace("sparse", header, null, null);
        TraceChecker checker = new TraceChecker(spec, "sparse", header, Map.of(), Limits.DEFAULT);
        for (int i = 1; i <= actions.size(); i++) {
            checker.accept(Event.step("sparse", i, actions.get(i - 1), Map.of()));
        }
        return checker.result();
    }

    @Test
    void namesOfActionsAloneAreAccepted() throws Exception {
        assertThat(check(committed()).verdict()).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void aDecisionWithoutOneOfTheVotesIsRejected() throws Exception {
        List<String> actions = new ArrayList<>(committed());
        actions.remove("ReceiveYes");
        CheckResult result = check(actions);
        assertThat(result.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(result.event()).isEqualTo(actions.indexOf("Decide") + 1);
        assertThat(result.explanation())
                .contains("the spec can be in more than 2000 states here; in the nearest of them")
                .anyMatch(line -> line.contains("votes = Participant is FALSE"));
    }
}
