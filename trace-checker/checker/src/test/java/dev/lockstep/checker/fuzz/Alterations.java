package dev.lockstep.checker.fuzz;

import dev.lockstep.checker.fuzz.Spans.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Alters traces: bytes, JSON values and members, whole lines. */
final class Alterations {
    /** Values of every kind, some of which are none. */
    private static final List<String> VALUES = List.of(
            "0",
            "1",
            "-1",
            "3",
            "2147483647",
            "2147483648",
            "-2147483649",
            "99999999999999999999999999",
            "1.5",
            "1e400",
            "-0",
            "true",
            "false",
            "null",
            "\"\"",
            "\"a\"",
            "\"k\"",
            "\"o1\"",
            "\"None\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\ud83d\ude00\"",
            "\"x\\\"y\\\\z\\n\"",
            "[]",
            "{}",
            "[1,\"a\"]",
            "[[],[[]]]",
            "{\"a\":1}",
            "{\"a\":{\"b\":[1]},\"c\":true}",
            "{\"0\":1,\"1\":2}",
            "{\"#bigint\":\"12\"}",
            "{\"#bigint\":\"-\"}",
            "{\"#bigint\":7}",
            "{\"#set\":[]}",
            "{\"#set\":[1,2,3]}",
            "{\"#set\":[1,1]}",
            "{\"#set\":[1,\"a\"]}",
            "{\"#set\":[true,{\"#set\":[]},[],{\"a\":1},\"o1\"]}",
            "{\"#set\":{}}",
            "{\"#tup\":[]}",
            "{\"#tup\":[1,\"b\"]}",
            "{\"#map\":[]}",
            "{\"#map\":[[1,2],[3,4]]}",
            "{\"#map\":[[1,2],[1,3]]}",
            "{\"#map\":[[1,2],[\"a\",3],[true,4]]}",
            "{\"#map\":[[{\"#set\":[1,2]},0],[{\"#set\":[2,1]},0]]}",
            "{\"#map\":[[\"k\",1],[\"l\",2]]}",
            "{\"#map\":[[1]]}",
            "{\"#map\":[[[],[]]]}",
            "{\"#unserializable\":\"Nat\"}",
            "{\"#what\":1}",
            "{\"a\":1,\"#set\":[]}");

    /** Keys of the header and of events, and names of specs. */
    private static final List<String> KEYS = List.of(
            "lockstep",
            "spec",
            "constants",
            "local",
            "complete",
            "hidden",
            "calls",
            "atEnd",
            "meta",
            "process",
            "clock",
            "seq",
            "action",
            "args",
            "state",
            "added",
            "removed",
            "instance",
            "source",
            "threw",
            "call",
            "return",
            "end",
            "incomplete",
            "states",
            "loop",
            "#meta",
            "vars",
            "#set",
            "#map",
            "",
            "num",
            "set");

    private static final byte[] BYTES = {
        0, '\n', '"', '\\', '{', '}', '[', ']', ',', ':', '-', '9', (byte) 0xC3, (byte) 0xFF, (byte) 0xEF, '\r', ' '
    };

    private final Random random;
    private final List<String> corpus;

    /** @param corpus lines of which parts are put into others */
    Alterations(Random random, List<String> corpus) {
        this.random = random;
        this.corpus = corpus;
    }

    /**
     * Alters a trace once or up to four times; mostly not its header. Two of three are altered so that they mostly say something to the spec,
     * the others in any way.
     */
    byte[] of(List<String> trace, boolean hasHeader) {
        List<String> lines = new ArrayList<>(trace);
        int times = 1 + random.nextInt(random.nextInt(4) + 1);
        if (random.nextInt(3) > 0) {
            Plausible plausible = new Plausible(random, trace, hasHeader);
            for (; times > 0; times--) {
                plausible.alter(lines);
            }
            times = random.nextInt(16) == 0 ? 1 : 0;
        }
        return altered(lines, times);
    }

    private byte[] altered(List<String> lines, int most) {
        byte[] bytes = null;
        for (int times = most; times > 0; times--) {
            int kind = random.nextInt(10);
            if (bytes == null && kind < 2) {
                alterLines(lines);
            } else if (bytes == null && kind < 8) {
                int line = random.nextInt(50) == 0 ? 0 : random.nextInt(lines.size());
                boolean isKept = line == 0 && random.nextInt(20) > 0 && lines.size() > 1;
                int altered = isKept ? 1 + random.nextInt(lines.size() - 1) : line;
                lines.set(altered, alterValues(lines.get(altered)));
            } else {
                bytes = alterBytes(bytes == null ? bytes(lines) : bytes);
            }
        }
        return bytes == null ? bytes(lines) : bytes;
    }

