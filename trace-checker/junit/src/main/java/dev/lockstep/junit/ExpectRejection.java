package dev.lockstep.junit;

import dev.lockstep.checker.Rejection;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A test whose trace must be rejected, at an event of this action and for this kind of reason: the program is wrong on purpose. Any other
 * rejection fails the test, and so does a trace that is accepted.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ExpectRejection {
    /** Of the rejected event. */
    String action();

    Rejection.Kind kind();

    /**
     * What is wrong: text of the false conjunct as the spec has it, the variable whose observed value differs, or the name of the invariant
     * that is violated. Empty: any of that kind.
     */
    String because() default "";
}
