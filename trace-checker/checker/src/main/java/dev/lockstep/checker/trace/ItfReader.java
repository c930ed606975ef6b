package dev.lockstep.checker.trace;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads ITF, Apalache's Informal Trace Format: full states. The first is the initial state, each other one the result of any step of
 * {@code Next}. Apalache ADR 015 defines the format.
 */
public final class ItfReader implements TraceReader {
    private final String file;
    private final JsonParser json;
    private final Map<String, Value> initially;
    private long index;
    private boolean ended;

    /** @throws InvalidInputException it is no ITF trace, or has no states */
    public ItfReader(String file, InputStream in) throws InvalidInputException {
        this.file = file;
        try {
            this.json = JsonFactory.builder().build().createParser(ObjectReadContext.empty(), in);
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw invalid("an ITF trace is a JSON object");
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME
                    && !json.currentName().equals("states")) {
                json.nextToken();
                json.skipChildren();
            }
            if (json.currentToken() != JsonToken.PROPERTY_NAME || json.nextToken() != JsonToken.START_ARRAY) {
                throw invalid("an ITF trace has an array \"states\"");
            }
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw invalid("\"states\" has no state");
            }
            this.initially = state();
        } catch (JacksonException e) {
            throw notJson(e);
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

    /** Of the unnamed spec: ITF does not say which it is. */
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
                while (json.nextToken() != null) {} // to the end: it may be cut off
                return null;
            }
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw invalid("a state is a JSON object");
            }
            long line = line();
            Map<String, Value> state = state();
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
        } catch (JacksonException e) {
            throw notJson(e);
        }
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
