package dev.lockstep.checker.trace;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event that is written plainly: ASCII without escapes, integers of at most nine digits, no key twice, nothing unknown. Whatever
 * else a line has, the library's parser reads it, and says what is wrong with it; here it is only {@link #read null}.
 */
final class PlainLine {
    private static final int ROOM = 1 << 12;
    private static final int LONGEST_WORD = 64;
    private static final int MOST_DIGITS = 9;
    private static final int SMALL = 8;
    private static final int DEEPEST = 64;
    private static final NotPlain NOT_PLAIN = new NotPlain();

    private final String file;
    private final Word[] words = new Word[ROOM];
    private final Value.Int[] numbers = new Value.Int[ROOM];
    private final int[] known = new int[ROOM];
    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private int depth;

    /** A string that was read before, and how it was written. */
    private record Word(byte[] bytes, Value.Str text) {
        boolean is(byte[] other, int start, int length) {
            return Arrays.equals(bytes, 0, bytes.length, other, start, start + length);
        }
    }

    /** Something that the library's parser must look at. */
    private static final class NotPlain extends Exception {
        private static final long serialVersionUID = 1L;

        NotPlain() {
            super(null, null, false, false);
        }
    }

    PlainLine(String file) {
        this.file = file;
    }

    /** The event in the first bytes; null: the line is not plain. */
    @Nullable
    Event read(byte[] line, int length, long index, long number) {
        bytes = line;
        at = 0;
        end = length;
        depth = 0;
        try {
            Event event = event(index, number);
            return at == end ? event : null;
        } catch (NotPlain e) {
            return null;
        }
    }

    private Event event(long index, long number) throws NotPlain {
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
        int seen = 0;
        expect('{');
        do {
            String key = string().value();
            expect(':');
            int bit;
            switch (key) {
                case "process" -> {
                    process = value();
                    bit = 1;
                }
                case "clock" -> {
                    clock = (long) integer();
                    bit = 1 << 1;
                }
                case "seq" -> {
                    seq = (long) integer();
                    bit = 1 << 2;
                }
                case "action" -> {
                    action = string().value();
                    bit = 1 << 3;
                }
                case "args" -> {
                    args = values();
                    bit = 1 << 4;
                }
                case "state" -> {
                    state = values();
                    bit = 1 << 5;
                }
                case "added" -> {
                    added = lists();
                    bit = 1 << 6;
                }
                case "removed" -> {
                    removed = lists();
                    bit = 1 << 7;
                }
                case "instance" -> {
                    instance = string().value();
                    bit = 1 << 8;
                }
                case "source" -> {
                    source = string().value();
                    bit = 1 << 9;
                }
                default -> throw NOT_PLAIN;
            }
            if ((seen & bit) != 0) {
                throw NOT_PLAIN;
            }
            seen |= bit;
        } while (another('}'));
        if (process == null && (clock != null || seq != null)) {
            throw NOT_PLAIN;
        }
        return new Event(
                index, file, number, process, clock, seq, action, args, state, added, removed, instance, source, null);
    }

    // ---------------------------------------------------------------- characters

    private int next() throws NotPlain {
        while (at < end && bytes[at] == ' ') {
            at++;
        }
        if (at == end) {
            throw NOT_PLAIN;
        }
        return bytes[at++];
    }

    private void expect(int character) throws NotPlain {
        if (next() != character) {
            throw NOT_PLAIN;
        }
    }

    /** After a part of a list: whether a comma follows; otherwise the list must end. */
    private boolean another(int closing) throws NotPlain {
        int character = next();
        if (character == ',') {
            return true;
        }
        if (character != closing) {
            throw NOT_PLAIN;
        }
        return false;
    }

    /** Whether the list ends before it has begun. */
    private boolean isEmpty(int closing) throws NotPlain {
        if (next() == closing) {
            return true;
        }
        at--;
        return false;
    }

    private Value.Str string() throws NotPlain {
        expect('"');
        int start = at;
        int hash = 0;
        while (true) {
            if (at == end) {
                throw NOT_PLAIN;
            }
            int character = bytes[at++];
            if (character == '"') {
                break;
            }
            if (character < ' ' || character == '\\') {
                throw NOT_PLAIN;
            }
            hash = hash * 31 + character;
        }
        return word(start, at - 1 - start, hash);
    }

    /** Words that a trace repeats are one object each; those that there is no room for are forgotten. */
    private Value.Str word(int start, int length, int hash) {
        if (length > LONGEST_WORD) {
            return new Value.Str(new String(bytes, start, length, StandardCharsets.ISO_8859_1));
        }
        int place = (hash ^ (hash >>> 12)) & (ROOM - 1);
        Word known = words[place];
        if (known == null || !known.is(bytes, start, length)) {
            String text = new String(bytes, start, length, StandardCharsets.ISO_8859_1).intern();
            known = new Word(Arrays.copyOfRange(bytes, start, start + length), new Value.Str(text));
            words[place] = known;
        }
        return known.text;
    }

