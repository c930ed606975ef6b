package dev.lockstep.checker.logs;

import dev.lockstep.checker.logs.LogMapping.Cause;
import dev.lockstep.checker.logs.LogMapping.Condition;
import dev.lockstep.checker.logs.LogMapping.EventRule;
import dev.lockstep.checker.logs.LogMapping.Like;
import dev.lockstep.checker.logs.LogMapping.Part;
import dev.lockstep.checker.logs.LogMapping.Rule;
import dev.lockstep.checker.logs.LogMapping.Said;
import dev.lockstep.checker.logs.LogOrder.Found;
import dev.lockstep.checker.logs.LogOrder.Received;
import dev.lockstep.checker.logs.Scope.Matched;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Place;
import dev.lockstep.checker.trace.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Turns logs into a trace, by a mapping. */
public final class LogImport {
    private final LogMapping mapping;
    private final HeaderValues header;
    private final Unmatched unmatched = new Unmatched();
    private long ignored;

    private LogImport(LogMapping mapping) {
        this.mapping = mapping;
        this.header = new HeaderValues(mapping.tables());
    }

    /**
     * Reads logs, all of one trace.
     *
     * @throws InvalidInputException a line is nothing that the mapping says, or lacks what that asks for; the message names both places
     */
    public static ImportedTrace read(LogMapping mapping, List<Path> logs) throws InvalidInputException {
        return new LogImport(mapping).trace(logs);
    }

    private ImportedTrace trace(List<Path> logs) throws InvalidInputException {
        LogReader reader = new LogReader(mapping, unmatched);
        for (Path log : logs) {
            reader.read(log);
        }
        for (Said said : mapping.said()) {
            header.add(said, new Scope(List.of(), Map.of()), null);
        }
        List<List<Found>> processes = new ArrayList<>();
        for (List<LogLine> lines : reader.lines()) {
            processes.add(new OfSource(lines).events());
        }
        List<String> corrections = new ArrayList<>();
        if (mapping.areClocksEstimated()) {
            ClockSkew skew = new ClockSkew(processes);
            processes.forEach(found -> found.replaceAll(skew::corrected));
            skew.corrections().forEach(each -> corrections.add(each.toString()));
        }
        List<Event> events = new ArrayList<>();
        long clock = 0;
        for (Found found : new LogOrder(processes).ordered()) {
            Long time = found.line().time();
            clock = Math.max(clock + 1, time == null ? 0 : TimeUnit.NANOSECONDS.toMicros(time));
            events.add(found.event().at(events.size() + 1L, clock));
        }
        Header said = new Header(
                mapping.spec(),
                header.of(Part.CONSTANT),
                mapping.local(),
                mapping.complete(),
                mapping.hidden(),
                mapping.late(),
                mapping.hasCalls(),
                mapping.atEnd(),
                mapping.self(),
                header.of(Part.INITIALLY));
        return new ImportedTrace(
                mapping.place().file(),
                said,
                events,
                logs.size(),
                reader.count(),
                ignored + reader.ignored(),
                unmatched.count(),
                corrections,
                unmatched.lines());
    }

    /** Finds the events in the lines of one process in one file. */
    private final class OfSource {
        private final List<LogLine> lines;
        private final boolean[] isTaken;
        private final Map<String, Value> remembered = new HashMap<>();
        private final List<Found> found = new ArrayList<>();

        OfSource(List<LogLine> lines) {
            this.lines = lines;
            this.isTaken = new boolean[lines.size()];
        }

        List<Found> events() throws InvalidInputException {
            for (int i = 0; i < lines.size(); i++) {
                if (!isTaken[i]) {
                    take(i);
                }
            }
            return found;
        }

        private void take(int first) throws InvalidInputException {
            for (Rule rule : mapping.rules()) {
                Map<Integer, Matched> matched = matched(rule, first);
                if (!matched.isEmpty()) {
                    matched.keySet().forEach(index -> isTaken[index] = true);
                    if (rule.ignores()) {
                        ignored++;
                    } else {
                        apply(rule, List.copyOf(matched.values()));
                    }
                    return;
                }
            }
            if (!mapping.isRestIgnored()) {
                LogLine line = lines.get(first);
                throw line.invalid("no rule fits the line, and it is not ignored: " + line.message(), mapping.place());
            }
            unmatched.add(lines.get(first).toString(), lines.get(first).message());
        }

