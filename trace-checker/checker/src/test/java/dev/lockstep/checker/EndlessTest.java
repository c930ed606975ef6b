package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.lockstep.checker.diagnosis.Diagnosis;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.trace.Place;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Steps that choose from infinite or very large sets, and operators that have an effect or no fixed value. */
class EndlessTest {
    private static Sample trace(String... events) {
        return Sample.of("Endless", "", events);
    }

    @Test
    void anObservedValueOfAnInfiniteSetIsAMembership() throws Exception {
        trace("{\"action\":\"Raise\",\"state\":{\"level\":7}}").isAccepted();
        trace("{\"action\":\"Raise\",\"state\":{\"level\":-7}}").isRejectedAt(1, "level' \\in Nat is FALSE");
        trace("{\"action\":\"Raise\",\"state\":{\"level\":7}}", "{\"action\":\"Raise\",\"state\":{\"level\":5}}")
                .isRejectedAt(2, "level' > level is FALSE");
        trace("{\"action\":\"Raise\",\"state\":{\"level\":\"high\"}}").isRejectedAt(1, "level' \\in Nat is FALSE");
    }

    @Test
    void whatIsNotObservedOfAnInfiniteSetIsNotKnown() throws Exception {
        trace("{\"action\":\"Raise\"}").isInconclusiveAt(1);
        assertThat(trace("{\"action\":\"Raise\"}").check().toString())
                .contains("Endless.tla:7  TLC cannot evaluate level' \\in Nat: the set is not enumerable");
    }

    @Test
    void aQuantifierOverAnInfiniteSetTriesWhatIsObserved() throws Exception {
        trace("{\"action\":\"Put\",\"state\":{\"queue\":[70000]}}").isAccepted();
        trace("{\"action\":\"Put\",\"state\":{\"queue\":[70000]}}", "{\"action\":\"Put\",\"args\":{\"v\":3}}")
                .isAccepted();
        trace("{\"action\":\"Put\",\"args\":{\"v\":3},\"state\":{\"queue\":[4]}}")
                .isRejectedAt(1, "queue was observed as <<4>>");
        trace("{\"action\":\"Put\",\"state\":{\"queue\":[\"a\"]}}").isInconclusiveAt(1);
    }

    @Test
    void noLaterEventIsRejectedForStatesThatWereNotFound() throws Exception {
        trace("{\"action\":\"Put\"}", "{\"action\":\"Few\",\"state\":{\"queue\":[70000]}}")
                .isInconclusiveAt(2);
    }

    @Test
    void anObservedFunctionIsNotLookedForAmongAll() throws Exception {
        trace("{\"action\":\"Fill\",\"state\":{\"table\":{\"a\":1,\"b\":2,\"c\":9999}}}")
                .isAccepted();
        trace("{\"action\":\"Fill\",\"state\":{\"table\":{\"a\":1,\"b\":2,\"c\":10000}}}")
                .isRejectedAt(1, "table' \\in [{\"a\", \"b\", \"c\"} -> 0..9999] is FALSE");
    }

    @Test
    void noExplanationGoesThroughAllFunctions() throws Exception {
        Sample rejected = trace("{\"action\":\"Few\"}", "{\"action\":\"Few\"}", "{\"action\":\"Few\"}");
        LoadedSpec spec = rejected.load();
        long before = spec.work();
        CheckResult told = Diagnosis.explain(rejected.check(), spec, Limits.DEFAULT, rejected::open);
        assertThat(told.toString()).contains("level < 2 is FALSE: level = 2");
        assertThat(spec.work() - before).isLessThan(30_000_000);
    }

    /** TLC fails to compare a number with a tuple, with a message in which the tuple is written out. */
    @Test
    void noLongValueIsWrittenOutForEachOutcomeThatItIsComparedWith() throws Exception {
        String numbers = IntStream.range(0, 100).mapToObj(String::valueOf).collect(Collectors.joining(","));
        Sample rejected = trace(
                "{\"action\":\"Raise\",\"state\":{\"level\":7}}",
                "{\"action\":\"Raise\",\"state\":{\"level\":[" + numbers + "]}}");
        LoadedSpec spec = rejected.load();
        long work = spec.work();
        long allocated = allocated();
        CheckResult told = Diagnosis.explain(rejected.check(), spec, Limits.DEFAULT, rejected::open);
        assertThat(told.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(told.event()).isEqualTo(2);
        assertThat(told.toString()).contains("level' \\in Nat is FALSE: level' = <<0, 1, 2, 3, ");
        assertThat(spec.work() - work).isLessThan(400_000); // each try searches its one state once
        assertThat(allocated() - allocated).isLessThan(200L << 20);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void noVerdictDependsOnARandomGenerator() throws Exception {
        for (int face : IntStream.rangeClosed(1, 6).toArray()) {
            trace("{\"action\":\"Draw\",\"state\":{\"level\":" + face + "}}").isAccepted();
        }
        trace("{\"action\":\"Draw\",\"state\":{\"level\":7}}").isRejectedAt(1, "level was observed as 7");
    }

    @Test
    void countersAndClocksOfTlcAreNotSupported() throws Exception {
        trace("{\"action\":\"Deep\"}").isInconclusiveAt(1);
        assertThat(trace("{\"action\":\"Deep\"}").check().toString())
                .contains("TLCGet is not supported", "Endless.tla:12");
        trace("{\"action\":\"Late\"}").isInconclusiveAt(1);
        trace("{\"action\":\"Noted\"}").isAccepted();
    }

    @Test
    void anAssertionIsAConjunct() throws Exception {
        String sure = "{\"action\":\"Sure\"}";
        trace(sure, sure).isAccepted();
        trace(sure, sure, sure).isRejectedAt(3, "Assert(level < 2, \"too high\") is FALSE");
    }

    @Test
    void aStateThatTlcCannotWriteOutIsToldWithItsPlace() throws Exception {
        String mixed = "{\"action\":\"Mixed\",\"state\":{\"queue\":[{\"#set\":[1,\"one\"]}]}}";
        assertThatThrownBy(() -> trace(mixed).check())
                .isInstanceOfSatisfying(
                        UnusableSpecException.class,
                        e -> assertThat(e.place()).contains(new Place("Endless.ndjson", 2, 1)));
        trace("{\"action\":\"Clear\",\"state\":{\"queue\":[{\"#set\":[1,\"one\"]}]}}")
                .isRejectedAt(1, "queue was observed as <<{1, \"one\"}>>, the spec has <<>>");
    }
}
