package dev.lockstep.checker.logs;

import dev.lockstep.checker.logs.LogMapping.Cause;
import dev.lockstep.checker.logs.LogMapping.EventRule;
import dev.lockstep.checker.logs.LogMapping.Format;
import dev.lockstep.checker.logs.LogMapping.Like;
import dev.lockstep.checker.logs.LogMapping.LogFile;
import dev.lockstep.checker.logs.LogMapping.Rule;
import dev.lockstep.checker.logs.LogMapping.Said;
import dev.lockstep.checker.logs.LogMapping.Syntax;
import dev.lockstep.checker.logs.LogMapping.Table;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Place;
import dev.lockstep.checker.trace.Value;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what the statements of a mapping say of one thing, until the next thing begins. */
sealed interface Block {

    /** Collects the entries of a table. */
    final class OfTable implements Block {
        final String name;
        final Map<String, Value> entries = new LinkedHashMap<>();

        @Nullable
        Value otherwise;

        OfTable(String name) {
            this.name = name;
        }

        Table table() {
            return new Table(entries, otherwise);
        }
    }

    /** Collects what is known of files. */
    final class OfFile implements Block {
        private final PathMatcher name;

        @Nullable
        Template process;

        long offset;
        long uncertainty;

        OfFile(PathMatcher name) {
            this.name = name;
        }

        LogFile file() {
            return new LogFile(name, process, offset, uncertainty);
        }
    }

    /** Collects how a line is read. */
    final class OfFormat implements Block {
        private final Place opened;
        private final Syntax syntax;

        final @Nullable Regex regex;

        @Nullable
        Clock clock;

        @Nullable
        Template process;

        @Nullable
        Template channel;

        String message = "";

        OfFormat(Place opened, Syntax syntax, @Nullable Regex regex) {
            this.opened = opened;
            this.syntax = syntax;
            this.regex = regex;
            if (syntax == Syntax.OTLP) {
                clock = Clock.of(LogMapping.Name.of("/time"), "nanos");
                message = "/message";
            }
        }

        Format format() {
            return new Format(opened, syntax, regex, clock, process, channel, message);
        }
    }

    /** Collects what lines mean. */
    final class OfRule implements Block {
        final Place opened;
        final boolean ignores;
        final List<Like> lines = new ArrayList<>();
        final List<Said> said = new ArrayList<>();
        final Map<String, Template> remembered = new LinkedHashMap<>();
        final List<OfEvent> events = new ArrayList<>();

        OfRule(Place opened, boolean ignores) {
            this.opened = opened;
            this.ignores = ignores;
        }

        /** Returns whether nothing but what the lines are like has been said. */
        boolean isOfLines() {
            return said.isEmpty() && remembered.isEmpty() && events.isEmpty();
        }

        /** Returns the event that statements are about now; null: there is none yet. */
        @Nullable
        OfEvent event() {
            return events.isEmpty() ? null : events.get(events.size() - 1);
        }

        Rule rule() {
            List<EventRule> all = events.stream().map(OfEvent::rule).toList();
            return new Rule(opened, List.copyOf(lines), said, remembered, all, ignores);
        }
    }

    /** Collects what is said of an event, within the block of its rule. */
    final class OfEvent {
        private final Place place;
        private final Event.Kind kind;
        private final String action;
        private final Map<String, Map<String, Template>> values = new LinkedHashMap<>();
        final List<Template> sends = new ArrayList<>();
        final List<Cause> receives = new ArrayList<>();

        @Nullable
        Template process;

        @Nullable
        Template instance;

        OfEvent(Place place, Event.Kind kind, String action) {
            this.place = place;
            this.kind = kind;
            this.action = action;
        }

        Map<String, Template> values(String keyword) {
            return values.computeIfAbsent(keyword, none -> new LinkedHashMap<>());
        }

        EventRule rule() {
            return new EventRule(
                    place,
                    kind,
                    action,
                    process,
                    values("arg"),
                    values("state"),
                    values("added"),
                    values("removed"),
                    instance,
                    sends,
                    receives);
        }
    }
}
