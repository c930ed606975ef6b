package dev.lockstep.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Has each {@link RecordedTrace} of this class's tests validated when the test ends. A trace that is no behaviour of its spec fails the
 * test, with the explanation as message.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(TraceExtension.class)
public @interface ValidateTraces {
    /** Returns the spec's file, relative to the module's folder; empty: the bundled spec that the trace's header names. */
    String spec() default "";

    /** Returns its TLC config; empty: {@code X.cfg} beside {@code X.tla}. */
    String config() default "";

    /** Returns whether a trace is checked while it is recorded. The first event that is no step fails the action that caused it. */
    boolean online() default false;

    /**
     * Returns an operator of the spec that must be true when a trace ends. It may say that no thread is blocked and all is answered, so
     * that a program that hangs is not accepted. Empty: a trace may end anywhere.
     */
    String atEnd() default "";

    /** Returns whether the tests of the class must, together, take every action of the spec. An action that none takes fails the class. */
    boolean everyActionTaken() default false;

    /** Returns the actions that no test needs to take, since the environment does them or the constants exclude them. */
    String[] except() default {};
}
