package dev.lockstep.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Limits;
import dev.lockstep.checker.Specs;
import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Traces;
import dev.lockstep.trust.ProtocolTraceTest.Subject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No event of a trace of the protocols is decided by TLC, which takes a hundred times as long and more. That an event which is would be
 * counted, a test of the checker shows with a canary: {@code ByTlcTest}.
 */
class WithoutTlcTest {
    private static final String COMMANDS = "\"Command\":";

    @TempDir
    Path folder;

    private static CheckResult check(Path trace) throws Exception {
        try (TraceReader reader = Traces.open(trace, Traces.Format.LOCKSTEP)) {
            return TraceChecker.check(
                    new Specs().forTrace(reader.name(), reader.header(), null, null), reader, Limits.DEFAULT);
        }
    }

    private static void isDecidedWithoutTlc(CheckResult result) {
        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.ACCEPTED);
        assertThat(result.events()).isGreaterThan(100);
        assertThat(result.byTlc()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aSimulatedRunIsDecidedWithoutTlc(Subject subject) throws Exception {
        isDecidedWithoutTlc(check(subject.trace(folder, 3, 400, 7)));
    }

    /** As it is over TCP, where clients send what they like. */
    @Test
    void aTraceOfRaftThatDoesNotNameItsCommandsIsDecidedWithoutTlc() throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(Subject.RAFT.trace(folder, 3, 400, 7)));
        String named = lines.get(0);
        String unnamed = named.replaceFirst("\"Command\":\\{\"#set\":\\[[^]]*]},?", "");
        assertThat(named).contains(COMMANDS);
        assertThat(unnamed).doesNotContain(COMMANDS);
        lines.set(0, unnamed);
        isDecidedWithoutTlc(check(Files.write(folder.resolve("unnamed.ndjson"), lines)));
    }
}
