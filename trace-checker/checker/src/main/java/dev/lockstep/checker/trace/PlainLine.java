package dev.lockstep.checker.trace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event that is written plainly. It is ASCII without escapes, with integers of at most nine digits, no key twice, nothing unknown.
 * Whatever else a line has, the library's parser reads it, and says what is wrong with it; here it is only {@link #read null}.
 */
final class PlainLine {
    private static final int ROOM = 1 << 12;
    private static final int MOST_DIGITS = 9;
    private static final int SMALL = 8;
    private static final int DEEPEST = 64;
    private static final Set<String> OF_HEADER =
            Set.of("lockstep", "spec", "constants", "local", "complete", "hidden", "meta");
    private static final Value VERSION = new Value.Int(1);
    private static final NotPlain NOT_PLAIN = new NotPlain();

    private String file;
    private final Words words = new Words(true);
    private final Value.Int[] numbers = new Value.Int[ROOM];
    private final int[] known = new int[ROOM];
    private Words.Word last = Words.Word.none();
    private @Nullable OpenPlaces openPlaces;
    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private int depth;

    /** Says that the library's parser must look at the line. */
    private static final class NotPlain extends Exception {
        private static final long serialVersionUID = 1L;

        NotPlain() {
            super(null, null, false, false);
        }
    }

    PlainLine(String file) {
        this.file = file;
    }

    /** Reads lines of another file from now on. */
    void open(String other) {
        file = other;
    }

    /** Returns the event in the first bytes; null: the line is not plain. */
    @Nullable
    Event read(byte[] line, int length, long index, long number) {
        begin(line, length);
        try {
            Event event = event(index, number);
            return at == end ? event : null;
        } catch (NotPlain e) {
            return null;
        }
    }

    private void begin(byte[] line, int length) {
        bytes = line;
        at = 0;
        end = length;
        depth = 0;
    }

    /** Returns the header in the first bytes; null: the line is not plain, or not a header. */
    @Nullable
    Header header(byte[] line, int length) {
        begin(line, length);
        try {
            Header header = header();
            return at == end ? header : null;
        } catch (NotPlain e) {
            return null;
        }
    }

    private Header header() throws NotPlain {
        Map<String, Value> parts = values();
        Set<String> unknown = new HashSet<>(parts.keySet());
        unknown.removeAll(OF_HEADER);
        boolean isOurs = unknown.isEmpty() && VERSION.equals(parts.get("lockstep"));
        if (!isOurs || !(parts.get("spec") instanceof Value.Str spec)) {
            throw NOT_PLAIN;
        }
        Map<String, Value> constants = Map.of();
        if (parts.containsKey("constants")) {
            if (!(parts.get("constants") instanceof Value.Rec rec)) {
                throw NOT_PLAIN;
            }
            constants = rec.fields();
        }
        return new Header(
                spec.value(), constants, strings(parts, "local"), strings(parts, "complete"), strings(parts, "hidden"));
    }

    private static Set<String> strings(Map<String, Value> parts, String key) throws NotPlain {
        Set<String> strings = new HashSet<>();
        if (parts.containsKey(key)) {
            if (!(parts.get(key) instanceof Value.Seq list)) {
                throw NOT_PLAIN;
            }
            for (Value element : list.elements()) {
                if (!(element instanceof Value.Str string)) {
                    throw NOT_PLAIN;
                }
                strings.add(string.value());
            }
        }
        return strings;
    }

    /**
     * Returns the event with {@link Value.Open} for each integer that is a hole; its clock and seq are their places. Null: the line is not
     * plain.
     */
    @Nullable
    Event pattern(byte[] line, int length, OpenPlaces into) {
        openPlaces = into;
        Event pattern = read(line, length, 0, 0);
        openPlaces = null;
        return pattern;
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
                    process = closed();
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
                    instance = instance();
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
        int character = at < end ? bytes[at++] : 0;
        return character > ' ' ? character : afterSpace(character);
    }

    private int afterSpace(int before) throws NotPlain {
        int character = before;
        while (character == ' ' && at < end) {
            character = bytes[at++];
        }
        if (character <= ' ') {
            throw NOT_PLAIN;
        }
        return character;
    }

    private void expect(int character) throws NotPlain {
        if (next() != character) {
            throw NOT_PLAIN;
        }
    }

    /** Returns whether a comma follows a part of a list. Otherwise the list must end. */
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

    /** Returns whether the list ends before it has begun. */
    private boolean isEmpty(int closing) throws NotPlain {
        if (next() == closing) {
            return true;
        }
        at--;
        return false;
    }

