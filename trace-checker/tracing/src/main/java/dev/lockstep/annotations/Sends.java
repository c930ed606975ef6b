package dev.lockstep.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a {@link java.util.List} to which actions append what they send. What an action has appended is, exactly, what its step adds to the
 * spec's variable named here, also when it is nothing. Actions only append; between actions the host may drain the list or replace it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Sends {
    /** Returns the spec's variable: a set, a bag, a sequence, or a function with such values (channels). */
    String value();
}