        /** Returns the lines that the rule is about, in order, by their index; none: it does not fit. */
        private Map<Integer, Matched> matched(Rule rule, int first) {
            Map<Integer, Matched> matched = new LinkedHashMap<>();
            int index = first;
            for (Like like : rule.lines()) {
                Matched fits = null;
                boolean isOver = false;
                while (fits == null && !isOver) {
                    fits = index == lines.size() || isTaken[index] ? null : fit(like, lines.get(index));
                    isOver = index == lines.size() || fits == null && !isPassed(index, first);
                    index += isOver ? 0 : 1;
                }
                if (fits == null) {
                    return Map.of();
                }
                matched.put(index - 1, fits);
            }
            return matched;
        }

        /** Returns whether a rule of several lines looks for its next one behind this one. */
        private boolean isPassed(int index, int first) {
            return index != first && (isTaken[index] || isIgnored(lines.get(index)));
        }

        private boolean isIgnored(LogLine line) {
            for (Rule rule : mapping.rules()) {
                if (rule.lines().size() == 1 && fit(rule.lines().get(0), line) != null) {
                    return rule.ignores();
                }
            }
            return mapping.isRestIgnored();
        }

        private void apply(Rule rule, List<Matched> matched) throws InvalidInputException {
            LogLine line = matched.get(matched.size() - 1).line();
            Scope scope = new Scope(matched, Map.copyOf(remembered));
            for (Said said : rule.said()) {
                header.add(said, scope, line);
            }
            for (EventRule event : rule.events()) {
                try {
                    found.add(found(event, scope, line));
                } catch (Template.NoValue e) {
                    throw line.invalid(String.valueOf(e.getMessage()), event.place());
                }
            }
            try {
                for (Map.Entry<String, Template> each : rule.remembered().entrySet()) {
                    remembered.put(each.getKey(), each.getValue().value(scope, mapping.tables()));
                }
            } catch (Template.NoValue e) {
                throw line.invalid(String.valueOf(e.getMessage()), rule.place());
            }
        }

        private Found found(EventRule rule, Scope scope, LogLine line) throws Template.NoValue, InvalidInputException {
            Value process =
                    rule.process() == null ? line.process() : rule.process().value(scope, mapping.tables());
            List<String> sends = new ArrayList<>();
            for (Template key : rule.sends()) {
                sends.add(key.text(scope, mapping.tables()));
            }
            List<Received> receives = new ArrayList<>();
            for (Cause cause : rule.receives()) {
                receives.add(
                        new Received(cause.key().text(scope, mapping.tables()), cause.which(), cause.mayBeMissing()));
            }
            Event event = new Event(
                    1,
                    line.file(),
                    line.number(),
                    process,
                    null,
                    null,
                    rule.action(),
                    values(rule.args(), scope),
                    values(rule.state(), scope),
                    lists(rule.added(), scope, line, rule.place()),
                    lists(rule.removed(), scope, line, rule.place()),
                    rule.instance() == null ? null : rule.instance().text(scope, mapping.tables()),
                    line.toString(),
                    null,
                    rule.kind());
            return new Found(event, line, rule.place(), sends, receives);
        }
    }

    private Map<String, Value> values(Map<String, Template> templates, Scope scope) throws Template.NoValue {
        Map<String, Value> values = new LinkedHashMap<>();
        for (Map.Entry<String, Template> each : templates.entrySet()) {
            values.put(each.getKey(), each.getValue().value(scope, mapping.tables()));
        }
        return values;
    }

    private Map<String, List<Value>> lists(Map<String, Template> templates, Scope scope, LogLine line, Place place)
            throws Template.NoValue, InvalidInputException {
        Map<String, List<Value>> lists = new LinkedHashMap<>();
        for (Map.Entry<String, Value> each : values(templates, scope).entrySet()) {
            if (!(each.getValue() instanceof Value.Seq elements)) {
                throw line.invalid(
                        "what is added to or removed from " + each.getKey() + " is listed, [...], but is "
                                + each.getValue(),
                        place);
            }
            lists.put(each.getKey(), elements.elements());
        }
        return lists;
    }

    /** Returns the line with what the regular expression finds in it; null: it is not like that. */
    private static @Nullable Matched fit(Like like, LogLine line) {
        Map<String, String> groups =
                like.regex() == null ? Map.of() : like.regex().find(line.message());
        if (groups == null) {
            return null;
        }
        Matched matched = new Matched(line, groups);
        for (Condition condition : like.conditions()) {
            Value value = Scope.in(matched, condition.name());
            String text = value == null ? null : Template.text(value);
            Map<String, String> found = text == null || condition.regex() == null
                    ? Map.of()
                    : condition.regex().find(text);
            if (text == null || found == null || condition.regex() == null && !text.equals(condition.text())) {
                return null;
            }
            if (!found.isEmpty()) {
                Map<String, String> all = new HashMap<>(matched.groups());
                all.putAll(found);
                matched = new Matched(line, all);
            }
        }
        return matched;
    }
}
