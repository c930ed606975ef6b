package dev.lockstep.evaluator.value.canary;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.lockstep.evaluator.Expr;
import org.jspecify.annotations.Nullable;

/** Does what the rules forbid, so that one can see that they would notice. */
public final class KnowsTrees {
    @Nullable
    Expr tree;

    @Nullable
    JavaClasses foreign;
}
