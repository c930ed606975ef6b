package dev.lockstep.checker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.checker.model.Expectation.Deadlock;
import dev.lockstep.checker.model.Expectation.Kind;
import dev.lockstep.checker.model.Expectation.Success;
import dev.lockstep.checker.model.Expectation.Violation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tlc2.output.EC;

/** TLC's messages, by their numbers. */
class ToolOutputTest {
    private static ModelOutcome outcome(List<String> properties, String... messages) {
        ToolOutput output = new ToolOutput(properties, distinct -> {});
        for (String message : messages) {
            int space = message.indexOf(' ');
            String code = message.substring(0, space);
            output.line("@!@!@STARTMSG " + code + " @!@!@");
            message.substring(space + 1).lines().forEach(output::line);
            output.line("@!@!@ENDMSG " + code.split(":")[0] + " @!@!@");
        }
        output.line("text between messages");
        return output.outcome(List.of(), Duration.ZERO);
    }

    private static final String STATS = "2199:0 70 states generated, 12 distinct states found, 0 states left on queue.";
    private static final String DEPTH = "2194:0 The depth of the complete state graph search is 5.";

    @Test
    void theNumbersAreThoseOfTlc() {
        assertThat(List.of(
                        ToolOutput.INVARIANT_VIOLATED_INITIAL,
                        ToolOutput.PROPERTY_VIOLATED_INITIAL,
                        ToolOutput.INVARIANT_VIOLATED,
                        ToolOutput.ACTION_PROPERTY_VIOLATED,
                        ToolOutput.DEADLOCK,
                        ToolOutput.TEMPORAL_PROPERTY_VIOLATED,
                        ToolOutput.SUCCESS,
                        ToolOutput.SEARCH_DEPTH,
                        ToolOutput.STATS_CODE,
                        ToolOutput.BACK_TO_STATE,
                        ToolOutput.COMPUTING_INIT,
                        ToolOutput.PROGRESS_STATS,
                        ToolOutput.STUTTERING,
                        ToolOutput.STATE))
                .containsExactly(
                        EC.TLC_INVARIANT_VIOLATED_INITIAL,
                        EC.TLC_PROPERTY_VIOLATED_INITIAL,
                        EC.TLC_INVARIANT_VIOLATED_BEHAVIOR,
                        EC.TLC_ACTION_PROPERTY_VIOLATED_BEHAVIOR,
                        EC.TLC_DEADLOCK_REACHED,
                        EC.TLC_TEMPORAL_PROPERTY_VIOLATED,
                        EC.TLC_SUCCESS,
                        EC.TLC_SEARCH_DEPTH,
                        EC.TLC_STATS,
                        EC.TLC_BACK_TO_STATE,
                        EC.TLC_COMPUTING_INIT,
                        EC.TLC_PROGRESS_STATS,
                        EC.TLC_STATE_PRINT3,
                        EC.TLC_STATE_PRINT2);
    }

    @Test
    void successNeedsTheMessageAndNoError() {
        assertThat(outcome(List.of(), "2193:0 Model checking completed.", STATS, DEPTH)
                        .found())
                .contains(new Success(12, 5));
        assertThat(outcome(List.of(), STATS, DEPTH).found()).isEmpty();
        assertThat(outcome(List.of(), "2193:0 Model checking completed.", STATS, DEPTH, "1000:1 Something failed")
                        .found())
                .isEmpty();
        assertThat(outcome(List.of()).found()).isEmpty();
    }

    @Test
    void theStatesOfACounterexampleAreCounted() {
        String[] states = {
            "2217:4 1: <Initial predicate>\n/\\ x = 0",
            "2217:4 2: <A line 3, col 1 to line 4, col 9 of module M>\n/\\ x = 1"
        };
        assertThat(outcome(List.of(), "2110:1 Invariant Small is violated.", states[0], states[1])
                        .found())
                .contains(new Violation(Kind.INVARIANT, "Small", 2));
        assertThat(outcome(List.of(), "2114:1 Deadlock reached.", states[0]).found())
                .contains(new Deadlock(1));
        assertThat(outcome(List.of(), "2107:1 Invariant Small is violated by the initial state:\n/\\ x = 0")
                        .found())
                .contains(new Violation(Kind.INVARIANT, "Small", 1));
    }

    @Test
    void anUnnamedPropertyIsTheOnlyOneOfTheConfigOrNone() {
        String temporal = "2116:1 Temporal properties were violated.";
        assertThat(outcome(List.of("Live"), temporal).found()).contains(new Violation(Kind.LIVENESS, "Live", 0));
        assertThat(outcome(List.of("Live", "Fair"), temporal).found())
                .contains(new Violation(Kind.LIVENESS, "one of [Live, Fair]", 0));
    }

    @Test
    void aMessageOfAnotherFormIsNoResult() {
        assertThatThrownBy(() -> outcome(List.of(), "2199:0 many states"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("many states");
    }
}
