package dev.lockstep.evaluator;

import dev.lockstep.evaluator.value.Order;
import dev.lockstep.evaluator.value.Undecided;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates {@code CHOOSE x \in S : P} as TLC does. It is the first element in the {@link Order} for which P is true. */
final class Choice extends Expr {
    private final Logic.Binding binding;
    private final Expr body;
    private final Order order;

    Choice(Logic.Binding binding, Expr body, Order order) {
        this.binding = binding;
        this.body = body;
        this.order = order;
    }

    @Override
    Object eval(Run run) {
        Search search = new Search();
        binding.set().each(run, search);
        return search.chosen();
    }

    /** Keeps the first element that has been found, and those that may come before it. */
    private final class Search implements Body {
        private @Nullable Object first;
        private @Nullable Undecided why;
        private final List<Object> undecided = new ArrayList<>(0);

        @Override
        public boolean on(Run run, Object element) {
            if (first instanceof Integer m && element instanceof Integer n && m <= n) {
                return false; // TLC does not come to it
            }
            if (is(run, element) && (first == null || order.compare(element, first) < 0)) {
                first = element;
            }
            return false;
        }

        private boolean is(Run run, Object element) {
            try {
                Logic.Binding.bind(run, binding.slots(), binding.isTuple(), element);
                return body.test(run);
            } catch (Undecided e) {
                why = e;
                undecided.add(element);
                return false;
            }
        }

        Object chosen() {
            Object chosen = first;
            for (Object element : undecided) {
                if (chosen == null || order.compare(chosen, element) > 0) {
                    throw why == null ? new Undecided("nothing to choose") : why;
                }
            }
            if (chosen == null) {
                throw new Undecided("nothing to choose");
            }
            return chosen;
        }
    }
}
