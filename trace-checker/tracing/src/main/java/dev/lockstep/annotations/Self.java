package dev.lockstep.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the field, a {@link String}, that holds the process's own name: the {@code process} of its events. A {@link Spec} class and its
 * superclasses have exactly one.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Self {
    /**
     * Returns the parameter by which the spec's actions take the process, as {@code p} in {@code Request(p)}. It is written among the
     * arguments of each event. Empty: the spec's actions take no such parameter, and the class's variables are no functions of processes: a
     * role that one process alone has.
     */
    String value() default "";
}
