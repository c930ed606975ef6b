package dev.lockstep.checker.tlc.step;

import dev.lockstep.checker.spec.LoadedSpec.Text;
import dev.lockstep.checker.tlc.compile.CompiledMoves;
import dev.lockstep.checker.tlc.compile.CompiledRelation;
import dev.lockstep.checker.tlc.compile.Relations;
import dev.lockstep.checker.tlc.observe.CompiledObservations;
import dev.lockstep.checker.tlc.observe.Observables;
import dev.lockstep.checker.tlc.value.Template;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.OpenNumbers;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Tells what the events of one shape ask of a spec, under one header; or an event that has none. */
public final class StepPattern {
    final Stepper stepper;
    final Observables observables;
    final Header header;
    final Relations.Narrowed relation;
    final ProcessArguments.Arguments said;
    final Collection<Text> texts;
    private final Template<Object>[] arguments;
    private final CompiledObservations compiledObservations;
    private @Nullable Places known;

    /** Holds the places of the arguments among all of the action; null: not all are known. */
    private record Places(CompiledMoves of, int @Nullable [] places) {}

    /**
     * @param said what the process of the events, which all have the same, is of their arguments
     * @param arguments the arguments in the order of the {@link CompiledRelation}'s parameters
     */
    public StepPattern(
            Stepper stepper,
            Observables observables,
            Header header,
            Relations.Narrowed relation,
            ProcessArguments.Arguments said,
            Template<Object>[] arguments,
            CompiledObservations compiledObservations) {
        this.stepper = stepper;
        this.observables = observables;
        this.header = header;
        this.relation = relation;
        this.said = said;
        this.arguments = arguments;
        this.compiledObservations = compiledObservations;
        this.texts = compiledObservations.textsWith(relation.compiled().mentions());
    }

    /** Returns where the arguments of the events are among all that an action has; null: not all are known. */
    int @Nullable [] places(CompiledMoves moves) {
        Places places = known;
        if (places == null || places.of != moves) {
            places = new Places(
                    moves,
                    moves.places(
                            relation.compiled().parameters(), relation.ways().size()));
            known = places; // a thread that does not see it makes one of its own
        }
        return places.places;
    }

    /** Returns whether it is asked of that spec, under that header. */
    public boolean isOf(Stepper other, Header under) {
        return stepper == other && header == under;
    }

    public TlcStep step(Event event, OpenNumbers openNumbers) {
        return new TlcStep(this, event, Template.all(arguments, openNumbers), compiledObservations.of(openNumbers));
    }

    /** Makes the step of an event that shares no shape with others, and has these arguments. */
    public TlcStep step(Event event, Object[] itsArguments) {
        return new TlcStep(this, event, itsArguments, compiledObservations.of(null));
    }
}