    private int integer() throws NotPlain {
        int character = next();
        boolean negative = character == '-';
        if (negative) {
            character = at < end ? bytes[at++] : 0;
        }
        int first = at;
        int number = 0;
        while (character >= '0' && character <= '9') {
            number = number * 10 + character - '0';
            if (at == end || at - first > MOST_DIGITS) {
                throw NOT_PLAIN;
            }
            character = bytes[at++];
        }
        int digits = at - first;
        at--;
        boolean leadingZero = digits > 1 && bytes[first - 1] == '0';
        boolean isMore = character == '.' || character == 'e' || character == 'E';
        if (digits == 0 || digits > MOST_DIGITS || leadingZero || isMore) {
            throw NOT_PLAIN;
        }
        return negative ? -number : number;
    }

    // ---------------------------------------------------------------- values

    private Value value() throws NotPlain {
        int character = next();
        at--;
        switch (character) {
            case '"':
                return string();
            case '[':
                enter();
                Value sequence = new Value.Seq(elements());
                depth--;
                return sequence;
            case '{':
                enter();
                Value object = object();
                depth--;
                return object;
            case 't':
                literal("true");
                return new Value.Bool(true);
            case 'f':
                literal("false");
                return new Value.Bool(false);
            default:
                return number(integer());
        }
    }

    private void enter() throws NotPlain {
        if (++depth > DEEPEST) {
            throw NOT_PLAIN;
        }
    }

    private Value.Int number(int number) {
        int place = number & (ROOM - 1);
        if (numbers[place] == null || known[place] != number) {
            numbers[place] = new Value.Int(number);
            known[place] = number;
        }
        return numbers[place];
    }

    private void literal(String text) throws NotPlain {
        for (int i = 0; i < text.length(); i++) {
            if (at == end || bytes[at++] != text.charAt(i)) {
                throw NOT_PLAIN;
            }
        }
    }

    private List<Value> elements() throws NotPlain {
        expect('[');
        if (isEmpty(']')) {
            return List.of();
        }
        List<Value> elements = new ArrayList<>(4);
        do {
            elements.add(value());
        } while (another(']'));
        return elements;
    }

    private Value object() throws NotPlain {
        expect('{');
        Fields<Value> fields = new Fields<>();
        if (isEmpty('}')) {
            return new Value.Rec(fields);
        }
        do {
            String name = string().value();
            expect(':');
            if (!name.isEmpty() && name.charAt(0) == '#') {
                if (!fields.isEmpty()) {
                    throw NOT_PLAIN;
                }
                Value special = special(name);
                expect('}');
                return special;
            }
            if (!fields.add(name, value())) {
                throw NOT_PLAIN;
            }
        } while (another('}'));
        return new Value.Rec(fields);
    }

    private Value special(String name) throws NotPlain {
        return switch (name) {
            case "#set" -> new Value.SetOf(elements());
            case "#tup" -> new Value.Seq(elements());
            case "#map" -> function();
            default -> throw NOT_PLAIN;
        };
    }

    private Value function() throws NotPlain {
        List<Value> elements = elements();
        List<Value.Pair> pairs = new ArrayList<>(elements.size());
        for (Value element : elements) {
            if (!(element instanceof Value.Seq pair) || pair.elements().size() != 2) {
                throw NOT_PLAIN;
            }
            pairs.add(new Value.Pair(pair.elements().get(0), pair.elements().get(1)));
        }
        if (!areDistinct(pairs)) {
            throw NOT_PLAIN;
        }
        return new Value.Fun(pairs);
    }

    private static boolean areDistinct(List<Value.Pair> pairs) {
        if (pairs.size() > SMALL) {
            Set<Value> arguments = new HashSet<>();
            return pairs.stream().allMatch(pair -> arguments.add(pair.argument()));
        }
        for (int i = 0; i < pairs.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (pairs.get(i).argument().equals(pairs.get(j).argument())) {
                    return false;
                }
            }
        }
        return true;
    }

    private Map<String, Value> values() throws NotPlain {
        Fields<Value> values = new Fields<>();
        expect('{');
        if (isEmpty('}')) {
            return values;
        }
        do {
            String name = string().value();
            expect(':');
            if (!values.add(name, value())) {
                throw NOT_PLAIN;
            }
        } while (another('}'));
        return values;
    }

    private Map<String, List<Value>> lists() throws NotPlain {
        Fields<List<Value>> lists = new Fields<>();
        expect('{');
        if (isEmpty('}')) {
            return lists;
        }
        do {
            String name = string().value();
            expect(':');
            if (!lists.add(name, elements())) {
                throw NOT_PLAIN;
            }
        } while (another('}'));
        return lists;
    }
}
