package dev.lockstep.checker.fuzz;

import dev.lockstep.checker.fuzz.Spans.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Alters a trace so that it mostly still says something to its spec. Events are moved, come twice, or are lost; a value becomes one that the
 * same member has elsewhere, or one of the same kind; an event observes more, or less.
 */
final class Plausible {
    /** Keys that keep their values, because another one is hardly ever valid. */
    private static final Set<String> KEPT = Set.of(
            "lockstep",
            "spec",
            "clock",
            "seq",
            "end",
            "vars",
            "counterexample",
            "states",
            "action",
            "#bigint",
            "index",
            "loop");

    private final Random random;
    private final boolean hasHeader;
    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final List<String> observed;

    /** A key with its value, and where both are in their line. */
    private record Member(String key, Span whole, Span value) {
        static List<Member> of(String line) {
            List<Member> members = new ArrayList<>();
            for (Span whole : Spans.of(line).members()) {
                int end = line.indexOf('"', whole.from() + 1);
                if (line.charAt(whole.from()) == '"'
                        && end > 0
                        && end + 2 <= whole.to()
                        && line.charAt(end + 1) == ':') {
                    members.add(
                            new Member(line.substring(whole.from() + 1, end), whole, new Span(end + 2, whole.to())));
                }
            }
            return members;
        }

        String value(String line) {
            return line.substring(value.from(), value.to());
        }
    }

    /**
     * Takes values and events from a trace.
     *
     * @param hasHeader whether its first line is none of its events
     */
    Plausible(Random random, List<String> trace, boolean hasHeader) {
        this.random = random;
        this.hasHeader = hasHeader;
        Set<String> seen = new LinkedHashSet<>();
        for (String line : trace.subList(hasHeader ? 1 : 0, trace.size())) {
            for (Member member : Member.of(line)) {
                values.computeIfAbsent(member.key, key -> new ArrayList<>()).add(member.value(line));
                if (member.key.equals("state") && member.value(line).startsWith("{")) {
                    outermost(member.value(line)).forEach(seen::add);
                }
            }
        }
        observed = List.copyOf(seen);
    }

    /** Returns the members of an object that are in no other. */
    private static List<String> outermost(String object) {
        List<String> found = new ArrayList<>();
        int end = object.length();
        List<Member> members = Member.of(object); // what is in another one comes before it
        for (int i = members.size() - 1; i >= 0; i--) {
            if (members.get(i).whole.to() <= end) {
                found.add(object.substring(
                        members.get(i).whole.from(), members.get(i).whole.to()));
                end = members.get(i).whole.from();
            }
        }
        return found;
    }

    /** Makes one alteration; a header stays as it is. */
    void alter(List<String> lines) {
        int first = hasHeader ? 1 : 0;
        if (lines.size() <= first) {
            return;
        }
        int at = first + random.nextInt(lines.size() - first);
        int other = first + random.nextInt(lines.size() - first);
        switch (random.nextInt(14)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, lines.get(at));
            case 2 -> lines.add(other, lines.remove(at));
            case 3 -> lines.set(at, lines.get(other));
            case 4, 5, 6, 7 -> lines.set(at, withValueOfSameKey(lines.get(at)));
            case 8, 9 -> lines.set(at, withLikeValue(lines.get(at)));
            case 10, 11 -> lines.set(at, withMore(lines.get(at)));
            default -> lines.set(at, withLess(lines.get(at)));
        }
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static String with(String line, Span span, String by) {
        return line.substring(0, span.from()) + by + line.substring(span.to());
    }

    private static List<Member> alterable(String line) {
        return Member.of(line).stream()
                .filter(member -> !KEPT.contains(member.key))
                .toList();
    }

    private String withValueOfSameKey(String line) {
        List<Member> members = alterable(line);
        if (members.isEmpty()) {
            return line;
        }
        Member member = any(members);
        return with(line, member.value, any(values.getOrDefault(member.key, List.of(member.value(line)))));
    }

    /** Puts another number, truth value, or list with one element more into the line. */
    private String withLikeValue(String line) {
        List<Member> members = alterable(line);
        if (members.isEmpty()) {
            return line;
        }
        Member member = any(members);
        List<Span> parts = Spans.of(member.value(line)).values();
        if (parts.isEmpty()) {
            return line;
        }
        Span part = any(parts);
        Span place = new Span(member.value.from() + part.from(), member.value.from() + part.to());
        return with(line, place, like(line.substring(place.from(), place.to())));
    }

    private String like(String value) {
        if (value.matches("-?[0-9]{1,8}")) {
            int number = Integer.parseInt(value);
            return String.valueOf(random.nextBoolean() ? number + random.nextInt(5) - 2 : random.nextInt(20));
        } else if (value.equals("true") || value.equals("false")) {
            return value.equals("true") ? "false" : "true";
        } else if (value.startsWith("[") && value.endsWith("]")) {
            String item = random.nextBoolean() ? String.valueOf(random.nextInt(6)) : "\"a\"";
            return value.length() == 2
                    ? "[" + item + "]"
                    : random.nextBoolean() ? "[" + item + "," + value.substring(1) : "[]";
        }
        return value;
    }

    private String withMore(String line) {
        int state = line.indexOf("\"state\":{");
        int end = line.lastIndexOf('}');
        if (observed.isEmpty() || end < 0) {
            return withValueOfSameKey(line);
        }
        String more = any(observed);
        if (state < 0) {
            return line.substring(0, end) + ",\"state\":{" + more + "}" + line.substring(end);
        }
        int from = state + "\"state\":{".length();
        String key = more.substring(0, more.indexOf(':') + 1);
        String separator = line.charAt(from) == '}' ? "" : ",";
        return line.indexOf(key, from) > 0
                ? withValueOfSameKey(line)
                : line.substring(0, from) + more + separator + line.substring(from);
    }

    private String withLess(String line) {
        List<Member> members = alterable(line);
        if (members.isEmpty()) {
            return line;
        }
        Span gone = any(members).whole;
        int from = gone.from();
        int to = gone.to();
        if (to < line.length() && line.charAt(to) == ',') {
            to++;
        } else if (from > 0 && line.charAt(from - 1) == ',') {
            from--;
        }
        return line.substring(0, from) + line.substring(to);
    }
}
