package dev.lockstep.checker.logs;

import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Place;
import dev.lockstep.checker.trace.Value;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/**
 * Says what the lines of logs mean. It tells how a line is read, which lines are events of which action, and which are none.
 *
 * @param said what the trace's header says, whatever the lines are
 * @param files what is known of files; of several that fit a name, the first counts
 * @param formats how lines are read; of several that fit a line, the first counts
 * @param rules what lines mean; of several that fit a line, the first counts
 * @param isRestIgnored whether lines that no rule fits are counted, and no error
 * @param areClocksEstimated whether clocks are corrected as messages between processes ask for
 */
public record LogMapping(
        Place place,
        String spec,
        Set<String> local,
        Set<String> complete,
        Set<String> hidden,
        Set<String> late,
        @Nullable String atEnd,
        Map<String, String> self,
        List<Said> said,
        Map<String, Table> tables,
        List<LogFile> files,
        List<Format> formats,
        List<Rule> rules,
        boolean isRestIgnored,
        boolean areClocksEstimated) {

    /**
     * Reads a mapping, and those that it includes.
     *
     * @throws InvalidInputException the file cannot be read, or is no mapping; the message names file and line
     */
    public static LogMapping read(java.nio.file.Path file) throws InvalidInputException {
        return new LogMappingParser().read(file);
    }

    /** Returns whether there are events that begin or end an operation. */
    boolean hasCalls() {
        return rules.stream()
                .flatMap(rule -> rule.events().stream())
                .anyMatch(event -> event.kind() != Event.Kind.STEP);
    }

    /** Renames values, as they are in a log, to those of the spec. */
    record Table(Map<String, Value> entries, @Nullable Value otherwise) {}

    /**
     * Says what is known of a file by its name.
     *
     * @param process null: each line says whose it is
     * @param offset nanoseconds that are added to its times
     * @param uncertainty how many nanoseconds its times may be wrong after that
     */
    record LogFile(PathMatcher name, @Nullable Template process, long offset, long uncertainty) {}

    /** Tells what a line is. */
    enum Syntax {
        /** A text, in which a regular expression is found. */
        TEXT,
        /** A JSON object. */
        JSON,
        /** A JSON object of OpenTelemetry's protocol, with any number of records: see {@link OtlpRecords}. */
        OTLP
    }

    /**
     * Says how a line is read.
     *
     * @param regex null: it is no text
     * @param clock null: it has no time
     * @param process null: the file says whose it is
     * @param channel what the line came by, if lines of one process come by several whose order is not known; null: they do not
     * @param message the group, or the place in the object, that rules look at; empty: the whole line
     */
    record Format(
            Place place,
            Syntax syntax,
            @Nullable Regex regex,
            @Nullable Clock clock,
            @Nullable Template process,
            @Nullable Template channel,
            String message) {}

    /**
     * Says what lines mean that follow each other in one process.
     *
     * @param lines what each of them is like
     * @param ignores whether they mean nothing
     */
    record Rule(
            Place place,
            List<Like> lines,
            List<Said> said,
            Map<String, Template> remembered,
            List<EventRule> events,
            boolean ignores) {}

    /**
     * Says what a line is like.
     *
     * @param regex what is found in its message; null: anything
     */
    record Like(@Nullable Regex regex, List<Condition> conditions) {}

    /** Asks that something in a line be this text, or that the regular expression be found in it. */
    record Condition(
            Name name, @Nullable String text, @Nullable Regex regex) {}

    /**
     * Names something in a line: a group of a regular expression, or a place in a JSON object.
     *
     * @param pointer null: it is a group
     */
    record Name(String text, @Nullable JsonPointer pointer) {
        static Name of(String text) {
            return new Name(text, text.startsWith("/") ? JsonPointer.compile(text) : null);
        }
    }

    /** Tells what the header says. */
    enum Part {
        CONSTANT,
        INITIALLY
    }

    /**
     * Says a value of the header: the whole of it, an element of it, or that of one argument.
     *
     * @param argument null: it is no function, or the whole one
     * @param isElement whether it is one of the elements of a set
     */
    record Said(
            Place place, Part part, String name, @Nullable Template argument, boolean isElement, Template value) {}

    /**
     * Says what an event is.
     *
     * @param process null: that of the line
     * @param sends what happens then, that other events wait for
     * @param receives what must have happened before
     */
    record EventRule(
            Place place,
            Event.Kind kind,
            String action,
            @Nullable Template process,
            Map<String, Template> args,
            Map<String, Template> state,
            Map<String, Template> added,
            Map<String, Template> removed,
            @Nullable Template instance,
            List<Template> sends,
            List<Cause> receives) {}

    /**
     * Names what must have happened before.
     *
     * @param mayBeMissing whether it is no error if it is in no log
     */
    record Cause(Template key, Which which, boolean mayBeMissing) {}

    /** Tells which of equal sendings a receipt comes after. */
    enum Which {
        FIRST,
        /** The first for the first receipt, the second for the second, and so on. */
        EACH,
        /** The last one until then, by the clocks and their uncertainties. */
        LAST
    }
}
