package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.evaluator.TransitionSystem;
import dev.lockstep.evaluator.value.Undecided;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The compiled system has the initial states, the steps by each action, the invariants and constraints that TLC has. */
class TransitionSystemTest {
    private static final int STATES = 150;
    private static final Path SPECS = Path.of("../../specs");

    @TempDir
    Path folder;

    private static TransitionSystem load(String protocol, String module, String config) throws Exception {
        Path models = SPECS.resolve(protocol).resolve("models");
        Path beside = models.resolve(module + ".tla");
        Path spec = Files.exists(beside) ? beside : SPECS.resolve(protocol).resolve(module + ".tla");
        SpecSource source = new SpecSource(
                spec, models.resolve(config + ".cfg"), List.of(SPECS.resolve(protocol)), java.util.Map.of());
        return SpecLoader.load(source).transitions();
    }

    private static Set<List<Object>> initial(TransitionSystem system) {
        Set<List<Object>> states = new HashSet<>();
        system.initial(state -> states.add(Arrays.asList(state)));
        return states;
    }

    private static Set<List<Object>> steps(TransitionSystem system, Object[] from) {
        Set<List<Object>> steps = new HashSet<>();
        system.successors(from, (action, to) -> steps.add(List.of(action, Arrays.asList(to))));
        return steps;
    }

    /** Breadth first from the initial states; what differs, as text. */
    static List<String> different(TransitionSystem compiled, TransitionSystem byTlc) {
        List<String> different = new ArrayList<>();
        Set<List<Object>> initial = initial(byTlc);
        if (!initial(compiled).equals(initial)) {
            different.add("initial states");
        }
        Deque<List<Object>> open = new ArrayDeque<>(initial);
        Set<List<Object>> seen = new HashSet<>(initial);
        for (int i = 0; i < STATES && !open.isEmpty(); i++) {
            Object[] state = open.removeFirst().toArray();
            Set<List<Object>> steps = steps(byTlc, state);
            if (!steps(compiled, state).equals(steps)) {
                different.add("steps from " + Arrays.toString(state));
            }
            if (compiled.violated(state) != byTlc.violated(state)
                    || compiled.isWithin(state) != byTlc.isWithin(state)) {
                different.add("predicates in " + Arrays.toString(state));
            }
            for (List<Object> step : steps) {
                @SuppressWarnings("unchecked")
                List<Object> to = (List<Object>) step.get(1);
                if (seen.add(to)) {
                    open.addLast(to);
                }
            }
        }
        assertThat(seen).hasSizeGreaterThan(1);
        return different;
    }

    @ParameterizedTest
    @CsvSource({
        "mutex, MCLamportMutex, LamportMutex-2x2",
        "mutex, MCLogicalClock, LogicalClock-2x3",
        "mutex, MCMutex, Mutex-2x3",
        "commit, MCTwoPhaseCommit, TwoPhaseCommit-2",
        "commit, MCStableStorage, StableStorage-2",
        "commit, MCInDoubt, InDoubt-2",
        "paxos, MCPaxos, Paxos-2x1x1-learning",
        "paxos, MCMultiPaxos, MultiPaxos-1x2x1-refusals",
        "raft, MCRaft, Raft-2x1x1",
        "raft, KeyValue, KeyValue-2x2"
    })
    void theCompiledSystemIsThatOfTlc(String protocol, String module, String config) throws Exception {
        TransitionSystem system = load(protocol, module, config);
        assertThat(system.actions()).isEqualTo(system.byTlc().actions()).isNotEmpty();
        assertThat(different(system, system.byTlc())).isEmpty();
    }

    /** TLC alone can print a value. */
    @Test
    void whatIsUndecidedIsToldAndTlcHasTheAnswer() throws Exception {
        TransitionSystem system = small("x = 0 /\\ y = 0", "Len(ToString(x))");
        Set<List<Object>> initial = initial(system);
        assertThat(initial).isEqualTo(initial(system.byTlc())).isNotEmpty();
        Object[] state = initial.iterator().next().toArray();
        assertThatThrownBy(() -> steps(system, state))
                .isInstanceOfSatisfying(
                        Undecided.class,
                        undecided -> assertThat(undecided.construct())
                                .isEqualTo("Small.tla:6 ToString(x): an operator that only TLC has"));
        assertThat(steps(system.byTlc(), state)).isNotEmpty();
    }

    private TransitionSystem small(String init, String step) throws Exception {
        Path spec = Files.writeString(
                Files.createDirectories(folder.resolve(String.valueOf(init.hashCode() + step.hashCode())))
                        .resolve("Small.tla"),
                """
                ---- MODULE Small ----
                EXTENDS Naturals, Sequences, TLC
                VARIABLES x, y
                Is(v, e) == v = e
                Init == %s
                Next == \\/ x < 5 /\\ x' = x + %s /\\ UNCHANGED y
                        \\/ y' \\in {0, x} /\\ UNCHANGED x
                Low == x + y < 4
                Near == x < 3
                ====
                """.formatted(init, step));
        Path config = Files.writeString(
                spec.resolveSibling("Small.cfg"), "INIT Init\nNEXT Next\nINVARIANT Low\nCONSTRAINT Near\n");
        return SpecLoader.load(SpecSource.of(spec, config)).transitions();
    }

    @Test
    void initialPredicatesOfEveryFormAreCompiled() throws Exception {
        for (String init : List.of(
                "x = 0 /\\ y = x",
                "x \\in 0..2 /\\ y \\in {x, x + 1}",
                "(x = 0 \\/ x = 1) /\\ IF x = 0 THEN y = 1 ELSE y \\in {0, 1}",
                "\\E n \\in 1..2 : x = n /\\ Is(y, n + 1)",
                "LET n == 1 IN x = n /\\ y = n /\\ y < 2",
                "x \\in 0..3 /\\ y = 0 /\\ (x > 1 => y = 0) /\\ x # 2")) {
            TransitionSystem system = small(init, "1");
            assertThat(different(system, system.byTlc())).as(init).isEmpty();
        }
    }

    /** The canary: systems that differ are seen to differ. */
    @Test
    void anotherInitialPredicateOrStepIsNoticed() throws Exception {
        TransitionSystem byTlc = small("x = 0 /\\ y = 0", "1").byTlc();
        assertThat(different(small("x = 0 /\\ y = 1", "1"), byTlc)).contains("initial states");
        assertThat(different(small("x = 0 /\\ y = 0", "2"), byTlc)).anyMatch(text -> text.startsWith("steps from"));
    }
}
