package dev.lockstep.checker.trace;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;

/** Tells what the JSON library says is wrong, without its advice to programmers. */
final class JsonComplaint {
    private JsonComplaint() {}

    static String of(JacksonException e) {
        String first = firstLine(e.getOriginalMessage());
        if (e instanceof StreamConstraintsException) {
            return "not JSON that is read: " + constraint(first);
        }
        int advice = first.indexOf(": enable `"); // of NaN, comments, quotes, ...
        return "not JSON: " + (advice < 0 ? first : first.substring(0, advice));
    }

    /** Says which limit is exceeded. The library names the setting with which a program could allow more. */
    private static String constraint(String message) {
        int setting = message.indexOf(", from `");
        String told = setting < 0 ? message : message.substring(0, setting);
        return told.startsWith("Document nesting") ? "values are nested more than 500 deep" : told;
    }

    private static String firstLine(@Nullable String message) {
        return message == null
                ? "malformed"
                : message.lines().findFirst().filter(line -> !line.isEmpty()).orElse("malformed");
    }
}
