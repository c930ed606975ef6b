package dev.lockstep.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes each call of this method one step of the spec's action of the same name. The action's name begins in upper case. Its parameters are
 * the action's parameters of the same name; the class file holds their names if it is compiled with {@code -parameters}.
 *
 * <p>An action called by another action of the same object is part of that one's step. A call that throws without having changed a
 * variable or sent anything is no step.
 *
 * <p>The method is an instance's, of a {@link Spec} class; a method that overrides it has the annotation itself.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Action {
    /** Returns the spec's action; empty: the method's name, first letter in upper case. */
    String value() default "";
}
