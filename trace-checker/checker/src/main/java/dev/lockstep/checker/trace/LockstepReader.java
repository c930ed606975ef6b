package dev.lockstep.checker.trace;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads Lockstep's own format: NDJSON, a header line and one line per event (design, section 4). */
public final class LockstepReader implements TraceReader {
    private final Lines lines;
    private final @Nullable Shapes shapes;
    private final Header header;
    private final Position position;

    /**
     * @param name the name that messages have for the file
     * @throws InvalidInputException there is no header, or it is not one
     */
    public LockstepReader(String name, InputStream in) throws InvalidInputException {
        this(name, in, new Shapes(name));
    }

    static LockstepReader of(String name, InputStream in, Traces.Reading reading) throws InvalidInputException {
        boolean isByShape = reading == Traces.Reading.BY_SHAPE;
        return new LockstepReader(name, in, reading == Traces.Reading.BY_LIBRARY ? null : new Shapes(name, isByShape));
    }

    /** @param shapes null: all lines are read by the library's parser */
    LockstepReader(String name, InputStream in, @Nullable Shapes shapes) throws InvalidInputException {
        this.shapes = shapes;
        this.position = new Position();
        this.lines = new Lines(name, in);
        if (!lines.next()) {
            throw new InvalidInputException(
                    name, 1, "the file is empty: the first line must be the header" + " {\"lockstep\":1,\"spec\":...}");
        }
        Header plain = shapes == null ? null : shapes.header(lines.bytes(), lines.length());
        this.header = plain != null ? plain : readLine(this::header);
    }

    /** Goes on reading a trace whose header is known. */
    LockstepReader(Lines lines, Shapes shapes, Header header, Position position) {
        this.lines = lines;
        this.shapes = shapes;
        this.header = header;
        this.position = position;
    }

    @Override
    public String name() {
        return lines.file();
    }

    @Override
    public Header header() {
        return header;
    }

    @Override
    public @Nullable Event next() throws InvalidInputException {
        Event known = shapes == null ? null : shapes.next(lines, position.index() + 1);
        Event event = known != null ? known : nextByItself();
        if (event == null) {
            return atEnd(null);
        }
        position.advance();
        if (event.kind() == Event.Kind.END) {
            requireNoMore();
            return atEnd(event);
        }
        String wrong = position.add(event);
        if (wrong != null) {
            throw lines.invalid(wrong);
        }
        return event;
    }

    private void requireNoMore() throws InvalidInputException {
        if (lines.next()) {
            throw lines.invalid("a line after the end of the trace, which is " + GrowingFile.END);
        }
    }

    /**
     * Returns what is asked of the last state; null: nothing, or it has been asked.
     *
     * @param line the line that tells the end; null: none does
     */
    private @Nullable Event atEnd(@Nullable Event line) {
        Event end = line != null
                ? line
                : Event.step(lines.file(), position.index() + 1, null, Map.of()).as(Event.Kind.END);
        Map<String, Value> state = new LinkedHashMap<>(end.state());
        if (header.atEnd() != null) {
            state.put(header.atEnd(), new Value.Bool(true));
        }
        if (position.hasEnded() || state.isEmpty()) {
            return null;
        }
        position.end();
        return end.observing(state, Map.of(), Map.of());
    }

