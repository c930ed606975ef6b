package dev.lockstep.evaluator;

/** Evaluates an expression whose value is a boolean. */
abstract class Predicate extends Expr {
    @Override
    final Object eval(Run run) {
        return test(run);
    }

    @Override
    abstract boolean test(Run run);
}
