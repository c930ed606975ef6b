package dev.lockstep.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with what the user gave: where it has a place in a file, as compilers say it. */
final class Complaint {
    private static final Pattern PLACED = Pattern.compile("(?s)([^\\n]*?:\\d+): (.*?)(?:, at column (\\d+))?");

    private Complaint() {}

    static String of(Exception e) {
        return of(message(e));
    }

    /** @param message that of an invalid input, which names file and line if there are such */
    static String of(String message) {
        Matcher placed = PLACED.matcher(message);
        if (!placed.matches()) {
            return "lockstep: " + message;
        }
        String column = placed.group(3) == null ? "1" : placed.group(3);
        return placed.group(1) + ":" + column + ": error: " + placed.group(2);
    }

    /** Java's own says no more than the name of the file. */
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
