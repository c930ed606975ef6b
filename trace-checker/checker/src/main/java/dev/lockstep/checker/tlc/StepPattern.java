package dev.lockstep.checker.tlc;

import dev.lockstep.checker.trace.Filling;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.Shape;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an event asks of the spec, or the events of one shape. */
final class StepPattern {
    private final Relations.Narrowed relation;
    private final Maker<Object> @Nullable [] makers;
    private final Object[] arguments;
    private final Sights sights;

    /** Those of the shapes that one thread met under one header: it reads one trace. */
    static final class Known {
        private final Header header;
        private final Map<Shape, StepPattern> patterns = new HashMap<>();

        Known(Header header) {
            this.header = header;
        }

        boolean isUnder(Header other) {
            return header == other;
        }

        @Nullable
        StepPattern get(Shape shape) {
            return patterns.get(shape);
        }

        void put(Shape shape, StepPattern pattern) {
            patterns.put(shape, pattern);
        }
    }

    /** Of one event. */
    StepPattern(Relations.Narrowed relation, Object[] arguments, Sights sights) {
        this.relation = relation;
        this.makers = null;
        this.arguments = arguments;
        this.sights = sights;
    }

    /** Of the events of one shape. */
    StepPattern(Relations.Narrowed relation, Maker<Object>[] makers, Sights sights) {
        this.relation = relation;
        this.makers = makers;
        this.arguments = new Object[0];
        this.sights = sights;
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
