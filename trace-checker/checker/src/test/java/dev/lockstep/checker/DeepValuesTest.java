package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.lockstep.checker.diagnosis.Diagnosis;
import dev.lockstep.checker.spec.LoadedSpec;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Checks values that are nested deeply, where the spec has others. TLC fails to compare these, with a message that has both as indented text:
 * it takes the third power of the depth. So TLC is not asked for each pair of their parts.
 */
class DeepValuesTest {
    private static final int DEPTH = 90;

    private static void isRejectedWithin(String spec, String event, String open, String close) throws Exception {
        String deep = open.repeat(DEPTH) + "1" + close.repeat(DEPTH);
        Sample sample = Sample.of(spec, "", event.replace("DEEP", deep));
        LoadedSpec loaded = sample.load();
        long before = allocated();
        CheckResult told = Diagnosis.explain(sample.check(), loaded, Limits.DEFAULT, sample::open);
        assertThat(told.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(told.event()).isEqualTo(1);
        assertThat(allocated() - before).isLessThan(100L << 20);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /** Tries a set, a record, a sequence, a set of unlike elements, functions of a number, a function of functions. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "{\"#set\":[ ]}",
                "{\"a\":1,\"b\": }",
                "[ ]",
                "[0, ]",
                "{\"#set\":[0, ]}",
                "{\"#map\":[[1, ]]}",
                "{\"#map\":[[7, ]]}",
                "{\"#map\":[[ ,1]]}"
            })
    void takeNoMoreThanTheirTextSeveralTimes(String open, String close) throws Exception {
        isRejectedWithin("Swapped", "{\"action\":\"Stop\",\"state\":{\"done\":DEEP}}", open, close);
        isRejectedWithin("Starts", "{\"action\":\"Burn\",\"state\":{\"ticks\":DEEP}}", open, close);
        isRejectedWithin("Values", "{\"action\":\"Turn\",\"state\":{\"pair\":DEEP}}", open, close);
        isRejectedWithin("Nested", "{\"action\":\"Send\",\"state\":{\"sent\":DEEP}}", open, close);
        isRejectedWithin("Nested", "{\"action\":\"Send\",\"added\":{\"sent\":[DEEP]}}", open, close);
        isRejectedWithin("Nested", "{\"action\":\"Mark\",\"state\":{\"mark\":DEEP}}", open, close);
    }
}
