package dev.lockstep.recorder;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The weaver puts this annotation on a class that a mapping file describes. It says what {@link dev.lockstep.annotations.Spec}, {@link
 * dev.lockstep.annotations.Self} and {@link dev.lockstep.annotations.Variable} say of a class whose source can be changed. The actions of
 * the class may be methods of other classes.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Mapped {
    /** Names the TLA+ module. */
    String spec();

    /** Names the parameter by which actions take the process; empty if they take none. */
    String parameter();

    /** Says where the process's name is read. */
    Reading self();

    Reading[] variables();

    /** Lists the classes that have actions. */
    Methods[] actions();

    /** Describes a value that is read from a core. */
    @interface Reading {
        /** Gives the spec's name for the value. */
        String name();

        /** Gives the path of fields and methods to the value, such as {@code state.log().size()}. */
        String path();

        /** Gives the file and the line of the mapping that say so. */
        String where();
    }

    /** Lists the actions of one class. */
    @interface Methods {
        /** Gives the name of the class. */
        String type();

        /** Gives the number of its methods that are actions. */
        int count();

        /** Gives the file and the line of the mapping that say so first. */
        String where();
    }
}
