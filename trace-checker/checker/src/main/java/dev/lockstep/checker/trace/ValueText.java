package dev.lockstep.checker.trace;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/** Reads a value from text, in the ITF encoding. */
public final class ValueText {
    private ValueText() {}

    /** @throws IllegalArgumentException the text is no value; the message says why */
    public static Value parse(String text) {
        try (JsonParser json = LockstepReader.Library.JSON.createParser(ObjectReadContext.empty(), text)) {
            if (json.nextToken() == null) {
                throw new IllegalArgumentException("there is no value");
            }
            Value value = ValueParser.parse(json);
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("text after the value");
            }
            return value;
        } catch (ValueParser.NotAValue e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(JsonComplaint.of(e), e);
        }
    }
}
