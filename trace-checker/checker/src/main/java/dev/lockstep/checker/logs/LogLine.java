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
        String message,
        Map<String, String> groups,
        @Nullable JsonNode json,
        Value process,
        String channel,
        @Nullable Long time,
        long uncertainty) {

    InvalidInputException invalid(String what, Place mapping) {
        return new InvalidInputException(file, number, what + " (" + mapping.brief() + ")");
    }

    @Override
    public String toString() {
        return file + ":" + number;
    }
}
