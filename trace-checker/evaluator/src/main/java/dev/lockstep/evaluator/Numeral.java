package dev.lockstep.evaluator;

/** Evaluates an expression whose value is an integer. */
abstract class Numeral extends Expr {
    @Override
    final Object eval(Run run) {
        return number(run);
    }

    @Override
    abstract int number(Run run);
}
