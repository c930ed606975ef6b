package dev.lockstep.checker;

import dev.lockstep.checker.reason.Nearest;
import dev.lockstep.checker.reason.Reason;
import dev.lockstep.checker.spec.InitialStates;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.PackedReader;
import dev.lockstep.checker.trace.PackedWriter;
import dev.lockstep.checker.trace.Value;
import dev.lockstep.evaluator.TransitionSystem;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A spec that may be asked differently, or answer differently. */
class AlteredSpec implements LoadedSpec {
    private final LoadedSpec spec;

    AlteredSpec(LoadedSpec spec) {
        this.spec = spec;
    }

    List<SpecState> kept(List<SpecState> states) {
        return states;
    }

    /** Whether it is told that TLC had to be asked. */
    boolean isTold() {
        return true;
    }

    Collection<Text> texts(Step step) {
        return step.texts();
    }

    @Override
    public TransitionSystem transitions() {
        return spec.transitions();
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public List<String> variables() {
        return spec.variables();
    }

    @Override
    public Map<String, List<String>> actions() {
        return spec.actions();
    }

    @Override
    public InitialStates initialStates(Map<String, Value> observed, @Nullable Predicate<SpecState> kept, int most)
            throws InvalidInputException {
        return spec.initialStates(observed, kept, most);
    }

    @Override
    public void check(Header header) throws InvalidInputException {
        spec.check(header);
    }

    @Override
    public Step step(Event event, Header header) throws InvalidInputException {
        Step step = spec.step(event, header);
        return new AlteredStep(step);
    }

    private final class AlteredStep implements Step {
        private final Step step;

        AlteredStep(Step step) {
            this.step = step;
        }

        @Override
        public Event event() {
            return step.event();
        }

        @Override
        public List<SpecState> successors(SpecState from, Consumer<String> undetermined) {
            return kept(step.successors(from, undetermined));
        }

        @Override
        public List<SpecState> successors(SpecState from, Consumer<String> undetermined, Runnable byTlc) {
            return kept(step.successors(from, undetermined, isTold() ? byTlc : () -> {}));
        }

        @Override
        public Collection<Text> texts() {
            return AlteredSpec.this.texts(step);
        }
    }

    @Override
    public Hidden hidden(Set<String> actions) throws InvalidInputException {
        return spec.hidden(actions);
    }

    @Override
    public Hidden unconstrained(Set<String> actions) throws InvalidInputException {
        return spec.unconstrained(actions);
    }

    @Override
    public long namesCompared() {
        return spec.namesCompared();
    }

    @Override
    public String violatedInvariant(SpecState state, Runnable byTlc) {
        return spec.violatedInvariant(state, byTlc);
    }

    @Override
    public Text invariantsText() {
        return spec.invariantsText();
    }

    @Override
    public String digest() {
        return spec.digest();
    }

    @Override
    public void pack(Collection<SpecState> states, PackedWriter out) {
        spec.pack(states, out);
    }

    @Override
    public List<SpecState> unpacked(PackedReader in, Header header) {
        return spec.unpacked(in, header);
    }

    @Override
    public Value value(SpecState state, String variable) {
        return spec.value(state, variable);
    }

    @Override
    public List<Set<Value>> names() {
        return spec.names();
    }

    @Override
    public List<Set<Value>> alike(Collection<Set<Value>> names, Collection<Text> texts, Collection<SpecState> closed) {
        return spec.alike(names, texts, closed);
    }

    @Override
    public SpecState representative(SpecState state, List<Value> alike) {
        return spec.representative(state, alike);
    }

    @Override
    public SpecState swapped(SpecState state, Value a, Value b) {
        return spec.swapped(state, a, b);
    }

    @Override
    public Optional<Path> file(String module) {
        return spec.file(module);
    }

    @Override
    public long work() {
        return spec.work();
    }

    @Override
    public long boundEachStep(long evaluations) {
        return spec.boundEachStep(evaluations);
    }

    @Override
    public Nearest explain(Step step, List<SpecState> candidates) {
        return step instanceof AlteredStep altered
                ? spec.explain(altered.step, candidates)
                : Nearest.of(new Reason.NoSuccessor());
    }
}
