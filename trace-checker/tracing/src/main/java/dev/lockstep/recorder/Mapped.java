package dev.lockstep.recorder;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Put on a class by the weaver, as a mapping file says: what {@link dev.lockstep.annotations.Spec}, {@link
 * dev.lockstep.annotations.Self} and {@link dev.lockstep.annotations.Variable} say of a class whose source one can change. Its
 * actions may be methods of other classes.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Mapped {
    /** The TLA+ module. */
    String spec();

    /** The name by which actions take the process; empty: they do not. */
    String parameter();

    /** The process's name. */
    Reading self();

    Reading[] variables();

    /** The classes that have actions. */
    Methods[] actions();

    /** Something that is read of a core. */
    @interface Reading {
        /** The spec's name for it. */
        String name();

        /** Fields and methods, as in {@code state.log().size()}. */
        String path();

        /** Where the mapping says so: file and line. */
        String where();
    }

    /** The actions of one class. */
    @interface Methods {
        /** Its name. */
        String type();

        /** How many methods of it are actions. */
        int count();

        /** Where the mapping says so first: file and line. */
        String where();
    }
}
