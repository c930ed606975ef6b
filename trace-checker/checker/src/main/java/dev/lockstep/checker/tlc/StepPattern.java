package dev.lockstep.checker.tlc;

import dev.lockstep.checker.trace.Filling;
import dev.lockstep.checker.trace.Header;
import org.jspecify.annotations.Nullable;

/** What an event asks of the spec, or the events of one shape. */
final class StepPattern {
    private final TlcSpec spec;
    private final Header header;
    private final Relations.Narrowed relation;
    private final Maker<Object> @Nullable [] makers;
    private final Object[] arguments;
    private final Sights sights;

    /** Of one event. */
    StepPattern(TlcSpec spec, Header header, Relations.Narrowed relation, Object[] arguments, Sights sights) {
        this.spec = spec;
        this.header = header;
        this.relation = relation;
        this.makers = null;
        this.arguments = arguments;
        this.sights = sights;
    }

    /** Of the events of one shape. */
    StepPattern(TlcSpec spec, Header header, Relations.Narrowed relation, Maker<Object>[] makers, Sights sights) {
        this.spec = spec;
        this.header = header;
        this.relation = relation;
        this.makers = makers;
        this.arguments = new Object[0];
        this.sights = sights;
    }

    /** Whether it is asked of that spec, under that header. */
    boolean isOf(TlcSpec other, Header under) {
        return spec == other && header == under;
    }

    Relations.Narrowed relation() {
        return relation;
    }

    /** In the order of the {@link CompiledRelation}'s parameters. */
    Object[] arguments(@Nullable Filling filling) {
        return makers == null || filling == null ? arguments : Maker.all(makers, filling);
    }

    Sights sights() {
        return sights;
    }
}
