package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

/**
 * A string that is a model value's name, too, is read in both ways. This says the same as all readings of the trace, one by one. They are
 * checked by a twin of the spec, in which the strings have names of their own, so that nothing in it can be read in two ways.
 */
class ReadingProperties {
    private static final int TRACES = 12;
    private static final int MOST_READINGS = 1 << 6;

    /** As a trace writes what is a model value and a string of the spec. */
    private static final Pattern WRITTEN = Pattern.compile("\"[AB]\"");

    /** A function of a model value and of the string that is its name cannot be written: the reader takes them for the same argument. */
    private static final Pattern SAME_ARGUMENTS = Pattern.compile("\\[\\[(\"\\w\"),\"\\w\"\\],\\[\\1,");

    private static final String CONFIG = "SPECIFICATION Spec\nCONSTANTS A = A\n B = B\n";

    /** As the module writes them: two model values and three strings. */
    private static final List<String> ALL = List.of("A", "B", "\"A\"", "\"B\"", "\"c\"");

    /** How a trace of a spec is checked. */
    private interface Checker {
        CheckResult check(Case of, List<String> lines) throws Exception;
    }

    /** Where it ends. */
    private record Outcome(Verdict verdict, long event) {
        static Outcome of(CheckResult result) {
            return new Outcome(result.verdict(), result.event());
        }
    }

    // ---------------------------------------------------------------- specs and traces

    /** A spec, its twin, and a walk of the spec that is written as a trace. */
    private static final class Case {
        private final Random random;
        private final Specs specs = new Specs();
        private final List<String> put;
        private final List<String> moved;
        private final List<String> domain;
        private final Small spec;
        private final Small twin;

        private String owner = "";
        private List<String> pair = List.of();
        private final Set<String> set = new LinkedHashSet<>();
        private final Map<String, String> function = new LinkedHashMap<>();

        Case(long seed) {
            random = new Random(seed);
            random.nextInt();
            put = some(4);
            moved = some(3);
            domain = some(2);
            String module = """
                    ---- MODULE Readings ----
                    CONSTANTS A, B
                    VARIABLES set, owner, pair, fun
                    Init == set = {} /\\ owner = %s /\\ pair = <<%s, "c">> /\\ fun = [k \\in {%s} |-> "c"]
                    Put(v) == set' = set \\cup {v} /\\ UNCHANGED <<owner, pair, fun>>
                    Move(v) == owner # v /\\ owner' = v /\\ pair' = <<v, owner>> /\\ UNCHANGED <<set, fun>>
                    Write(k, v) == fun' = [fun EXCEPT ![k] = v] /\\ UNCHANGED <<set, owner, pair>>
                    Next ==
                        \\/ \\E v \\in {%s} : Put(v)
                        \\/ \\E v \\in {%s} : Move(v)
                        \\/ \\E k \\in {%s}, v \\in {%s} : Write(k, v)
                    Spec == Init /\\ [][Next]_<<set, owner, pair, fun>>
                    ====
                    """.formatted(
                            moved.get(0),
                            moved.get(0),
                            String.join(", ", domain),
                            String.join(", ", put),
                            String.join(", ", moved),
                            String.join(", ", domain),
                            String.join(", ", moved));
            spec = Small.of(module, CONFIG);
            twin = Small.of(module.replace("\"A\"", "\"a\"").replace("\"B\"", "\"b\""), CONFIG);
        }

        private List<String> some(int count) {
            List<String> left = new ArrayList<>(ALL);
            List<String> some = new ArrayList<>();
            while (some.size() < count) {
                some.add(left.remove(random.nextInt(left.size())));
            }
            return some;
        }

        private String any(List<String> list) {
            return list.get(random.nextInt(list.size()));
        }

        private static String written(String value) {
            return value.startsWith("\"") ? value : '"' + value + '"';
        }

        private static String written(Iterable<String> values) {
            List<String> all = new ArrayList<>();
            values.forEach(value -> all.add(written(value)));
            return "[" + String.join(",", all) + "]";
        }

