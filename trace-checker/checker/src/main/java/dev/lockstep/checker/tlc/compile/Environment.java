package dev.lockstep.checker.tlc.compile;

import dev.lockstep.evaluator.Expr;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SymbolNode;

/** Tells what symbols stand for while an expression is compiled: as TLC's contexts, the innermost first. */
record Environment(
        @Nullable SymbolNode symbol,
        @Nullable Meaning meaning,
        @Nullable Environment outer) {
    static final Environment EMPTY = new Environment(null, null, null);

    /** Tells what a symbol stands for. */
    sealed interface Meaning {}

    /** Holds the slot of a value that is known when the step is evaluated. */
    record Slot(int slot) implements Meaning {}

    /** Holds a value that is known already. */
    record Known(Object value) implements Meaning {}

    /**
     * Holds an expression where the symbol was bound.
     *
     * @param kept evaluated at most once; null: it must be evaluated wherever it is used
     * @param reads what it depends on
     */
    record Expression(
            SemanticNode node, Environment where, @Nullable Expr kept, Reads reads) implements Meaning {}

    /** Holds an operator that was passed to another. */
    record Operator(SymbolNode operator) implements Meaning {}

    /** Marks one use of a LET, which has recursive definitions of its own. Two uses of the same LET are two of these. */
    static final class Scope implements Meaning {}

    Environment with(SymbolNode newSymbol, Meaning newMeaning) {
        return new Environment(newSymbol, newMeaning, this);
    }

    /** Returns what the symbol stands for; null: it means what its definition says. */
    @Nullable
    Meaning find(SymbolNode wanted) {
        Meaning meaning = innermost(wanted);
        return meaning instanceof Scope ? null : meaning;
    }

    /** Returns the use of a LET to which a definition belongs; null: it is none of a LET. */
    @Nullable
    Scope scope(SymbolNode definition) {
        return innermost(definition) instanceof Scope scope ? scope : null;
    }

    private @Nullable Meaning innermost(SymbolNode wanted) {
        for (Environment e = this; e != null; e = e.outer) {
            if (e.symbol == wanted) {
                return e.meaning;
            }
        }
        return null;
    }
}
