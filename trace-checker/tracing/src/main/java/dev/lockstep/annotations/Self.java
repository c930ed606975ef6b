package dev.lockstep.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The field, a {@link String}, that holds the process's own name: the {@code process} of its events. Exactly one in a {@link Spec}
 * class and its superclasses.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Self {
    /**
     * The parameter by which the spec's actions take the process, as {@code p} in {@code Request(p)}; it is written
     * among the arguments of each event. Empty: the spec's actions take no such
     * parameter, and the class's variables are no functions of processes: a role that one process alone has.
     */
    String value() default "";
}
