package dev.lockstep.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test that is run for each of some walks through a spec. Together they take every transition at the bounds of a config. The test
 * takes a {@link Walk}, and requires that code takes it. A test that has no code take it fails.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@TestTemplate
@ExtendWith(CoveringWalksExtension.class)
public @interface CoveringWalks {
    /** Returns the spec's file, relative to the module's folder. */
    String value();

    /** Returns its TLC config, which has the bounds; empty: {@code X.cfg} beside {@code X.tla}. */
    String config() default "";

    /** Returns the actions that no walk takes, since the code leaves them out on purpose. */
    String[] without() default {};

    /** Returns how many states there may be. Of a larger spec there are no walks, and the test fails. */
    int states() default 2_000;
}
