package dev.lockstep.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives the name that the spec's action has for this parameter, where it differs. {@code ""} says that the spec's action does not have it.
 * An argument is written when the action ends: its value must not change while the action runs.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Argument {
    /** Returns the spec's name of the parameter; empty: it is left out of the event. */
    String value();
}
