package dev.lockstep.checker.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.evaluator.TransitionSystem;
import dev.lockstep.evaluator.value.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.Tag;

/**
 * Random actions have, as compiled, the steps that TLC finds, wherever both of them know. The search begins in the initial states that TLC
 * finds: nearly all of these specs have sets of records whose fields are of unlike kinds there, and only TLC knows the order in which it
 * compares them. {@code TransitionProperties} compares initial states.
 */
class RandomTransitionsProperties {
    private static final int SPECS = 16;
    private static final int DEFINITIONS = 3;
    private static final int STATES = 25;

    /** What was compared. */
    private static final class Count {
        private int initial;
        private int states;
        private int steps;
        private int undecided;
        private final List<String> different = new ArrayList<>();

        @Override
        public String toString() {
            return initial + " initial predicates, " + states + " states with " + steps + " steps, " + undecided
                    + " undecided; different: " + different;
        }
    }

    private static TransitionSystem system(RandomSpec spec) throws IOException, InvalidInputException {
        Path folder = Files.createDirectories(Path.of("target", "transitions"));
        return spec.load(folder).transitions();
    }

    private static List<List<Object>> initial(TransitionSystem system) {
        List<List<Object>> states = new ArrayList<>();
        system.initial(state -> states.add(Arrays.asList(state)));
        return states;
    }

    /** Each step as the index of its action, followed by the values after it. */
    private static List<List<Object>> steps(TransitionSystem system, List<Object> from) {
        List<List<Object>> steps = new ArrayList<>();
        system.successors(from.toArray(), (action, to) -> {
            List<Object> step = new ArrayList<>(List.of(action));
            step.addAll(Arrays.asList(to));
            steps.add(step);
        });
        return steps;
    }

    private static boolean areSame(List<List<Object>> some, List<List<Object>> others) {
        return some.stream().allMatch(one -> isAmong(one, others))
                && others.stream().allMatch(one -> isAmong(one, some));
    }

    private static boolean isAmong(List<Object> one, List<List<Object>> others) {
        return others.stream().anyMatch(other -> isSame(one, other));
    }

    /** Values of unlike kinds differ here, although no spec may compare them. */
    private static boolean isSame(List<Object> one, List<Object> other) {
        try {
            return one.equals(other);
        } catch (Undecided e) {
            return false;
        }
    }

    /** Breadth first. A state of which one of the two does not know all steps is counted, and not gone on from. */
    private static void compare(TransitionSystem compiled, TransitionSystem byTlc, String name, Count count) {
        List<List<Object>> initial;
        try {
            initial = initial(byTlc);
        } catch (UnusableSpecException e) {
            count.undecided++; // a set of unlike elements
            return;
        }
        try {
            if (!areSame(initial(compiled), initial)) {
                count.different.add(name + ": initial states");
            }
            count.initial++;
        } catch (Undecided e) {
            count.undecided++; // a set of records whose fields are of unlike kinds
        }
        Deque<List<Object>> open = new ArrayDeque<>();
        Set<String> seen = new HashSet<>();
        for (List<Object> state : initial) {
            if (seen.add(state.toString())) {
                open.addLast(state);
            }
        }
        for (int i = 0; i < STATES && !open.isEmpty(); i++) {
            List<Object> state = open.removeFirst();
            List<List<Object>> steps;
            try {
                steps = steps(byTlc, state);
                if (!areSame(steps(compiled, state), steps)) {
                    count.different.add(name + ": steps from " + state);
                }
            } catch (UnusableSpecException | Undecided e) {
                count.undecided++;
                continue;
            }
            count.states++;
            count.steps += steps.size();
            for (List<Object> step : steps) {
                List<Object> to = step.subList(1, step.size());
                if (seen.add(to.toString())) {
                    open.addLast(to);
                }
            }
        }
    }

    @Example
    void theStepsOfRandomActionsAreThoseOfTlc() throws Exception {
        compareAndCount(1, SPECS);
    }

    @Tag("full")
    @Example
    void alsoOfManyMore() throws Exception {
        compareAndCount(1_000, 1_000);
    }

    private static void compareAndCount(long seed, int specs) throws Exception {
        Count count = new Count();
        for (int i = 0; i < specs; i++) {
            TransitionSystem system = system(RandomSpec.of(seed + i, DEFINITIONS));
            compare(system, system.byTlc(), "seed " + (seed + i), count);
        }
        assertThat(count.different).isEmpty();
        assertThat(count.states).as(count.toString()).isGreaterThan(specs);
        assertThat(count.steps).as(count.toString()).isGreaterThan(specs);
        System.out.println("transition systems: " + count);
    }

    /** The canary: systems of which one definition differs are seen to differ. */
    @Example
    void anActionThatMeansSomethingElseIsNoticed() throws Exception {
        RandomSpec random = RandomSpec.of(1, 0);
        TransitionSystem plus = system(random.with(List.of(random.expression("E0", Term.leaf(null, "(v0 + 1)")))));
        TransitionSystem minus = system(random.with(List.of(random.expression("E0", Term.leaf(null, "(v0 - 1)")))));
        Count same = new Count();
        compare(plus, plus.byTlc(), "same", same);
        assertThat(same.different).isEmpty();
        assertThat(same.steps).isPositive();
        Count other = new Count();
        compare(plus, minus.byTlc(), "other", other);
        assertThat(other.different).isNotEmpty();
    }
}
