package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.evaluator.TransitionSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import net.jqwik.api.Example;
import net.jqwik.api.Tag;

/**
 * Random specs that name one process or another are, as compiled, the transition systems that TLC finds: the initial states, the reachable
 * states, the steps of each action, the invariants.
 */
class TransitionProperties {
    private static final int SPECS = 12;
    private static final int MANY_SPECS = 500;

    private static TransitionSystem system(long seed) throws Exception {
        return new NamedPlaces(seed).load().transitions();
    }

    @Example
    void theCompiledSystemIsThatOfTlc() throws Exception {
        compare(1, SPECS);
    }

    @Tag("full")
    @Example
    void alsoOfManyMore() throws Exception {
        compare(1_000, MANY_SPECS);
    }

    private static void compare(long seed, int specs) throws Exception {
        for (int i = 0; i < specs; i++) {
            TransitionSystem system = system(seed + i);
            assertThat(TransitionSystemTest.different(system, system.byTlc()))
                    .as("seed %s", seed + i)
                    .isEmpty();
        }
    }

    // ---------------------------------------------------------------- a system that differs is caught

    private static AlteredSystem withoutTheFirstInitialState(TransitionSystem right) {
        return new AlteredSystem(right) {
            @Override
            public void initial(Consumer<Object[]> found) {
                List<Object[]> all = new ArrayList<>();
                super.initial(all::add);
                all.stream().skip(1).forEach(found);
            }
        };
    }

    private static AlteredSystem withoutAnAction(TransitionSystem right, int missed) {
        return new AlteredSystem(right) {
            @Override
            public void successors(Object[] from, Found found) {
                super.successors(from, (action, to) -> {
                    if (action != missed) {
                        found.reached(action, to);
                    }
                });
            }
        };
    }

    private static AlteredSystem withAnotherAction(TransitionSystem right) {
        return new AlteredSystem(right) {
            @Override
            public void successors(Object[] from, Found found) {
                super.successors(
                        from,
                        (action, to) -> found.reached((action + 1) % actions().size(), to));
            }
        };
    }

    private static AlteredSystem withTheOppositeInvariant(TransitionSystem right) {
        return new AlteredSystem(right) {
            @Override
            public int violated(Object[] state) {
                return super.violated(state) == -1 ? 0 : -1;
            }
        };
    }

    @Example
    void aSystemThatDiffersIsCaught() throws Exception {
        Set<String> missed = new TreeSet<>(List.of("Enter", "Leave", "Swap", "Mark", "Rest"));
        for (long seed = 1; seed <= SPECS && !missed.isEmpty(); seed++) {
            TransitionSystem system = system(seed);
            TransitionSystem byTlc = system.byTlc();
            assertThat(TransitionSystemTest.different(withoutTheFirstInitialState(system), byTlc))
                    .contains("initial states");
            assertThat(TransitionSystemTest.different(withAnotherAction(system), byTlc))
                    .anyMatch(text -> text.startsWith("steps from"));
            assertThat(TransitionSystemTest.different(withTheOppositeInvariant(system), byTlc))
                    .anyMatch(text -> text.startsWith("predicates in"));
            for (int action = 0; action < system.actions().size(); action++) {
                String name = system.actions().get(action);
                if (missed.contains(name)
                        && !TransitionSystemTest.different(withoutAnAction(system, action), byTlc)
                                .isEmpty()) {
                    missed.remove(name);
                }
            }
        }
        assertThat(missed).isEmpty();
    }
}
