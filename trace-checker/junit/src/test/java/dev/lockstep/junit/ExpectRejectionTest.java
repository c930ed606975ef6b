package dev.lockstep.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.lockstep.checker.Rejection.Kind;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A rejection can be expected, by action and reason; and a trace can be checked while it is recorded. */
class ExpectRejectionTest {
    private static final String SPEC = "src/test/resources/Turnstile.tla";

    private static Turnstile attached(RecordedTrace trace) throws IOException {
        Turnstile north = new Turnstile("north");
        trace.record(Turnstile.HEADER).attach(north);
        return north;
    }

    @ValidateTraces(spec = SPEC)
    static class AtTheEnd {
        @Test
        @ExpectRejection(action = "Push", kind = Kind.NOT_ENABLED, because = "~locked[g]")
        void passesWithoutPaying(RecordedTrace trace) throws IOException {
            attached(trace).push();
        }

        @Test
        @ExpectRejection(action = "Coin", kind = Kind.NOT_ENABLED)
        void anotherAction(RecordedTrace trace) throws IOException {
            attached(trace).push();
        }

        @Test
        @ExpectRejection(action = "Push", kind = Kind.OTHER_OUTCOME)
        void anotherKind(RecordedTrace trace) throws IOException {
            attached(trace).push();
        }

        @Test
        @ExpectRejection(action = "Push", kind = Kind.NOT_ENABLED, because = "passed[g] < 3")
        void anotherReason(RecordedTrace trace) throws IOException {
            attached(trace).push();
        }

        @Test
        @ExpectRejection(action = "Push", kind = Kind.NOT_ENABLED)
        void isAccepted(RecordedTrace trace) throws IOException {
            attached(trace).coin();
        }
    }

    @ValidateTraces(spec = SPEC, online = true)
    static class Online {
        static int pushed;

        @Test
        void stopsAtTheFirstBadStep(RecordedTrace trace) throws IOException {
            Turnstile north = attached(trace);
            north.coin();
            north.push();
            north.push();
            pushed++;
        }

        @Test
        void itsFailureCannotBeSwallowed(RecordedTrace trace) throws IOException {
            try {
                attached(trace).push();
            } catch (AssertionError swallowed) {
                pushed = -1;
            }
        }

        @Test
        void paysAndPasses(RecordedTrace trace) throws IOException {
            Turnstile north = attached(trace);
            north.coin();
            north.push();
        }

        @Test
        @ExpectRejection(action = "Push", kind = Kind.NOT_ENABLED)
        void isExpectedToStop(RecordedTrace trace) throws IOException {
            attached(trace).push();
            throw new IllegalStateException("it goes on");
        }

        @Test
        void hasTwoRecorders(RecordedTrace trace) throws IOException {
            trace.record(Turnstile.HEADER);
            trace.record(Turnstile.HEADER);
        }
    }

    @Test
    void theExpectedRejectionLetsTheTestPass() {
        assertThat(failureOf(AtTheEnd.class, "passesWithoutPaying")).isNull();
    }

    @Test
    void anyOtherRejectionFailsIt() {
        assertThat(failureOf(AtTheEnd.class, "anotherAction"))
                .hasMessageStartingWith("expected a rejection of Coin because it is not possible, but it is a rejection"
                        + " of Push because it is not possible (Turnstile.tla:13  ~locked[g]): ");
        assertThat(failureOf(AtTheEnd.class, "anotherKind"))
                .hasMessageStartingWith("expected a rejection of Push because something else was observed, but it is");
        assertThat(failureOf(AtTheEnd.class, "anotherReason"))
                .hasMessageContaining("because it is not possible (passed[g] < 3), but it is");
    }

    @Test
    void anAcceptedTraceFailsIt() {
        assertThat(failureOf(AtTheEnd.class, "isAccepted"))
                .hasMessageStartingWith("expected a rejection of Push because it is not possible, but the verdict is: ")
                .hasMessageEndingWith(": accepted, 1 events");
    }

    @Test
    void aTraceThatIsCheckedWhileItIsRecordedStopsTheTestAtTheFirstBadStep() {
        Online.pushed = 0;
        assertThat(failureOf(Online.class, "stopsAtTheFirstBadStep"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("event 3 is no step of Turnstile: Push(g = \"north\") of process north")
                .hasMessageContaining("~locked[g] is FALSE");
        assertThat(Online.pushed).as("what comes after the bad step").isZero();
        assertThat(failureOf(Online.class, "paysAndPasses")).isNull();
    }

    @Test
    void aProgramThatCatchesTheFailureFailsAllTheSame() {
        assertThat(failureOf(Online.class, "itsFailureCannotBeSwallowed"))
                .hasMessageContaining("event 1 is no step of Turnstile");
        assertThat(Online.pushed).isEqualTo(-1);
    }

    @Test
    void theExpectedRejectionIsNoFailureOnline() {
        assertThat(failureOf(Online.class, "isExpectedToStop")).isNull();
    }

    @Test
    void whatIsCheckedWhileItIsRecordedHasOneRecorder() {
        assertThat(failureOf(Online.class, "hasTwoRecorders")).hasMessageContaining("has one recorder");
    }

    private static Throwable failureOf(Class<?> type, String method) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(type, method, RecordedTrace.class))
                .execute()
                .testEvents()
                .finished()
                .stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .reduce((first, second) -> {
                    throw new AssertionError("one test was to run");
                })
                .orElseThrow()
                .getThrowable()
                .orElse(null);
    }
}
