package dev.lockstep.checker.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.fuzz.Fuzz.Said;
import dev.lockstep.checker.fuzz.Fuzz.Subject;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Altered traces come to one of the four verdicts, which has a place: never to a stack trace, to more evaluations or more memory than is in
 * proportion to them. Each input has a number, from which it is made again.
 */
class FuzzTest {
    private static final long INPUTS = 2000;
    private static final long ALL_INPUTS = 1_000_000;

    /** What was found so far is printed after so many inputs each. */
    private static final long TOLD = 10_000;

    /** Checks inputs with these numbers, and goes on after a fault until there are several; prints figures and faults as it goes. */
    static void check(long from, long to) {
        long begun = System.nanoTime();
        Fuzz fuzz = new Fuzz(Seed.all());
        Command command = new Command();
        int told = 0;
        for (long next = from; next < to && !fuzz.isGivenUp(); next += TOLD) {
            fuzz.run(next, Math.min(to, next + TOLD), command);
            System.out.println("from " + from + " to " + Math.min(to, next + TOLD) + " in "
                    + (System.nanoTime() - begun) / 1_000_000_000 + " s; " + fuzz);
            fuzz.faults().stream().skip(told).forEach(System.out::println);
            told = fuzz.faults().size();
        }
        assertThat(fuzz.faults()).isEmpty();
        for (Verdict verdict : List.of(Verdict.ACCEPTED, Verdict.REJECTED, Verdict.INCONCLUSIVE, Verdict.INVALID)) {
            assertThat(fuzz.figures().get(verdict)).as("%s", verdict).isGreaterThan((to - from) / 50);
        }
        assertThat(fuzz.figures().get(Verdict.INVALID)).isLessThan((to - from) / 2);
    }

    @Test
    void eachInputComesToAVerdictWithAPlace() {
        check(0, INPUTS);
    }

    @Test
    @Tag("full")
    void soDoAMillion() {
        check(INPUTS, INPUTS + ALL_INPUTS);
    }

    // ---------------------------------------------------------------- it would see it

    private static void isCaught(String fault, Subject broken) {
        assertThat(new Fuzz(Seed.all()).run(0, 300, broken).faults())
                .isNotEmpty()
                .allSatisfy(told -> assertThat(told).contains(fault));
    }

    /** An event that was not meant to be. */
    private static boolean isUnusual(Input input) {
        return input.toString().contains("#what") || input.toString().contains("null");
    }

    @Test
    void aCheckerThatThrowsIsCaught() {
        isCaught("NullPointerException", input -> {
            if (isUnusual(input)) {
                throw new NullPointerException("no such kind of value");
            }
            return accepted();
        });
    }

    @Test
    void aCheckerThatRecursesWithoutEndIsCaught() {
        isCaught("StackOverflowError", input -> {
            if (isUnusual(input)) {
                throw new StackOverflowError();
            }
            return accepted();
        });
    }

    @Test
    void aCheckerThatKeepsTooMuchIsCaught() {
        isCaught("bytes are allocated", input -> {
            List<byte[]> kept = new ArrayList<>();
            for (int i = 0; i < 1000 && isUnusual(input); i++) {
                kept.add(new byte[1 << 20]);
                kept.clear();
            }
            return accepted();
        });
    }

    @Test
    void aCheckerThatWorksWithoutEndIsCaught() {
        isCaught(
                "evaluations",
                input -> new Said(Verdict.ACCEPTED, null, List.of(), isUnusual(input) ? Long.MAX_VALUE : 0, 0));
    }

    @Test
    void aCheckerThatReadsWithoutEndIsCaught() {
        isCaught("again and again after its end", input -> {
            try (InputStream in = input.open()) {
                int read = in.read();
                while (read >= 0 || isUnusual(input)) {
                    read = in.read();
                }
            }
            return accepted();
        });
    }

    @Test
    void aVerdictWithoutAPlaceIsCaught() {
        Command command = new Command();
        isCaught("without a place", input -> {
            Said said = command.check(input);
            return new Said(said.verdict(), null, said.text(), 0, said.loading());
        });
    }

    @Test
    void aStackTraceAsExplanationIsCaught() {
        isCaught(
                "with the text",
                input -> new Said(Verdict.REJECTED, null, List.of("java.lang.IllegalStateException: lost"), 0, 0));
    }

    private static Said accepted() {
        return new Said(Verdict.ACCEPTED, null, List.of(), 0, 0);
    }
}
