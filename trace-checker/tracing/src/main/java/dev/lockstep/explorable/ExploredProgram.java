package dev.lockstep.explorable;

import dev.lockstep.recorder.Header;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets every state of a program of annotated objects be visited. A state is made by a new program that takes all steps that led to it. So
 * nothing needs to be copied, and nothing that the program hides is lost.
 *
 * <p>What is between the objects, such as messages under way, belongs to the program, and so does what happens to them, such as a crash.
 *
 * @param <P> the program: an object that is annotated, or one that holds several of these
 */
public abstract class ExploredProgram<P> implements Explorable {
    private final Header header;

    /** @param header the first line of the program's traces, with the constants at whose bounds it is explored */
    protected ExploredProgram(Header header) {
        this.header = header;
    }

    /** Makes a program in its first state, as often as it is asked. */
    protected abstract P first();

    /** Returns the steps that can happen in the program's state, in an order that is the same each time. Each is one action of one object. */
    protected abstract List<Runnable> steps(P program);

    /** Returns all that the next steps depend on, as an immutable value: two programs with equal keys behave alike. */
    protected abstract Object key(P program);

    /** Returns the annotated objects. There is one, the program itself, unless it says otherwise. */
    protected List<?> cores(P program) {
        return List.of(program);
    }

    @Override
    public final String header() {
        return header.toJson();
    }

    @Override
    public final State initial() {
        return new Visit().state(first(), List.of());
    }

    /** Knows the states that were come to. Each is made by the steps by which it was come to first. */
    private final class Visit {
        private final Map<Object, At> known = new HashMap<>();

        At state(P program, List<Integer> way) {
            return known.computeIfAbsent(key(program), key -> new At(this, way, key));
        }
    }

    private P after(List<Integer> way) {
        P program = first();
        way.forEach(index -> steps(program).get(index).run());
        return program;
    }

    private Transition transition(At from, int index, Tape tape) {
        P program = after(from.way);
        String event = tape.event(cores(program), steps(program).get(index));
        List<Integer> longer = new ArrayList<>(from.way);
        longer.add(index);
        return new Transition(event, from.visit.state(program, List.copyOf(longer)));
    }

    /** Holds a state of the program, as the steps to it. Each is the index of the one that was taken among those that could be. */
    private final class At implements State {
        private final Visit visit;
        private final List<Integer> way;
        private final Object key;

        At(Visit visit, List<Integer> way, Object key) {
            this.visit = visit;
            this.way = way;
            this.key = key;
        }

        @Override
        public Object key() {
            return key;
        }

        @Override
        public List<Transition> steps() {
            int count = ExploredProgram.this.steps(after(way)).size();
            List<Transition> steps = new ArrayList<>();
            try (Tape tape = new Tape(header)) {
                for (int i = 0; i < count; i++) {
                    steps.add(transition(this, i, tape));
                }
            }
            return steps;
        }
    }
}