        /** Mostly a behaviour: in some traces one value is another. */
        List<String> trace() {
            owner = moved.get(0);
            pair = List.of(owner, "\"c\"");
            set.clear();
            function.clear();
            domain.forEach(key -> function.put(key, "\"c\""));
            List<String> lines = new ArrayList<>(List.of("{\"lockstep\":1,\"spec\":\"Readings\"}"));
            for (int events = 1 + random.nextInt(3); events > 0; events--) {
                lines.add(event());
            }
            if (random.nextInt(2) == 0) {
                int line = 1 + random.nextInt(lines.size() - 1);
                lines.set(line, altered(lines.get(line)));
            }
            return lines;
        }

        private String altered(String line) {
            Matcher written = WRITTEN.matcher(line);
            List<Integer> places = new ArrayList<>();
            while (written.find()) {
                places.add(written.start());
            }
            if (places.isEmpty()) {
                return line;
            }
            int at = places.get(random.nextInt(places.size()));
            return line.substring(0, at) + (line.charAt(at + 1) == 'A' ? "\"B\"" : "\"A\"") + line.substring(at + 3);
        }

        private String event() {
            String args = "";
            String seen;
            String action;
            switch (random.nextInt(3)) {
                case 0 -> {
                    String value = any(put);
                    boolean isNew = set.add(value);
                    action = "Put";
                    args = "\"v\":" + written(value);
                    seen = random.nextBoolean()
                            ? "\"state\":{\"set\":{\"#set\":" + written(set) + "}}"
                            : "\"added\":{\"set\":" + (isNew ? written(List.of(value)) : "[]") + "}";
                }
                case 1 -> {
                    List<String> others = new ArrayList<>(moved);
                    others.remove(owner);
                    String value = any(others);
                    pair = List.of(value, owner);
                    owner = value;
                    action = "Move";
                    args = "\"v\":" + written(value);
                    seen = random.nextBoolean()
                            ? "\"state\":{\"owner\":" + written(owner) + "}"
                            : "\"state\":{\"pair\":" + written(pair) + "}";
                }
                default -> {
                    String key = any(domain);
                    String value = any(moved);
                    function.put(key, value);
                    action = "Write";
                    args = "\"k\":" + written(key) + ",\"v\":" + written(value);
                    List<String> pairs = new ArrayList<>();
                    function.forEach((argument, result) -> pairs.add(written(List.of(argument, result))));
                    seen = "\"state\":{\"fun\":{\"#map\":[" + String.join(",", pairs) + "]}}";
                }
            }
            return switch (random.nextInt(4)) {
                case 0 -> "{\"action\":\"" + action + "\"," + seen + "}";
                case 1 -> "{\"action\":\"" + action + "\",\"args\":{" + args + "}}";
                default -> "{\"action\":\"" + action + "\",\"args\":{" + args + "}," + seen + "}";
            };
        }
    }

    // ---------------------------------------------------------------- readings

    /** Each reading of a trace: in each a string is what it was, a model value of the twin, or it has the name that the twin gives it. */
    private static List<List<String>> readings(List<String> lines) {
        String text = String.join("\n", lines);
        long strings = WRITTEN.matcher(text).results().count();
        if (strings > 30
                || 1 << strings > MOST_READINGS
                || SAME_ARGUMENTS.matcher(text).find()) {
            return List.of();
        }
        List<List<String>> readings = new ArrayList<>();
        for (int bits = 0; bits < 1 << strings; bits++) {
            int[] rest = {bits};
            String reading = WRITTEN.matcher(text).replaceAll(written -> {
                boolean isString = (rest[0] & 1) == 1;
                rest[0] >>= 1;
                return isString ? written.group().toLowerCase(java.util.Locale.ROOT) : written.group();
            });
            readings.add(List.of(reading.split("\n")));
        }
        return readings;
    }

    /** Accepted if one reading is; otherwise rejected where the last of them is. */
    private static Outcome ofAll(Case of, List<List<String>> readings) throws Exception {
        long event = 0;
        for (List<String> reading : readings) {
            CheckResult result;
            try {
                result = of.twin.check(of.specs, "twin.ndjson", reading);
            } catch (InvalidInputException e) {
                continue; // an argument of a function twice
            }
            if (result.verdict() != Verdict.REJECTED) {
                return Outcome.of(result);
            }
            event = Math.max(event, result.event());
        }
        return new Outcome(Verdict.REJECTED, event);
    }

