package dev.lockstep.recorder;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The weaver puts this annotation on a class whose actions are recorded. A class with this annotation is not woven again. {@link
 * Recorder#attach} compares the count with the number of the class's {@link dev.lockstep.annotations.Action} methods.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Woven {
    /** Gives the number of methods of this class that were woven. */
    int actions();
}
