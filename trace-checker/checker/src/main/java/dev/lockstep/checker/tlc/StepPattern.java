package dev.lockstep.checker.tlc;

import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Filling;
import dev.lockstep.checker.trace.Header;

/** What the events of one shape ask of a spec, under one header. */
final class StepPattern {
    private final TlcSpec spec;
    private final Header header;
    private final Relations.Narrowed relation;
    private final Maker<Object>[] arguments;
    private final Sights sights;

    /** @param arguments in the order of the {@link CompiledRelation}'s parameters */
    StepPattern(TlcSpec spec, Header header, Relations.Narrowed relation, Maker<Object>[] arguments, Sights sights) {
        this.spec = spec;
        this.header = header;
        this.relation = relation;
        this.arguments = arguments;
        this.sights = sights;
    }

    /** Whether it is asked of that spec, under that header. */
    boolean isOf(TlcSpec other, Header under) {
        return spec == other && header == under;
    }

    TlcStep step(Event event, Filling filling) {
        return new TlcStep(spec, event, header, relation, Maker.all(arguments, filling), sights.of(filling));
    }
}