    /** Traces for which the checker does not say what all their readings say; adds the verdicts that there were. */
    private static List<String> differences(long seed, Checker checker, Set<Verdict> verdicts) throws Exception {
        Case of = new Case(seed);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < TRACES; i++) {
            List<String> lines = of.trace();
            List<List<String>> readings = readings(lines);
            if (readings.isEmpty()) {
                continue;
            }
            Outcome expected = ofAll(of, readings);
            CheckResult result = checker.check(of, lines);
            verdicts.add(expected.verdict);
            if (!Outcome.of(result).equals(expected)) {
                differences.add(of.spec.source().module() + "\n" + String.join("\n", lines) + "\nexpected " + expected
                        + ", but " + result);
            }
        }
        return differences;
    }

    private static void areAsAllReadings(long seed) throws Exception {
        assertThat(differences(seed, (of, lines) -> of.spec.check(of.specs, "t.ndjson", lines), new HashSet<>()))
                .isEmpty();
    }

    @Property(tries = 8, seed = "4", shrinking = ShrinkingMode.OFF)
    void readingBothWaysSaysWhatAllReadingsSay(@ForAll long seed) throws Exception {
        areAsAllReadings(seed);
    }

    @Property(tries = 600, seed = "5", shrinking = ShrinkingMode.OFF)
    @Tag("full")
    void readingBothWaysSaysWhatAllReadingsSayInFull(@ForAll long seed) throws Exception {
        areAsAllReadings(seed);
    }

    // ---------------------------------------------------------------- it would see it

    /** Both verdicts occur, and a checker that reads in one way only is caught. */
    private static void isCaught(Checker broken) throws Exception {
        List<String> differences = new ArrayList<>();
        Set<Verdict> verdicts = new HashSet<>();
        for (long seed = 0; seed < 4; seed++) {
            differences.addAll(differences(seed, broken, verdicts));
        }
        assertThat(differences).isNotEmpty();
        assertThat(verdicts).containsExactlyInAnyOrder(Verdict.ACCEPTED, Verdict.REJECTED);
    }

    @Example
    void aCheckerThatReadsModelValuesOnlyIsCaught() throws Exception {
        isCaught((of, lines) -> of.twin.check(of.specs, "t.ndjson", lines));
    }

    @Example
    void aCheckerThatReadsStringsOnlyIsCaught() throws Exception {
        isCaught((of, lines) -> {
            try (TraceReader reader = of.spec.trace("t.ndjson", lines)) {
                return TraceChecker.check(new AsStrings(of.spec.load(of.specs, reader)), reader, Limits.DEFAULT);
            }
        });
    }

    private static final class AsStrings extends AlteredSpec {
        AsStrings(LoadedSpec spec) {
            super(spec);
        }

        @Override
        public Step step(Event event, Header header) throws InvalidInputException {
            return super.step(
                    event.of(event.action(), all(event.args()))
                            .observing(all(event.state()), lists(event.added()), lists(event.removed())),
                    header);
        }

        private static Map<String, Value> all(Map<String, Value> values) {
            Map<String, Value> all = new LinkedHashMap<>();
            values.forEach((name, value) -> all.put(name, string(value)));
            return all;
        }

        private static Map<String, List<Value>> lists(Map<String, List<Value>> lists) {
            Map<String, List<Value>> all = new LinkedHashMap<>();
            lists.forEach((name, values) -> all.put(name, all(values)));
            return all;
        }

        private static List<Value> all(List<Value> values) {
            return values.stream().map(AsStrings::string).toList();
        }

        private static Value string(Value value) {
            if (value instanceof Value.Str text) {
                return new Value.Text(text.value());
            } else if (value instanceof Value.SetOf set) {
                return new Value.SetOf(all(set.elements()));
            } else if (value instanceof Value.Seq seq) {
                return new Value.Seq(all(seq.elements()));
            } else if (value instanceof Value.Fun fun) {
                return new Value.Fun(fun.pairs().stream()
                        .map(pair -> new Value.Pair(string(pair.argument()), string(pair.result())))
                        .toList());
            }
            return value;
        }
    }
}
