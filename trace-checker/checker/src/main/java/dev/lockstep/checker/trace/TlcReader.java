package dev.lockstep.checker.trace;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads what TLC writes with {@code -dumpTrace json}. TLC 1.8 writes the counterexample's states with their numbers, beside the actions
 * between them; its releases before wrote an array of states. The encoding does not tell a set from a sequence, nor a record from a
 * function of strings: values are {@linkplain Value.Plain plain}. Holds the trace in memory.
 */
public final class TlcReader implements TraceReader {
    private final String file;
    private final TreeMap<Long, Map<String, Value>> states = new TreeMap<>();
    private final Map<Long, Long> lines = new TreeMap<>();
    private final List<Long> left;
    private long index;

    /** @throws InvalidInputException the file is no such trace, or has no states */
    public TlcReader(String file, InputStream in) throws InvalidInputException {
        this.file = file;
        try (JsonParser json = JsonFactory.builder().build().createParser(ObjectReadContext.empty(), in)) {
            JsonToken first = json.nextToken();
            if (first == JsonToken.START_ARRAY) {
                array(json);
            } else if (first == JsonToken.START_OBJECT) {
                object(json, "counterexample");
            } else {
                throw new InvalidInputException(file, 1, "TLC's JSON trace is an object or an array");
            }
            if (json.nextToken() != null) {
                throw new InvalidInputException(file, line(json), "text after the trace");
            }
        } catch (JacksonException e) {
            long line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new InvalidInputException(file, line, JsonComplaint.of(e));
        } catch (ValueParser.NotAValue e) {
            throw new InvalidInputException(file, 1, e.getMessage());
        }
        if (states.isEmpty()) {
            throw new InvalidInputException(
                    file, 1, "there are no states: TLC's JSON trace has them at counterexample.state");
        }
        this.left = new ArrayList<>(states.keySet());
        left.remove(0);
    }

    /** Reads the object that has the states, in the one that the file is. */
    private void object(JsonParser json, String wanted) throws InvalidInputException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals(wanted) && value == JsonToken.START_OBJECT) {
                object(json, "state");
            } else if (name.equals(wanted) && value == JsonToken.START_ARRAY) {
                numbered(json);
            } else {
                json.skipChildren();
            }
        }
    }

    /** Reads states of the form {@code [[1, {...}], [2, {...}]]}. */
    private void numbered(JsonParser json) throws InvalidInputException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            boolean pair =
                    json.currentToken() == JsonToken.START_ARRAY && json.nextToken() == JsonToken.VALUE_NUMBER_INT;
            if (!pair) {
                throw new InvalidInputException(file, line(json), "a state is a pair of its number and its variables");
            }
            long number = json.getLongValue();
            json.nextToken();
            add(number, json);
            if (json.nextToken() != JsonToken.END_ARRAY) {
                throw new InvalidInputException(file, line(json), "a state is a pair of its number and its variables");
            }
        }
    }

    private void array(JsonParser json) throws InvalidInputException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            add(states.size() + 1L, json);
        }
    }

    private void add(long number, JsonParser json) throws InvalidInputException {
        long line = line(json);
        if (!(ValueParser.parse(json) instanceof Value.Rec state)
                || state.fields().isEmpty()) {
            throw new InvalidInputException(file, line, "a state is an object with the values of the variables");
        }
        Map<String, Value> plain = new LinkedHashMap<>();
        state.fields().forEach((variable, value) -> plain.put(variable, new Value.Plain(value)));
        if (states.put(number, plain) != null) {
            throw new InvalidInputException(file, line, "there are two states " + number);
        }
        lines.put(number, line);
    }

    private static long line(JsonParser json) {
        return json.currentTokenLocation().getLineNr();
    }

    @Override
    public String name() {
        return file;
    }

    /** Returns a header of the unnamed spec: the file does not say which it is. */
    @Override
    public Header header() {
        return Header.of("");
    }

    @Override
    public Map<String, Value> initially() {
        return states.firstEntry().getValue();
    }

    @Override
    public @Nullable Event next() {
        if (left.isEmpty()) {
            return null;
        }
        long number = left.remove(0);
        return new Event(
                ++index,
                file,
                lines.getOrDefault(number, 1L),
                null,
                null,
                null,
                null,
                Map.of(),
                states.getOrDefault(number, Map.of()),
                Map.of(),
                Map.of(),
                null,
                null,
                null);
    }

    @Override
    public void close() throws IOException {}
}
