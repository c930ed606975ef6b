package dev.lockstep.checker.tlc.step;

import dev.lockstep.checker.spec.Distinct;
import dev.lockstep.checker.spec.LoadedSpec.Text;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Value;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An event that can be read in several ways is a step if it is one in some reading. */
public final class AmbiguousStep implements Step {
    private static final String NOT_ALL =
            "the event has too many strings that model values are named as, too, for all its readings to be tried";

    private final Event event;
    private final List<TlcStep> readings;
    private final boolean areAll;

    /**
     * @param event the event as the trace has it
     * @param readings at least one
     * @param areAll whether it has no others
     */
    public AmbiguousStep(Event event, List<TlcStep> readings, boolean areAll) {
        this.event = event;
        this.readings = List.copyOf(readings);
        this.areAll = areAll;
    }

    @Override
    public Event event() {
        return event;
    }

    /** Returns the steps that it may be. */
    public List<TlcStep> readings() {
        return readings;
    }

    @Override
    public List<SpecState> successors(SpecState from, Consumer<String> undetermined) {
        Distinct distinct = new Distinct();
        readings.forEach(reading -> reading.successors(from, undetermined).forEach(distinct::add));
        return told(distinct, undetermined);
    }

    @Override
    public List<SpecState> successors(SpecState from, Consumer<String> undetermined, Runnable byTlc) {
        Distinct distinct = new Distinct();
        readings.forEach(
                reading -> reading.successors(from, undetermined, byTlc).forEach(distinct::add));
        return told(distinct, undetermined);
    }

    private List<SpecState> told(Distinct distinct, Consumer<String> undetermined) {
        if (!areAll) {
            undetermined.accept(NOT_ALL);
        }
        return distinct.states();
    }

    @Override
    public @Nullable String askedOfTlc() {
        return readings.stream()
                .map(TlcStep::askedOfTlc)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Returns what is the same in all readings: they differ neither in the action nor in what is observed. */
    @Override
    public Map<String, Value> before() {
        return readings.get(0).before();
    }

    @Override
    public @Nullable String unbound() {
        return readings.get(0).unbound();
    }

    @Override
    public Collection<Text> texts() {
        Set<Text> texts = new LinkedHashSet<>();
        readings.forEach(reading -> texts.addAll(reading.texts()));
        return List.copyOf(texts);
    }
}
