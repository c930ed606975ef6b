package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLC makes an action of each value of a constant bound, but not of more than it can hold: the verdicts do not depend on that. */
class ManyActionsTest {
    /** Tries what TLC splits, then quantifiers of 101 * 101, 200 * 200 and 10,001 values, and sets of functions of up to 2^20,002. */
    @ParameterizedTest
    @CsvSource({"2,3,77", "2,4,276", "2,101,6", "3,101,11", "50,2,2505", "200,2,6", "2,10001,6"})
    void aQuantifierOfTooManyValuesIsOneAction(int few, int most, int actions) throws Exception {
        String constants = "\"constants\":{\"Few\":" + few + ",\"Most\":" + most + "}";
        String put = "{\"action\":\"Put\",\"args\":{\"a\":2,\"b\":1},\"state\":{\"x\":2,\"y\":1}}";
        String f = "{\"#set\":[1,2]}" + ",{\"#set\":[]}".repeat(few - 1);
        String turn = "{\"action\":\"Turn\",\"args\":{\"f\":[" + f
                + "]},\"state\":{\"x\":{\"#set\":[1,2]},\"y\":{\"#set\":[]}}}";
        Sample sample = Sample.of("Pairs", constants, put, turn);
        assertThat(sample.load().transitions().actions()).hasSize(actions);
        sample.isAccepted();
        sample.replace(1, "\"y\":1", "\"y\":2").isRejectedAt(1, "y was observed as 2, the spec has 1");
        sample.replace(2, "\"y\":{\"#set\":[]", "\"y\":{\"#set\":[1]").isRejectedAt(2);
        sample.duplicate(1).isRejectedAt(2, "a > x is FALSE");
    }
}