    private @Nullable Event nextByItself() throws InvalidInputException {
        if (!lines.next()) {
            return null;
        }
        if (lines.isBlank()) {
            throw lines.invalid("a blank line within the trace");
        }
        if (lines.isText(GrowingFile.END)) {
            requireNoMore();
            return null;
        }
        Event event = shapes == null
                ? null
                : shapes.read(lines.bytes(), lines.length(), position.index() + 1, lines.number());
        return event != null ? event : readLine(this::event);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /** Holds the library's parser. It is made when it is needed, which it often is not. */
    static final class Library {
        static final JsonFactory JSON = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();

        private Library() {}
    }

    private interface LineParser<T> {
        T parse(JsonParser json) throws InvalidInputException;
    }

    private <T> T readLine(LineParser<T> lineParser) throws InvalidInputException {
        try (JsonParser json = Library.JSON.createParser(ObjectReadContext.empty(), lines.bytes(), 0, lines.length())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw lines.invalid("expected a JSON object, found " + describe(json));
            }
            T result = lineParser.parse(json);
            if (json.nextToken() != null) {
                throw lines.invalid(json.currentTokenLocation().getColumnNr(), "text after the JSON object");
            }
            return result;
        } catch (ValueParser.NotAValue e) {
            throw lines.invalid(e.getMessage());
        } catch (JacksonException e) {
            int column =
                    e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getColumnNr());
            throw lines.isCutOff()
                    ? lines.invalid("the file ends within a line: its writer was stopped while it wrote this event")
                    : lines.invalid(column, JsonComplaint.of(e));
        }
    }

    private static String describe(JsonParser json) {
        return json.currentToken() == null ? "nothing" : json.currentToken().toString();
    }

    private Header header(JsonParser json) throws InvalidInputException {
        Long version = null;
        String spec = null;
        Map<String, Value> constants = Map.of();
        Set<String> local = Set.of();
        Set<String> complete = Set.of();
        Set<String> hidden = Set.of();
        Set<String> late = Set.of();
        boolean calls = false;
        String atEnd = null;
        Map<String, String> self = Map.of();
        Map<String, Value> initially = Map.of();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "lockstep" -> version = number(key, json);
                case "spec" -> spec = string(key, json);
                case "constants" -> constants = values(key, json);
                case "local" -> local = strings(key, json);
                case "complete" -> complete = strings(key, json);
                case "hidden" -> hidden = strings(key, json);
                case "late" -> late = strings(key, json);
                case "calls" -> calls = truth(key, json);
                case "atEnd" -> atEnd = string(key, json);
                case "self" -> self = self(json);
                case "initially" -> initially = values(key, json);
                case "meta" -> json.skipChildren();
                case "process", "clock", "seq", "action", "args", "state", "added", "removed", "instance", "source" ->
                    throw lines.invalid("the header is missing: the first line must be {\"lockstep\":1,\"spec\":...},"
                            + " and this is an event");
                default ->
                    throw lines.invalid("unknown key \"" + key + "\" in the header; there are lockstep, spec,"
                            + " constants, local, complete, hidden, late, calls, atEnd, self, initially, meta"
                            + (version == null ? ". Logs are read by a mapping: lockstep import" : ""));
            }
        }
        if (version == null) {
            throw lines.invalid("the header is missing: the first line must be {\"lockstep\":1,\"spec\":...}");
        }
        if (version != 1) {
            throw lines.invalid("format version " + version + "; this checker reads version 1");
        }
        if (spec == null) {
            throw lines.invalid("the header has no \"spec\"");
        }
        return new Header(spec, constants, local, complete, hidden, late, calls, atEnd, self, initially);
    }

    /** Reads one parameter's name for all actions, or that of each of some actions; null stands for none. */
    private Map<String, String> self(JsonParser json) throws InvalidInputException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return Map.of(Header.ANY_ACTION, parameter(json));
        }
        Map<String, String> byAction = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String action = json.currentName();
            json.nextToken();
            byAction.put(action, parameter(json));
        }
        return byAction;
    }

    private String parameter(JsonParser json) throws InvalidInputException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return "";
        }
        if (json.currentToken() != JsonToken.VALUE_STRING || json.getString().isEmpty()) {
            throw lines.invalid(
                    "\"self\" must be the name of a parameter or null, or an object with that for each action");
        }
        return json.getString();
    }

    private Event event(JsonParser json) throws InvalidInputException {
        Value process = null;
        Long clock = null;
        Long seq = null;
        String action = null;
        Map<String, Value> args = Map.of();
        Map<String, Value> state = Map.of();
        Map<String, List<Value>> added = Map.of();
        Map<String, List<Value>> removed = Map.of();
        String instance = null;
        String source = null;
        String threw = null;
        Event.Kind kind = Event.Kind.STEP;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "process" -> process = ValueParser.parse(json);
                case "clock" -> clock = number(key, json);
                case "seq" -> seq = number(key, json);
                case "action" -> action = string(key, json);
                case "args" -> args = values(key, json);
                case "state" -> state = values(key, json);
                case "added" -> added = lists(key, json);
                case "removed" -> removed = lists(key, json);
                case "instance" -> instance = string(key, json);
                case "source" -> source = string(key, json);
                case "threw" -> threw = string(key, json);
                case "call", "return" -> {
                    action = string(key, json);
                    kind = kind(key, kind);
                }
                case "end" -> {
                    if (!truth(key, json)) {
                        throw lines.invalid("\"end\" must be true");
                    }
                    kind = kind(key, kind);
                }
                case "incomplete" ->
                    throw lines.invalid("the trace is incomplete: its program could not record what came next: "
                            + string(key, json));
                case "lockstep" ->
                    throw lines.invalid(
                            "a second header: traces in several files are given as several" + " files, not as one");
                default ->
                    throw lines.invalid(
                            "unknown key \"" + key + "\"; an event has process, clock, seq, action,"
                                    + " args, state, added, removed, instance, source, threw, or call or return instead of action");
            }
        }
        if (process == null && (clock != null || seq != null)) {
            throw lines.invalid("an event with a " + (clock != null ? "clock" : "seq") + " must name its process");
        }
        return new Event(
                position.index() + 1,
                lines.file(),
                lines.number(),
                process,
                clock,
                seq,
                action,
                args,
                state,
                added,
                removed,
                instance,
                source,
                threw,
                kind);
    }

    private Event.Kind kind(String key, Event.Kind before) throws InvalidInputException {
        if (before != Event.Kind.STEP) {
            throw lines.invalid("an event is one of a step, a call, a return, or the end");
        }
        if (!key.equals("end") && !header.calls()) {
            throw lines.invalid("a trace of calls and returns says so in its header: \"calls\":true");
        }
        return Event.Kind.valueOf(key.toUpperCase(Locale.ROOT));
    }

    private boolean truth(String key, JsonParser json) throws InvalidInputException {
        if (json.currentToken() != JsonToken.VALUE_TRUE && json.currentToken() != JsonToken.VALUE_FALSE) {
            throw lines.invalid("\"" + key + "\" must be true or false");
        }
        return json.getBooleanValue();
    }

    private long number(String key, JsonParser json) throws InvalidInputException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw lines.invalid("\"" + key + "\" must be an integer");
        }
        if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw lines.invalid("\"" + key + "\" must be an integer of at most 64 bits");
        }
        return json.getLongValue();
    }

    private String string(String key, JsonParser json) throws InvalidInputException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw lines.invalid("\"" + key + "\" must be a string");
        }
        return json.getString();
    }

    private Set<String> strings(String key, JsonParser json) throws InvalidInputException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw lines.invalid("\"" + key + "\" must be an array of strings");
        }
        Set<String> strings = new LinkedHashSet<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            strings.add(string(key, json));
        }
        return strings;
    }

    private Map<String, Value> values(String key, JsonParser json) throws InvalidInputException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw lines.invalid("\"" + key + "\" must be an object");
        }
        Fields<Value> values = new Fields<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            values.add(name, ValueParser.parse(json));
        }
        return values;
    }

    private Map<String, List<Value>> lists(String key, JsonParser json) throws InvalidInputException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw lines.invalid("\"" + key + "\" must be an object");
        }
        Fields<List<Value>> values = new Fields<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw lines.invalid("\"" + key + "\"." + name + " must be an array");
            }
            values.add(name, ValueParser.elements(json));
        }
        return values;
    }
}
