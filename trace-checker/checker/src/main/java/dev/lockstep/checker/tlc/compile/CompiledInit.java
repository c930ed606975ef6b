package dev.lockstep.checker.tlc.compile;

import dev.lockstep.checker.tlc.compile.Compiler.CompiledAct;
import dev.lockstep.evaluator.Act;
import dev.lockstep.evaluator.Run;
import dev.lockstep.evaluator.value.Equality;
import dev.lockstep.evaluator.value.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tlc2.tool.Action;
import tlc2.tool.impl.Tool;

/** Evaluates the initial predicate, without TLC as long as it is decided. */
public final class CompiledInit {
    private final CompiledAct init;

    public CompiledInit(Tool tool, Compiler compiler) {
        List<Action> initial = new ArrayList<>();
        for (int i = 0; i < tool.getInitStateSpec().size(); i++) {
            initial.add(tool.getInitStateSpec().elementAt(i));
        }
        this.init = compiler.init(initial);
    }

    /**
     * Finds the initial states, some of them perhaps several times. Throws {@link Undecided}.
     *
     * @param known the values that variables have, known before the predicate is evaluated; null: not known
     */
    public void search(@Nullable Object[] known, Consumer<Object[]> found) {
        Run run = new Run(init.slots(), new Object[known.length], new Run.Ends(Run.MOST_CHOICES) {
            @Override
            public void reached(@Nullable Object[] to) {
                found.accept(state(to));
            }
        });
        for (int i = 0; i < known.length; i++) {
            Object value = known[i];
            if (value != null) {
                run.assign(i, value);
            }
        }
        try {
            Act.search(init.act(), run);
        } catch (StackOverflowError e) {
            throw new Undecided("a definition recurses too deeply");
        }
    }

    private static Object[] state(@Nullable Object[] to) {
        Object[] state = unfrozen(to);
        Equality.freeze(state);
        return state;
    }

    /** Returns the state after a step, with values that only this thread may see. */
    static Object[] unfrozen(@Nullable Object[] to) {
        Object[] state = new Object[to.length];
        for (int i = 0; i < to.length; i++) {
            Object value = to[i];
            if (value == null) {
                throw new Undecided("a variable that is left open");
            }
            state[i] = value;
        }
        return state;
    }
}
