package dev.lockstep.checker.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Sample;
import dev.lockstep.checker.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Goal: a history is accepted if and only if it is linearizable. Method: histories of three threads at a stack, right and with altered
 * results, judged by trying all orders of whole operations on a Java list (J. Wing and C. Gong, "Testing and Verifying Concurrent
 * Objects", 1993); the verdict must be the same, at the same event.
 */
class LinearizabilityProperties {
    private static final int NONE = 0;

    /** @param value that is pushed or popped; end: its place in the history, or beyond it if it does not return */
    private record Operation(String thread, boolean isPush, int value, int start, int end) {}

    /** Whether the operations that have returned before the place have an order; others may be in it. */
    private static boolean isLinearizable(List<Operation> operations, int before) {
        List<Operation> called =
                operations.stream().filter(o -> o.start() < before).toList();
        return isLinearizable(new ArrayList<>(called), List.of(), before);
    }

    private static boolean isLinearizable(List<Operation> left, List<Integer> stack, int before) {
        if (left.stream().allMatch(o -> o.end() >= before)) {
            return true;
        }
        int firstEnd = left.stream().mapToInt(Operation::end).min().orElseThrow();
        for (Operation next : List.copyOf(left)) {
            boolean hasReturned = next.end() < before;
            int top = stack.isEmpty() ? NONE : stack.get(stack.size() - 1);
            if (next.start() > firstEnd || !next.isPush() && hasReturned && top != next.value()) {
                continue;
            }
            List<Integer> after = new ArrayList<>(stack);
            if (next.isPush()) {
                after.add(next.value());
            } else if (!after.isEmpty()) {
                after.remove(after.size() - 1);
            }
            List<Operation> rest = new ArrayList<>(left);
            rest.remove(next);
            if (after.size() < 5 && isLinearizable(rest, after, before)) {
                return true;
            }
        }
        return false;
    }

    /** A run: who calls, has its effect, and returns in which order; and the lines of its trace. */
    private static final class Run {
        private final List<Operation> operations = new ArrayList<>();
        private final List<String> lines = new ArrayList<>();

        Run(Random random, int moments) {
            List<Integer> stack = new ArrayList<>();
            Map<String, int[]> open = new HashMap<>(); // push, value or -1 before its effect, start
            while (lines.size() < moments) {
                String thread = List.of("a", "b", "c").get(random.nextInt(3));
                int[] current = open.get(thread);
                if (current == null) {
                    boolean isPush = random.nextBoolean() && stack.size() < 2;
                    int value = isPush ? 1 + random.nextInt(3) : -1;
                    open.put(thread, new int[] {isPush ? 1 : 0, value, lines.size(), 0});
                    lines.add("{\"process\":\"" + thread + "\",\"call\":\"" + (isPush ? "Push" : "Pop")
                            + "\",\"args\":{\"t\":\"" + thread + "\"" + (isPush ? ",\"v\":" + value : "") + "}}");
                } else if (current[3] == 0) {
                    current[3] = 1;
                    if (current[0] == 1) {
                        stack.add(current[1]);
                    } else {
                        current[1] = stack.isEmpty() ? NONE : stack.remove(stack.size() - 1);
                    }
                } else {
                    open.remove(thread);
                    boolean isPush = current[0] == 1;
                    int value = !isPush && random.nextInt(8) == 0 ? random.nextInt(4) : current[1];
                    operations.add(new Operation(thread, isPush, value, current[2], lines.size()));
                    String result = isPush ? "" : ",\"args\":{\"v\":" + (value == NONE ? "\"None\"" : value) + "}";
                    lines.add("{\"process\":\"" + thread + "\",\"return\":\"" + (isPush ? "Push" : "Pop") + "\""
                            + result + "}");
                }
            }
            open.forEach(
                    (thread, o) -> operations.add(new Operation(thread, o[0] == 1, o[1], o[2], Integer.MAX_VALUE)));
        }

        /** The first event at which it is not linearizable any more, from 1; 0: none. */
        int firstWrong() {
            for (int i = 1; i <= lines.size(); i++) {
                if (!isLinearizable(operations, i)) {
                    return i;
                }
            }
            return 0;
        }
    }

    @Property(tries = 150)
    void theVerdictIsThatOfAllOrders(@ForAll long seed) throws Exception {
        Run run = new Run(new Random(seed), 14);
        CheckResult result = Sample.of("Stack", "\"calls\":true", run.lines.toArray(new String[0]))
                .check();
        int expected = run.firstWrong();
        assertThat(result.verdict())
                .as(result.toString())
                .isEqualTo(expected == 0 ? Verdict.ACCEPTED : Verdict.REJECTED);
        assertThat(result.event()).isEqualTo(expected);
    }

    /** The canary: both verdicts come about, and a judge that takes operations in the order of their calls is told apart. */
    @Property(tries = 1)
    void bothVerdictsComeAboutAndOrderMatters() {
        int wrong = 0;
        int others = 0;
        for (long seed = 0; seed < 300; seed++) {
            Run run = new Run(new Random(seed), 14);
            boolean isWrong = run.firstWrong() > 0;
            wrong += isWrong ? 1 : 0;
            List<Operation> inOrderOfCalls = new ArrayList<>();
            run.operations.stream()
                    .sorted((x, y) -> Integer.compare(x.start(), y.start()))
                    .forEach(o -> inOrderOfCalls.add(new Operation(
                            o.thread(), o.isPush(), o.value(), 2 * o.start(), Math.min(o.end(), 2 * o.start() + 1))));
            others += isLinearizable(inOrderOfCalls, 14 * 2) == isWrong ? 1 : 0;
        }
        assertThat(wrong).isBetween(50, 250);
        assertThat(others).isGreaterThan(20);
    }
}
