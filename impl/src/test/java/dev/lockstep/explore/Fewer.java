package dev.lockstep.explore;

import dev.lockstep.explorable.Explorable;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Leaves out some steps of what is explored, so that larger bounds can be afforded.
 *
 * @param model how the bounds are called
 * @param isLeftOut is asked of the event of each step
 */
public record Fewer(String model, Explorable all, Predicate<String> isLeftOut) implements Explorable {
    @Override
    public String header() {
        return all.header();
    }

    @Override
    public State initial() {
        return new Some(all.initial());
    }

    @Override
    public Map<String, String> differences() {
        return all.differences();
    }

    /** Has the steps that are not left out. */
    private final class Some implements State {
        private final State whole;

        private Some(State whole) {
            this.whole = whole;
        }

        @Override
        public Object key() {
            return whole.key();
        }

        @Override
        public List<Transition> steps() {
            return whole.steps().stream()
                    .filter(step -> !isLeftOut.test(step.event()))
                    .map(step -> new Transition(step.event(), new Some(step.after())))
                    .toList();
        }
    }
}
