package dev.lockstep.checker.trace;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads ITF, Apalache's Informal Trace Format: full states. The first is the initial state, each other one the result of any step of
 * {@code Next}. Apalache ADR 015 defines the format.
 *
 * <p>With {@code "loop": i} the states from number i on, counted from 0, repeat without end. Then the step from the last state back to state
 * i is one more event, unless the two are equal. If the file names the loop after its states, the reader holds all of them in memory.
 *
 * <p>Variables that Quint adds for model-based testing ({@code mbt::actionTaken}, {@code mbt::nondetPicks}) are none of the spec's: the
 * reader skips them.
 */
public final class ItfReader implements TraceReader {
    private static final String OF_QUINT = "mbt::";

    private final String file;
    private final JsonParser json;
    private final Map<String, Value> initially;
    private final Set<String> ignored = new LinkedHashSet<>();

    /** The states that a loop may go back to, by number. */
    private final Map<Long, Map<String, Value>> kept = new HashMap<>();

    private Map<String, Value> last;
    private @Nullable Loop loop;
    private long index;
    private boolean ended;

    /**
     * Tells where the states begin to repeat.
     *
     * @param state its number, from 0
     * @param line where the file says so
     */
    private record Loop(long state, long line) {}

    /** @throws InvalidInputException the file is no ITF trace, or has no states */
    public ItfReader(String file, InputStream in) throws InvalidInputException {
        this.file = file;
        try {
            this.json = JsonFactory.builder().build().createParser(ObjectReadContext.empty(), in);
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw invalid("an ITF trace is a JSON object");
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME
                    && !json.currentName().equals("states")) {
                other();
            }
            if (json.currentToken() != JsonToken.PROPERTY_NAME || json.nextToken() != JsonToken.START_ARRAY) {
                throw invalid("an ITF trace has an array \"states\"");
            }
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw invalid("\"states\" has no state");
            }
            this.initially = state();
            this.last = initially;
            keep();
        } catch (JacksonException e) {
            throw notJson(e);
        }
    }

    /** Reads a field that is not the states: of these only the loop counts. */
    private void other() throws InvalidInputException {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("loop") && value != JsonToken.VALUE_NULL) {
            BigInteger number =
                    value == JsonToken.VALUE_NUMBER_INT ? json.getBigIntegerValue() : BigInteger.ONE.negate();
            if (number.signum() < 0 || number.bitLength() > 62) {
                throw invalid("\"loop\" is the number of a state, from 0");
            }
            loop = new Loop(number.longValue(), line());
        } else {
            json.skipChildren();
        }
    }

    private void keep() {
        if (loop == null || loop.state == index) {
            kept.put(index, last);
        }
    }

    private InvalidInputException invalid(String message) {
        return new InvalidInputException(file, line(), message);
    }

    private InvalidInputException notJson(JacksonException e) {
        return new InvalidInputException(
                file, e.getLocation() == null ? line() : e.getLocation().getLineNr(), JsonComplaint.of(e));
    }

    private long line() {
        return json == null ? 1 : json.currentTokenLocation().getLineNr();
    }

    private Map<String, Value> state() throws InvalidInputException {
        Map<String, Value> state = new LinkedHashMap<>();
        try {
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                if (name.startsWith("#")) {
                    json.skipChildren(); // "#meta"
                } else if (name.startsWith(OF_QUINT)) {
                    json.skipChildren();
                    ignored.add(name);
                } else {
                    state.put(name, ValueParser.parse(json));
                }
            }
        } catch (ValueParser.NotAValue e) {
            throw invalid(e.getMessage());
        }
        if (state.isEmpty()) {
            throw invalid("a state without variables");
        }
        return state;
    }

    @Override
    public String name() {
        return file;
    }

    /** Returns a header of the unnamed spec: ITF does not say which it is. */
    @Override
    public Header header() {
        return Header.of("");
    }

    @Override
    public Map<String, Value> initially() {
        return initially;
    }

    @Override
    public @Nullable Event next() throws InvalidInputException {
        try {
            if (ended) {
                return null;
            }
            if (json.nextToken() == JsonToken.END_ARRAY) {
                ended = true;
                while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                    other();
                }
                while (json.nextToken() != null) {} // to the end: it may be cut off
                return closing();
            }
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw invalid("a state is a JSON object");
            }
            long line = line();
            last = state();
            Event event = event(line, last);
            keep();
            return event;
        } catch (JacksonException e) {
            throw notJson(e);
        }
    }

    private Event event(long line, Map<String, Value> state) {
        return new Event(
                ++index,
                file,
                line,
                null,
                null,
                null,
                null,
                Map.of(),
                state,
                Map.<String, List<Value>>of(),
                Map.<String, List<Value>>of(),
                null,
                null,
                null);
    }

    /** Returns the step from the last state back to where the states begin to repeat; null: there is none. */
    private @Nullable Event closing() throws InvalidInputException {
        if (loop == null) {
            return null;
        }
        Map<String, Value> again = kept.get(loop.state);
        if (again == null) {
            throw new InvalidInputException(
                    file, loop.line, "\"loop\" is " + loop.state + ", but the last state is number " + index);
        }
        return again.equals(last) ? null : event(loop.line, again).as(Event.Kind.LOOP);
    }

    @Override
    public List<String> ignored() {
        return List.copyOf(ignored);
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
