package dev.lockstep.checker.tlc;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.tlc.compile.CompiledRelation;
import dev.lockstep.checker.tlc.compile.Relations;
import dev.lockstep.checker.tlc.compile.StepCondition;
import dev.lockstep.checker.tlc.relation.NextRelation;
import dev.lockstep.checker.tlc.step.Stepper;
import dev.lockstep.checker.tlc.value.TlcState;
import dev.lockstep.evaluator.CompiledObservation;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tlc2.tool.TLCState;

/** Takes hidden actions: by the evaluator where it decides them, else by TLC. */
final class HiddenSteps implements LoadedSpec.Hidden {
    private static final Object[] NO_ARGUMENTS = {};

    private final Stepper stepper;
    private final NextRelation next;
    private final List<Relations.Narrowed> narrowed;
    private final List<StepCondition> conditions;
    private final CompiledObservation[] allowed;

    /**
     * @param narrowed {@code Next} narrowed to each of the actions
     * @param conditions what the config asks of each step
     */
    HiddenSteps(Stepper stepper, NextRelation next, List<Relations.Narrowed> narrowed, List<StepCondition> conditions) {
        this.stepper = stepper;
        this.next = next;
        this.narrowed = narrowed;
        this.conditions = conditions;
        this.allowed =
                conditions.stream().map(StepCondition::compiledObservation).toArray(CompiledObservation[]::new);
    }

    /** Keeps the construct for which TLC is asked. As a lambda it would take longer to make than all of the rest, with the first compiler. */
    private static final class Asked implements CompiledRelation.Asking {
        private String construct = "";

        @Override
        public void askTlc(String told) {
            construct = told;
        }
    }

    @Override
    public List<SpecState> successors(SpecState from, Consumer<String> undetermined, Runnable byTlc) {
        Set<SpecState> states = new LinkedHashSet<>();
        for (Relations.Narrowed relation : narrowed) {
            Asked asked = new Asked();
            List<SpecState> found = relation.compiled().successors((TlcState) from, NO_ARGUMENTS, allowed, asked);
            if (found != null) {
                states.addAll(found);
            } else {
                byTlc.run();
                TLCState before = ((TlcState) from).state();
                String why = stepper.successors(before, relation.ways(), next.context(), to -> {
                    if (conditions.stream().allMatch(condition -> condition.mismatch(before, to) == null)) {
                        TlcState reached = TlcState.successor(to, (TlcState) from);
                        reached.askTlc(asked.construct);
                        states.add(reached);
                    }
                });
                if (why != null) {
                    undetermined.accept(why);
                }
            }
        }
        return List.copyOf(states);
    }

    @Override
    public Collection<LoadedSpec.Text> texts() {
        return Stream.concat(
                        narrowed.stream().map(relation -> relation.compiled().mentions()),
                        conditions.stream().map(StepCondition::mentions))
                .map(LoadedSpec.Text.class::cast)
                .toList();
    }
}
