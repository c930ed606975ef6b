package dev.lockstep.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes this field, or what this method returns, the process's own part of the spec's variable. The {@code clock} of process {@code p} is
 * {@code clock[p]}. What a field holds should be immutable, so that remembering it is remembering a reference.
 *
 * <p>A method has no parameters, changes nothing, and calls no action. The recorder calls it after each action: it makes of fields what
 * the spec has instead, as {@code List.copyOf(heap.sorted())}.
 *
 * <p>The value may change outside of actions too; the next event then shows it, and is judged by it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
public @interface Variable {
    /** Returns the spec's variable, or an operator of the process; empty: the name of the field or method. */
    String value() default "";

    /**
     * Returns the way from the value of the field or method to that of the variable. It has fields and methods without parameters,
     * separated by dots, as {@code size()} or {@code head.get()}. Null on the way is {@code "None"}. Empty: the value itself.
     */
    String path() default "";

    /**
     * Returns whether only the changes of the field are written. The field is a {@link java.util.List}, too long to be written whenever it
     * changes. Of a step that takes elements from its head and puts others behind its end, exactly these are written. The first event has
     * the whole list. It is compared with what it was element by element, so it should share its elements with the list that it grew out
     * of, and may be {@link Grown} to spare even that.
     */
    boolean changes() default false;
}
