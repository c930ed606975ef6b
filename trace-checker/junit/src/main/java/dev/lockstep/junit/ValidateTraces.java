package dev.lockstep.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests of this class that take a {@link RecordedTrace} have it validated when they end: a trace that is no behaviour of its spec fails
 * the test, with the explanation as message.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(TraceExtension.class)
public @interface ValidateTraces {
    /** The spec's file, relative to the module's folder; empty: the bundled spec that the trace's header names. */
    String spec() default "";

    /** Its TLC config; empty: {@code X.cfg} beside {@code X.tla}. */
    String config() default "";

    /** Whether a trace is checked while it is recorded: the first event that is no step fails the action that caused it. */
    boolean online() default false;

    /**
     * An operator of the spec that must be true when a trace ends, as that no thread is blocked and all is answered: so that a program
     * that hangs is not accepted. Empty: a trace may end anywhere.
     */
    String atEnd() default "";

    /** Whether the tests of the class must, together, take every action of the spec; one that none takes fails the class. */
    boolean everyActionTaken() default false;

    /** Actions of which that is not asked: what the environment does, or the constants exclude. */
    String[] except() default {};
}