    private Value.Str string() throws NotPlain {
        expect('"');
        Words.Word expected = last.next;
        if (expected != null && expected.is(bytes, at, end)) {
            int stop = at + expected.bytes.length;
            if (stop < end && bytes[stop] == '"') {
                at = stop + 1;
                last = expected;
                return expected.text;
            }
        }
        return otherString();
    }

    private Value.Str otherString() throws NotPlain {
        byte[] line = bytes;
        int start = at;
        int stop = start;
        int hash = 0;
        int character = stop < end ? line[stop] : 0;
        while (character != '"') {
            if (character < ' ' || character == '\\') {
                throw NOT_PLAIN;
            }
            hash = Words.hash(hash, character);
            stop++;
            character = stop < end ? line[stop] : 0;
        }
        at = stop + 1;
        return word(start, stop, hash);
    }

    private Value.Str word(int start, int stop, int hash) {
        if (stop - start > Words.LONGEST) {
            return new Value.Str(Words.text(bytes, start, stop));
        }
        Words.Word word = words.word(bytes, start, stop, hash);
        last.next = word;
        last = word;
        return word.text;
    }

    /** Returns the name of a field: no two objects are the same name. */
    private String name() throws NotPlain {
        String name = string().value();
        if (name.length() > Words.LONGEST) {
            throw NOT_PLAIN;
        }
        return name;
    }

    private int integer() throws NotPlain {
        int character = next();
        boolean negative = character == '-';
        int first = negative ? at : at - 1;
        byte[] line = bytes;
        int stop = first;
        int number = 0;
        while (stop < end && line[stop] >= '0' && line[stop] <= '9' && stop - first <= MOST_DIGITS) {
            number = number * 10 + line[stop] - '0';
            stop++;
        }
        int digits = stop - first;
        if (digits == 0 || digits > MOST_DIGITS || stop == end || digits > 1 && line[first] == '0') {
            throw NOT_PLAIN;
        }
        int after = line[stop];
        if (after == '.' || after == 'e' || after == 'E') {
            throw NOT_PLAIN;
        }
        at = stop;
        if (openPlaces != null) {
            return openPlaces.addInteger(negative ? first - 1 : first, stop);
        }
        return negative ? -number : number;
    }

    private String instance() throws NotPlain {
        String instance = string().value();
        if (openPlaces != null) {
            openPlaces.addInstance(at - 1 - instance.length(), at - 1);
        }
        return instance;
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
                int number = integer();
                return openPlaces == null ? number(number) : new Value.Open(number);
        }
    }

    /** Returns a value that is the same in all events of a shape. */
    private Value closed() throws NotPlain {
        OpenPlaces open = openPlaces;
        openPlaces = null;
        Value value = value();
        openPlaces = open;
        return value;
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
        Value first = value();
        if (!another(']')) {
            return List.of(first);
        }
        Value second = value();
        if (!another(']')) {
            return List.of(first, second);
        }
        Value third = value();
        if (!another(']')) {
            return List.of(first, second, third);
        }
        List<Value> elements = new ArrayList<>();
        elements.add(first);
        elements.add(second);
        elements.add(third);
        do {
            elements.add(value());
        } while (another(']'));
        return elements;
    }

    private Value object() throws NotPlain {
        expect('{');
        Fields<Value> fields = Fields.ofInterned();
        if (isEmpty('}')) {
            return new Value.Rec(fields);
        }
        do {
            String name = name();
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
        List<Value.Pair> pairs = new ArrayList<>();
        expect('[');
        if (isEmpty(']')) {
            return new Value.Fun(pairs);
        }
        do {
            expect('[');
            Value argument = closed();
            expect(',');
            pairs.add(new Value.Pair(argument, value()));
            expect(']');
        } while (another(']'));
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
        Fields<Value> values = Fields.ofInterned();
        expect('{');
        if (isEmpty('}')) {
            return values;
        }
        do {
            String name = name();
            expect(':');
            if (!values.add(name, value())) {
                throw NOT_PLAIN;
            }
        } while (another('}'));
        return values;
    }

    private Map<String, List<Value>> lists() throws NotPlain {
        Fields<List<Value>> lists = Fields.ofInterned();
        expect('{');
        if (isEmpty('}')) {
            return lists;
        }
        do {
            String name = name();
            expect(':');
            if (!lists.add(name, elements())) {
                throw NOT_PLAIN;
            }
        } while (another('}'));
        return lists;
    }
}