    private static byte[] bytes(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    // ---------------------------------------------------------------- lines

    private void alterLines(List<String> lines) {
        int at = random.nextInt(lines.size());
        if (at == 0 && random.nextInt(20) > 0 || lines.size() < 3) {
            at = lines.size() - 1;
        }
        switch (random.nextInt(6)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, lines.get(at));
            case 2 -> lines.set(at, any(corpus));
            case 3 -> lines.add(Math.max(1, at), any(corpus));
            case 4 -> lines.add(at, lines.remove(lines.size() - 1));
            default -> lines.add("{\"end\":true,\"state\":{" + text(any(KEYS)) + ":" + any(VALUES) + "}}");
        }
        if (lines.isEmpty()) {
            lines.add("");
        }
    }

    // ---------------------------------------------------------------- JSON

    private static String text(String key) {
        return "\"" + key + "\"";
    }

    private String alterValues(String line) {
        Spans spans = Spans.of(line);
        if (spans.values().isEmpty()) {
            return any(VALUES);
        }
        Span value = any(spans.values());
        String old = line.substring(value.from(), value.to());
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> replaced(line, value, value());
            case 3, 4 -> replaced(line, value, part());
            case 5 -> replaced(line, value, wrapped(old));
            case 6 -> member(line, spans, "");
            case 7 -> {
                String member = text(any(KEYS)) + ":" + value();
                yield member(line, spans, random.nextBoolean() ? member + "," + member : member);
            }
            case 8 -> {
                int after = line.lastIndexOf('}');
                String more = "," + text(any(KEYS)) + ":" + (random.nextBoolean() ? value() : part());
                yield after < 0 ? line : line.substring(0, after) + more + line.substring(after);
            }
            default -> old.matches("-?[0-9]+") ? replaced(line, value, number(old)) : replaced(line, value, value());
        };
    }

    private static String replaced(String line, Span span, String by) {
        return line.substring(0, span.from()) + by + line.substring(span.to());
    }

    private String member(String line, Spans spans, String by) {
        return spans.members().isEmpty() ? line : replaced(line, any(spans.members()), by);
    }

    private String number(String old) {
        return switch (random.nextInt(4)) {
            case 0 -> "-" + old;
            case 1 -> old + "0";
            case 2 -> String.valueOf(random.nextInt());
            default -> String.valueOf(random.nextInt(10));
        };
    }

    private String value() {
        return switch (random.nextInt(30)) {
            case 0 -> "[".repeat(random.nextInt(700)) + "1" + "]".repeat(random.nextInt(700));
            case 1 -> text("x".repeat(random.nextInt(3000)));
            case 2 -> "{\"#set\":[" + numbers(random.nextInt(200)) + "]}";
            case 3 -> "[" + numbers(random.nextInt(200)) + "]";
            case 4 -> nested(random.nextInt(100));
            default -> any(VALUES);
        };
    }

    private String numbers(int count) {
        StringBuilder list = new StringBuilder("0");
        for (int i = 0; i < count; i++) {
            list.append(',').append(random.nextInt(100));
        }
        return list.toString();
    }

    private String nested(int depth) {
        return switch (random.nextInt(5)) {
            case 0, 1 -> "{\"#set\":[".repeat(depth) + "1" + "]}".repeat(depth);
            case 2 -> "{\"#set\":[0,".repeat(depth) + "1" + "]}".repeat(depth);
            case 3 -> "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
            default -> "{\"#map\":[[7,".repeat(depth) + "1" + "]]}".repeat(depth);
        };
    }

    private String wrapped(String old) {
        return switch (random.nextInt(5)) {
            case 0 -> "[" + old + "]";
            case 1 -> "{\"#set\":[" + old + "]}";
            case 2 -> "{\"#set\":[" + old + "," + any(VALUES) + "]}";
            case 3 -> "{\"#map\":[[" + old + "," + old + "]]}";
            default -> "{\"a\":" + old + "}";
        };
    }

    /** A value of any line. */
    private String part() {
        String line = any(corpus);
        List<Span> values = Spans.of(line).values();
        if (values.isEmpty()) {
            return any(VALUES);
        }
        Span span = any(values);
        return line.substring(span.from(), span.to());
    }

    // ---------------------------------------------------------------- bytes

    private byte[] alterBytes(byte[] old) {
        if (old.length < 2) {
            return new byte[] {any()};
        }
        int from = random.nextInt(old.length);
        int to = Math.min(old.length, from + 1 + random.nextInt(random.nextInt(40) + 1));
        byte[] bytes = old.clone();
        switch (random.nextInt(6)) {
            case 0 -> bytes[from] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[from] = any();
            case 2 -> bytes = joined(Arrays.copyOf(old, from), Arrays.copyOfRange(old, to, old.length));
            case 3 -> bytes = joined(Arrays.copyOf(old, to), Arrays.copyOfRange(old, from, old.length));
            case 4 ->
                bytes = joined(Arrays.copyOf(old, from), new byte[] {any()}, Arrays.copyOfRange(old, from, old.length));
            default -> bytes = random.nextInt(3) == 0 ? Arrays.copyOf(old, from) : bytes;
        }
        return bytes;
    }

    private byte any() {
        return BYTES[random.nextInt(BYTES.length)];
    }

    private static byte[] joined(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
