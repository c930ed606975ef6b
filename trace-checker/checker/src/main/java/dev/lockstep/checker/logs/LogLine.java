package dev.lockstep.checker.logs;

import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Place;
import dev.lockstep.checker.trace.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Holds one line of a log.
 *
 * @param file the log as the user gave it
 * @param number its number, from 1
 * @param column where a record begins of which a line has many, from 1; 0: the line is one
 * @param message what rules look at
 * @param groups what the format's regular expression found
 * @param json the object that the line is; null: it is text
 * @param process whose it is
 * @param channel what it came by: lines of others are in order by time only
 * @param time the time in nanoseconds, as corrected; null: it is not known
 * @param uncertainty how many nanoseconds the time may be wrong
 */
record LogLine(
        String file,
        long number,
        int column,
        String message,
        Map<String, String> groups,
        @Nullable JsonNode json,
        Value process,
        String channel,
        @Nullable Long time,
        long uncertainty) {

    InvalidInputException invalid(String what, Place mapping) {
        return new InvalidInputException(
                new Place(file, number, Math.max(1, column)), what + " (" + mapping.brief() + ")", null);
    }

    /** Returns the line with its time corrected, by nanoseconds; a line without a time as it is. */
    LogLine shifted(long by) {
        return time == null || by == 0
                ? this
                : new LogLine(file, number, column, message, groups, json, process, channel, time + by, uncertainty);
    }

    @Override
    public String toString() {
        return file + ":" + number + (column == 0 ? "" : ":" + column);
    }
}
