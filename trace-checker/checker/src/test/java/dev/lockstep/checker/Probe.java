package dev.lockstep.checker;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A look behind {@link LoadedSpec}, from inside the class loader of its TLC. */
public interface Probe {
    /** What TLC finds, whatever was observed; empty if it cannot evaluate an alternative. */
    Set<SpecState> byTlc(SpecState from, Step step);

    /** Whether TLC can evaluate all alternatives. */
    boolean isEvaluated(SpecState from, Step step);

    /** What the search that explanations come from finds. */
    Set<SpecState> bySearch(SpecState from, Step step);

    List<String> explain(SpecState from, Step step);

    /** Whether the compiled relation finds the successors without TLC. */
    boolean isDecided(SpecState from, Step step);

    /** The first invariant that is violated, as TLC alone says. */
    @Nullable
    String violatedByTlc(SpecState state);

    /** The step as it is compiled, beside the other, which should be the same, by TLC. */
    Compared compare(SpecState from, Step step, Step other);

    /** What the step may be: more than one if what its event says can be read in several ways. The other methods are for one of them. */
    List<Step> readings(Step step);

    /** All steps that are allowed by an action without parameters, as TLC has them; null: it cannot evaluate it. */
    @Nullable
    Set<SpecState> whole(SpecState from, String action);

    /** A predicate that the spec defines, as an invariant of the state, beside TLC. */
    Compared compare(SpecState state, String invariant);

    /** The state as if nothing were known of it yet. */
    SpecState fresh(SpecState state);

    static Probe of(LoadedSpec spec) throws ReflectiveOperationException {
        return (Probe) spec.getClass()
                .getClassLoader()
                .loadClass("dev.lockstep.checker.tlc.InnerProbe")
                .getConstructor(LoadedSpec.class)
                .newInstance(spec);
    }
}
