package dev.lockstep.checker.tlc.step;

import dev.lockstep.checker.spec.Expander.ActionSteps;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.tlc.compile.CompiledMoves;
import dev.lockstep.checker.tlc.value.TlcState;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds the steps of one action. Where that is not decided without TLC, it is asked. For one thread. */
public final class ActionExpander {
    private final CompiledMoves compiled;
    private final CompiledMoves.Worker worker;
    private final Supplier<LoadedSpec.Hidden> byTlc;

    /** @param byTlc makes what asks TLC where it has to be */
    public ActionExpander(CompiledMoves compiled, Supplier<LoadedSpec.Hidden> byTlc) {
        this.compiled = compiled;
        this.worker = compiled.worker();
        this.byTlc = byTlc;
    }

    /** Returns the steps from a state. TLC is asked when they are. */
    public ActionSteps of(TlcState from) {
        CompiledMoves.Moves moves = worker.from(from);
        return moves == null ? () -> byTlc.get().successors(from) : new Decided(from, moves);
    }

    /** Holds the steps that were found. */
    private final class Decided implements ActionSteps {
        private final TlcState from;
        private final CompiledMoves.Moves moves;

        Decided(TlcState from, CompiledMoves.Moves moves) {
            this.from = from;
            this.moves = moves;
        }

        @Override
        public List<SpecState> after() {
            return moves.after();
        }

        @Override
        public int @Nullable [] among(Step event) {
            return event instanceof TlcStep step ? step.among(from, compiled, moves) : null;
        }
    }
}
