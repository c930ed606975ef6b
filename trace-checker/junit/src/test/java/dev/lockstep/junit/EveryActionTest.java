package dev.lockstep.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A class whose tests are to take every action of the spec. */
class EveryActionTest {
    private static final String RESOURCES = "src/test/resources/";

    private static void coin(RecordedTrace trace) throws IOException {
        attached(trace).coin();
    }

    private static Turnstile attached(RecordedTrace trace) throws IOException {
        Turnstile turnstile = new Turnstile("north");
        trace.record(Turnstile.HEADER).attach(turnstile);
        return turnstile;
    }

    @ValidateTraces(spec = RESOURCES + "Turnstile.tla", everyActionTaken = true)
    static class Together {
        @Test
        void pays(RecordedTrace trace) throws IOException {
            coin(trace);
        }

        @Test
        void paysAndPasses(RecordedTrace trace) throws IOException {
            Turnstile turnstile = attached(trace);
            turnstile.coin();
            turnstile.push();
        }
    }

    @ValidateTraces(spec = RESOURCES + "Turnstile.tla", everyActionTaken = true)
    static class PaysOnly {
        @Test
        void pays(RecordedTrace trace) throws IOException {
            coin(trace);
        }
    }

    @ValidateTraces(spec = RESOURCES + "Turnstile.tla", everyActionTaken = true, except = "Push")
    static class PaysOnlyOnPurpose {
        @Test
        void pays(RecordedTrace trace) throws IOException {
            coin(trace);
        }
    }

    @ValidateTraces(spec = RESOURCES + "Turnstile.tla", everyActionTaken = true)
    static class NoTrace {
        @Test
        void doesNothing() {}
    }

    @Test
    void togetherTheTestsOfAClassMayTakeEveryAction() {
        assertThat(failures(Together.class)).isEmpty();
        assertThat(failures(PaysOnlyOnPurpose.class)).isEmpty();
    }

    @Test
    void anActionThatNoTestTakesFailsTheClass() {
        assertThat(failures(PaysOnly.class)).containsExactly("no test of this class takes these actions: Push");
        assertThat(failures(NoTrace.class))
                .containsExactly("no test of this class has a trace that is accepted, so no action is taken");
    }

    private static List<String> failures(Class<?> type) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(type))
                .execute()
                .allEvents()
                .finished()
                .stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .filter(result -> result.getStatus() != TestExecutionResult.Status.SUCCESSFUL)
                .map(result -> result.getThrowable().orElseThrow().getMessage())
                .toList();
    }
}
