package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.shortcut.Shortcut;
import dev.lockstep.checker.shortcut.Shortcuts;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.OpenNumbers;
import dev.lockstep.checker.trace.Shape;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Traces;
import dev.lockstep.checker.trace.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.statistics.Statistics;

/** Each shortcut can be left out: the verdict, the event and the explanation are the same. */
class ShortcutProperties {
    private static final Pattern INTEGER = Pattern.compile("(?<=[\\[,:])-?[0-9]+(?=[\\],}])");
    private static final Map<Shortcut, Specs> WITHOUT = new ConcurrentHashMap<>();
    private static final Specs WITH = new Specs();

    /** Little is observed in it, so that many states explain it. */
    private static final List<String> CROWD = List.of(
            "{\"lockstep\":1,\"spec\":\"Crowd\"}",
            "{\"action\":\"Knock\"}",
            "{\"action\":\"Knock\"}",
            "{\"action\":\"Knock\"}",
            "{\"action\":\"Enter\"}",
            "{\"action\":\"Leave\"}",
            "{\"action\":\"Knock\",\"args\":{\"p\":\"c4\"}}",
            "{\"action\":\"GoHome\",\"args\":{\"p\":\"c2\"}}");

    private static final List<String> GUESS = List.of(
            "{\"lockstep\":1,\"spec\":\"Guess\",\"constants\":{\"Most\":5}}",
            "{\"action\":\"Choose\"}",
            "{\"action\":\"Show\"}",
            "{}",
            "{\"action\":\"Show\",\"args\":{\"k\":3}}",
            "{\"action\":\"Forget\",\"state\":{\"steps\":5}}");

    private static final List<String> RELAY = List.of(
            "{\"lockstep\":1,\"spec\":\"Relay\",\"hidden\":[\"Pass\",\"Pass2\",\"Lose\"]}",
            "{\"action\":\"Put\",\"args\":{\"v\":3}}",
            "{\"action\":\"Put\",\"args\":{\"v\":9}}",
            "{\"action\":\"Get\",\"args\":{\"v\":3},\"state\":{\"third\":0}}",
            "{\"action\":\"Put\",\"args\":{\"v\":4}}",
            "{\"action\":\"Get\",\"state\":{\"second\":4}}");

    private record Trace(String spec, String text) {
        /** Some instances of a trace, in some events of which a number or a name is another. */
        static Trace of(long seed) throws IOException {
            Random random = new Random(seed * 0x9E3779B97F4A7C15L);
            List<String> lines = switch (random.nextInt(8)) {
                case 0 -> CROWD;
                case 1 -> GUESS;
                case 2 -> RELAY;
                case 3 -> file("Bank");
                case 4 -> file("Post");
                case 5 -> file("Family");
                case 6 -> file("Model");
                default -> file("Ring");
            };
            List<String> copies = new ArrayList<>(lines.subList(0, 1));
            int share = 3 + random.nextInt(60);
            int count = 1 + random.nextInt(3);
            for (int i = 1; i <= count; i++) {
                for (String line : lines.subList(1, lines.size())) {
                    String event = line.replaceFirst("\"clock\":[0-9]+,", "").replaceFirst("\"seq\":[0-9]+,", "");
                    event = INTEGER.matcher(event)
                            .replaceAll(
                                    found -> random.nextInt(share) == 0 ? "" + (random.nextInt(7) - 1) : found.group());
                    if (random.nextInt(share) > 0) {
                        copies.add(
                                event.equals("{}")
                                        ? "{\"instance\":\"i" + i + "\"}"
                                        : "{\"instance\":\"i" + i + "\"," + event.substring(1));
                    }
                }
            }
            String spec = lines.get(0).replaceFirst(".*\"spec\":\"(\\w+)\".*", "$1");
            return new Trace(spec, String.join("\n", copies) + "\n");
        }

        private static List<String> file(String spec) throws IOException {
            return Files.readAllLines(Sample.FOLDER.resolve(spec + ".ndjson"));
        }

        String outcome(Specs specs, Traces.Reading reading, UnaryOperator<LoadedSpec> change) throws Exception {
            ByteArrayInputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            try (TraceReader reader = Traces.read("t", in, Traces.Format.LOCKSTEP, reading)) {
                SpecSource source =
                        SpecSource.of(Sample.FOLDER.resolve(spec + ".tla"), Sample.FOLDER.resolve(spec + ".cfg"));
                LoadedSpec loaded = specs.forTrace("t", reader.header(), source.module(), source.config());
                CheckResult result = TraceChecker.check(change.apply(loaded), reader, Limits.DEFAULT);
                return result.verdict() + " at " + result.event() + "\n" + String.join("\n", result.explanation());
            } catch (InvalidInputException e) {
                return "invalid: " + e.getMessage();
            }
        }

        String with() throws Exception {
            return outcome(WITH, Traces.Reading.BY_SHAPE, spec -> spec);
        }

