package dev.lockstep.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Promises that objects of just this class never change, nor does anything that they hold. A {@link Variable} that is still the same object
 * then needs not be looked through after each action to see whether it is still as it was. Numbers, strings, enums, and what
 * {@code List.of}, {@code Set.of}, {@code Map.of} and {@link java.util.Optional} hold of such need not be told so.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Immutable {}
