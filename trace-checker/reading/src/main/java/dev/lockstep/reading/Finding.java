package dev.lockstep.reading;

import java.nio.file.Path;

/**
 * Tells that something has no counterpart.
 *
 * @param kind what is missing
 * @param subject what it is missing for, as {@code LamportMutex.Enter}
 * @param file where the subject is
 * @param line the line, from 1
 * @param message what is wrong, in a sentence without its end
 */
public record Finding(Kind kind, String subject, Path file, int line, String message) {
    /** Tells what kind of counterpart is missing. Its lower-case name is the word for it in a list of exceptions. */
    public enum Kind {
        /** An action of a spec has no method. */
        ACTION,
        /** A method is annotated as an action that its spec does not have. */
        METHOD,
        /** A note names something that is neither in a spec nor in the code. */
        NOTE,
        /** A broken model has no slip in the code. */
        SLIP,
        /** A module is on no page. */
        MODULE,
        /** An exception is declared that is none. */
        EXCEPTION;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Returns the finding as compilers tell theirs: file, line, what is wrong. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + message + " (" + kind.word() + " " + subject + ")";
    }
}
