package dev.lockstep.recorder;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Put on a class by the weaver: its actions are recorded. A class that bears it is not woven again, and {@link
 * Recorder#attach} compares the count with the class's {@link dev.lockstep.annotations.Action} methods.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Woven {
    /** How many methods of this class were woven. */
    int actions();
}
