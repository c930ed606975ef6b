package dev.lockstep.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test that compares every state of code with a spec, at the bounds of a config. It takes an {@link Exploring}. A test that
 * compares nothing fails.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Test
@ExtendWith(ExploringExtension.class)
public @interface ExploreAgainst {
    /** Returns the spec's file, relative to the module's folder. */
    String value();

    /** Returns its TLC config, which has the bounds; empty: {@code X.cfg} beside {@code X.tla}. */
    String config() default "";
}
