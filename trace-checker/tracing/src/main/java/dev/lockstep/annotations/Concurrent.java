package dev.lockstep.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Threads share the objects of this {@link Spec} class, and their actions may overlap: lock-free code. The process of an event is the
 * thread, by its name; the class has no {@link Self} field.
 *
 * <p>Each call of an action is two events: {@code "call"} when it begins, with its arguments, and {@code "return"} when it ends, with its
 * {@link Result}. The step of the spec happens at one moment in between, which nobody sees. A trace is accepted if there is such a moment
 * for each call: the history is linearizable (M. Herlihy and J. Wing, "Linearizability: A Correctness Condition for Concurrent Objects",
 * ACM TOPLAS 12(3), 1990).
 *
 * <p>The fields of such an object belong to no process, so that the class has no {@link Variable} and no {@link Sends} field.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Concurrent {
    /** Returns the parameter by which the spec's actions take the thread; empty: they take none. */
    String value() default "";
}
