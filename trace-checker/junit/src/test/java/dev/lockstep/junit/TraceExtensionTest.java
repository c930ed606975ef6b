package dev.lockstep.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.lockstep.recorder.Recorder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs the tests of {@link Examples} and looks at how they end. */
class TraceExtensionTest {
    private static final String RESOURCES = "src/test/resources/";

    /** Not found by Surefire, for its name. */
    @ValidateTraces(spec = RESOURCES + "Turnstile.tla")
    static class Examples {
        private static boolean isMended;

        @Test
        void passesOnceItIsMended(RecordedTrace trace) throws IOException {
            Turnstile north = attached(trace, "north");
            if (isMended) {
                north.coin();
            }
            north.push();
        }

        @Test
        void paysAndPasses(RecordedTrace trace) throws IOException {
            Turnstile north = attached(trace, "north");
            north.coin();
            north.push();
        }

        @Test
        void passesWithoutPaying(RecordedTrace trace) throws IOException {
            Turnstile north = attached(trace, "north");
            north.coin();
            north.push();
            north.push();
        }

        @Test
        void recordsInTwoParts(RecordedTrace trace) throws IOException {
            Turnstile north = attached(trace, "north");
            Turnstile south = attached(trace, "south");
            north.coin();
            south.coin();
            south.push();
            north.push();
        }

        @Test
        void recordsNothing(RecordedTrace trace) throws IOException {
            trace.record(Turnstile.HEADER);
        }

        @Test
        void neverOpensARecorder(RecordedTrace trace) {
            assertThat(trace).isNotNull();
        }

        @Test
        void failsByItself(RecordedTrace trace) throws IOException {
            attached(trace, "north").push();
            throw new IllegalStateException("its own reason");
        }

        private static Turnstile attached(RecordedTrace trace, String name) throws IOException {
            Recorder recorder = trace.record(Turnstile.HEADER);
            Turnstile turnstile = new Turnstile(name);
            recorder.attach(turnstile);
            return turnstile;
        }
    }

    @Test
    void anAcceptedTraceLetsTheTestPass() {
        assertThat(failureOf("paysAndPasses")).isNull();
    }

    @Test
    void aRejectedTraceFailsTheTestWithTheExplanation() {
        assertThat(failureOf("passesWithoutPaying"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("event 3 is no step of Turnstile: Push(g = \"north\") of process north")
                .hasMessageContaining("~locked[g] is FALSE");
    }

    @Test
    void aRejectedTraceHasAReportThatTheFailureNames() throws IOException {
        String line = failureOf("passesWithoutPaying")
                .getMessage()
                .lines()
                .filter(each -> each.startsWith("the report: "))
                .findFirst()
                .orElseThrow();
        Path report = Path.of(line.substring("the report: ".length()));

        assertThat(report).startsWith(Path.of("target", "traces")).hasExtension("html");
        assertThat(report).content().contains("rejected at event 3", "Push(g) ==", "void push()");
    }

    @Test
    void aTestThatIsMendedPassesAndLeavesNothingOfItsFailure() {
        Examples.isMended = false;
        String message = failureOf("passesOnceItIsMended").getMessage();
        Path report = Path.of(message.substring(message.indexOf("the report: ") + "the report: ".length())
                .lines()
                .findFirst()
                .orElseThrow());
        assertThat(report).exists();

        Examples.isMended = true;
        assertThat(failureOf("passesOnceItIsMended")).isNull();
        assertThat(report.getParent()).doesNotExist();
    }

    @Test
    void partsAreMergedIntoOneTrace() {
        assertThat(failureOf("recordsInTwoParts")).isNull();
    }

    @Test
    void aTraceWithoutEventsFailsTheTest() {
        assertThat(failureOf("recordsNothing")).hasMessageContaining("no events");
        assertThat(failureOf("neverOpensARecorder")).hasMessageContaining("recorded nothing");
    }

    @Test
    void aTestThatFailsByItselfKeepsItsReason() {
        assertThat(failureOf("failsByItself")).hasMessage("its own reason");
    }

    private static Throwable failureOf(String method) {
        Event finished = EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(Examples.class, method, RecordedTrace.class))
                .execute()
                .testEvents()
                .finished()
                .stream()
                .reduce((first, second) -> {
                    throw new AssertionError("one test was to run");
                })
                .orElseThrow();
        return finished.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
                .getThrowable()
                .orElse(null);
    }
}