        String without(Shortcut shortcut) throws Exception {
            Traces.Reading reading = shortcut == Shortcut.LINES
                    ? Traces.Reading.BY_LIBRARY
                    : shortcut == Shortcut.SHAPES ? Traces.Reading.BY_LINE : Traces.Reading.BY_SHAPE;
            Specs specs = WITHOUT.computeIfAbsent(shortcut, key -> new Specs(Shortcuts.without(List.of(key))));
            return outcome(specs, reading, spec -> spec);
        }
    }

    @Provide
    Arbitrary<Shortcut> shortcuts() {
        return Arbitraries.of(Shortcut.values());
    }

    @Property(tries = 90)
    void theOutcomeIsThatWithoutIt(@ForAll("shortcuts") Shortcut shortcut, @ForAll long seed) throws Exception {
        compare(shortcut, seed);
        Statistics.label("shortcut").collect(shortcut);
    }

    @Tag("full")
    @Property(tries = 5000)
    void alsoOfManyMore(@ForAll("shortcuts") Shortcut shortcut, @ForAll long seed) throws Exception {
        compare(shortcut, seed);
    }

    private static void compare(Shortcut shortcut, long seed) throws Exception {
        Trace trace = Trace.of(seed);
        String expected = trace.with();
        Statistics.label("verdict").collect(expected.substring(0, 8));
        Statistics.label("verdict").coverage(coverage -> {
            coverage.check("accepted").percentage(p -> p > 10);
            coverage.check("rejected").percentage(p -> p > 10);
        });
        assertThat(trace.without(shortcut)).as(trace.text).isEqualTo(expected);
    }

    // ---------------------------------------------------------------- shortcuts that are wrong are caught

    private static long differing(UnaryOperator<LoadedSpec> wrong) {
        return IntStream.range(0, 80)
                .filter(seed -> {
                    try {
                        Trace trace = Trace.of(seed);
                        return !trace.outcome(WITH, Traces.Reading.BY_SHAPE, wrong)
                                .equals(trace.with());
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                })
                .count();
    }

    @Example
    void theEightyTracesAloneDoNotDiffer() {
        assertThat(differing(spec -> new AlteredSpec(spec))).isZero();
    }

    /** SYMMETRY: names that a constant, a text, or the states at first tell apart are taken for alike. */
    @Example
    void namesThatAreToldApartAndMergedAreCaught() {
        assertThat(differing(spec -> new AlteredSpec(spec) {
                    @Override
                    public Collection<Text> texts(Step step) {
                        return List.of();
                    }

                    @Override
                    public SpecState swapped(SpecState state, Value a, Value b) {
                        return state; // as if an event that names one of them told nothing apart
                    }
                }))
                .isPositive();
    }

    /** MERGING: states are taken for equal that differ. */
    @Example
    void statesThatDifferAndAreMergedAreCaught() {
        assertThat(differing(spec -> new AlteredSpec(spec) {
                    @Override
                    List<SpecState> kept(List<SpecState> states) {
                        List<SpecState> kept = new ArrayList<>();
                        Set<Value> seen = new HashSet<>();
                        states.stream()
                                .filter(state -> seen.add(
                                        spec.value(state, spec.variables().get(0))))
                                .forEach(kept::add);
                        return kept;
                    }
                }))
                .isPositive();
    }

    /** INVARIANTS: what has changed is not looked at. */
    @Example
    void invariantsThatAreNotEvaluatedAfterAStepAreCaught() {
        assertThat(differing(spec -> new AlteredSpec(spec) {
                    private int asked;

                    @Override
                    public String violatedInvariant(SpecState state, Runnable byTlc) {
                        return asked++ < 5 ? spec.violatedInvariant(state, byTlc) : null;
                    }
                }))
                .isPositive();
    }

    /** SHAPES, LINES, PATTERNS, ARGUMENTS: an event is asked as the first of its shape was. */
    @Example
    void eventsThatAreAskedAsTheFirstOfTheirShapeAreCaught() {
        assertThat(differing(spec -> new AlteredSpec(spec) {
                    private final Map<Shape, Event> first = new IdentityHashMap<>();

                    @Override
                    public synchronized Step step(Event event, Header header) throws InvalidInputException {
                        OpenNumbers openNumbers = OpenNumbers.of(event);
                        Event known =
                                openNumbers == null ? event : first.computeIfAbsent(openNumbers.shape(), key -> event);
                        Event asked = event.of(known.action(), known.args());
                        return super.step(asked, header);
                    }
                }))
                .isGreaterThan(2);
    }

    /** EVALUATOR: a step is not found. */
    @Example
    void anEvaluatorThatMissesStepsIsCaught() {
        assertThat(differing(spec -> new AlteredSpec(spec) {
                    @Override
                    List<SpecState> kept(List<SpecState> states) {
                        return states.size() > 1 ? states.subList(1, states.size()) : states;
                    }
                }))
                .isPositive();
    }
}
