package dev.lockstep.cli.report;

import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Place;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;

/**
 * Tells what is wrong with what the user gave. Where it has a place in a file, it is told as compilers do.
 *
 * @param place null: it has none
 */
public record Complaint(Place place, String what) {
    public static Complaint of(Exception e) {
        if (e instanceof InvalidInputException invalid) {
            return new Complaint(invalid.place().orElse(null), invalid.what());
        } else if (e instanceof UnusableSpecException unusable) {
            return new Complaint(unusable.place().orElse(null), unusable.getMessage());
        }
        return new Complaint(null, message(e));
    }

    /** Returns the complaint, with what explains it before it. */
    public Complaint after(String remark) {
        return new Complaint(place, remark + ": " + what);
    }

    @Override
    public String toString() {
        return place == null ? "lockstep: " + what : place + ": error: " + what;
    }

    /** Returns the message of an error. Java's own says no more than the name of the file. */
    private static String message(Exception e) {
        if (e instanceof InvalidPathException path) {
            return "the locale of this terminal has no such name of a file: " + path.getInput();
        } else if (e instanceof FileSystemException file && file.getReason() == null) {
            return file.getFile() + ": "
                    + (e instanceof NoSuchFileException
                            ? "no such file or folder"
                            : e instanceof AccessDeniedException
                                    ? "access denied"
                                    : e.getClass().getSimpleName());
        }
        return String.valueOf(e.getMessage());
    }
}
