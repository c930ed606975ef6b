package dev.lockstep.junit;

import dev.lockstep.checker.Rejection;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a test whose trace must be rejected, at an event of this action and for this kind of reason. The program is wrong on purpose. Any
 * other rejection fails the test, and so does a trace that is accepted.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ExpectRejection {
    /** Returns the action of the rejected event. */
    String action();

    Rejection.Kind kind();

    /**
     * Returns what is wrong: the false conjunct's text, the variable whose observed value differs, or the violated invariant's name. The
     * conjunct is written as in the spec. Empty: any of that kind.
     */
    String because() default "";
}
