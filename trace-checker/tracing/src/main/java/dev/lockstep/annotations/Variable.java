package dev.lockstep.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * This field is the process's own part of the spec's variable: {@code clock} of process {@code p} is {@code clock[p]}.
 * What it holds must be immutable, so that remembering it is remembering a reference.
 *
 * <p>It may change outside of actions too; the next event then shows it, and is judged by it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Variable {
    /** The spec's variable; empty: the field's name. */
    String value() default "";

    /**
     * The field is a {@link java.util.List}, too long to be written whenever it changes: of a step that takes elements from its head and puts
     * others behind its end, only these are written, exactly; whole it is in the first event. It is compared with what it was element by
     * element, so it should share its elements with the list that it grew out of, and may be {@link Grown} to spare even that.
     */
    boolean changes() default false;
}
