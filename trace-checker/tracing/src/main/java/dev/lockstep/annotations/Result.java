package dev.lockstep.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes what this {@link Action} returns one more argument of the spec's action. In {@code Pop(p, v)} it is the {@code v} that was popped.
 * So a {@code pop()} that returns the wrong value is no step of the spec.
 *
 * <p>Null is written as {@code "None"}, as an empty {@link java.util.Optional} is. A call that throws has no result.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Result {
    /** Returns the spec's name of the parameter. */
    String value();
}
