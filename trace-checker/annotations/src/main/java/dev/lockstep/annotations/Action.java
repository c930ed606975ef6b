package dev.lockstep.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A call of this method is one step of the spec's action of the same name, first letter in upper case. Its parameters are the
 * action's parameters of the same name.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Action {
    /** The spec's action; empty: the method's name, first letter in upper case. */
    String value() default "";
}
