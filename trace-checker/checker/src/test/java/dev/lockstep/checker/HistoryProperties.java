package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.trace.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

/** What is said of a trace does not depend on which others were checked before it, or are checked at the same time. */
class HistoryProperties {
    private static final int TRACES = 16;
    private static final List<String> SPECS = List.of("Account", "Bank", "Family", "Relay", "Crowd");
    private static final Map<Trace, String> ALONE = new ConcurrentHashMap<>();
    private static final Pattern INTEGER = Pattern.compile("(?<=[\\[,:])-?[0-9]+(?=[\\],}])");

    private record Trace(String spec, List<String> lines) {}

    /** Says what a trace comes to: its verdict and why, or what is wrong with it. */
    private interface Checker {
        String outcome(Specs specs, Trace trace) throws Exception;
    }

    private static String outcome(Specs specs, Trace trace) throws Exception {
        Small spec = new Small(
                SpecSource.of(Sample.FOLDER.resolve(trace.spec + ".tla"), Sample.FOLDER.resolve(trace.spec + ".cfg")));
        try {
            CheckResult result = spec.check(specs, "t", trace.lines);
            return result.verdict() + " at " + result.event() + "\n" + String.join("\n", result.explanation());
        } catch (InvalidInputException e) {
            return "invalid: " + e.getMessage();
        }
    }

    /** What it comes to in a process of its own. */
    private static String alone(Trace trace) {
        return ALONE.computeIfAbsent(trace, key -> {
            try {
                return outcome(new Specs(), key);
            } catch (Exception e) {
                return e.toString();
            }
        });
    }

    // ---------------------------------------------------------------- traces

    /** Right and wrong traces of a spec, under headers that differ. */
    private static List<Trace> traces(String spec) throws IOException {
        List<String> right = right(spec);
        List<Trace> all = new ArrayList<>();
        all.add(new Trace(spec, right));
        int last = right.size() - 1;
        for (int at : IntStream.of(1, (last + 1) / 2, last).distinct().toArray()) {
            String line = right.get(at);
            String other = right.get(at == 1 ? last : 1);
            add(all, right, at, line.replaceFirst("\"action\":\"\\w+\"", "\"action\":\"Nope\""));
            add(all, right, at, line.replaceFirst("\"action\":\"\\w+\"", "\"action\":\"Init\""));
            add(all, right, at, line.replaceFirst("\"action\":\"\\w+\"", "\"action\":\"Next\""));
            add(all, right, at, line.replaceFirst("\"action\":\"(\\w+)\"", "\"action\":\"$1\",\"args\":{\"nope\":1}"));
            add(all, right, at, line.replaceFirst("\"action\":\"(\\w+)\"", "\"action\":\"$1\",\"state\":{\"nope\":1}"));
            add(all, right, at, line.replaceFirst("\\{", "{\"process\":\"nope\","));
            add(all, right, at, other);
            add(all, right, at, line.substring(0, line.length() / 2));
            add(all, right, at, INTEGER.matcher(line).replaceFirst("17"));
            add(all, right, at, INTEGER.matcher(line).replaceFirst("99999999999"));
            add(all, right, at, INTEGER.matcher(line).replaceFirst("\"seventeen\""));
        }
        String header = right.get(0).substring(0, right.get(0).length() - 1);
        String bare = "{\"lockstep\":1,\"spec\":\"" + spec + "\"" + constants(header);
        add(all, right, 0, bare + "}");
        add(all, right, 0, bare + ",\"hidden\":[\"Nope\"]}");
        add(all, right, 0, bare + ",\"local\":[\"nope\"]}");
        for (String list : List.of("local", "complete", "hidden")) {
            for (String name : List.of("clock", "value", "Pass", "balance", "met", "place")) {
                add(all, right, 0, bare + ",\"" + list + "\":[\"" + name + "\"]}");
            }
        }
        return all;
    }

    private static String constants(String header) {
        int from = header.indexOf(",\"constants\"");
        return from < 0 ? "" : header.substring(from, header.indexOf('}', from) + 1);
    }

    private static void add(List<Trace> all, List<String> right, int at, String line) {
        List<String> lines = new ArrayList<>(right);
        lines.set(at, line);
        all.add(new Trace(all.get(0).spec, lines));
    }

    private static List<String> right(String spec) throws IOException {
        return switch (spec) {
            case "Account" ->
                List.of(
                        "{\"lockstep\":1,\"spec\":\"Account\",\"local\":[\"clock\"],\"complete\":[\"clock\",\"value\"]}",
                        "{\"process\":\"a\",\"action\":\"Step\",\"args\":{\"p\":\"a\",\"n\":5},\"state\":{\"clock\":1,\"value\":5}}",
                        "{\"process\":\"b\",\"action\":\"Step\",\"args\":{\"n\":0},\"state\":{\"clock\":1}}",
                        "{\"process\":\"a\",\"action\":\"Step\",\"args\":{\"p\":\"b\",\"n\":-3},\"state\":{\"value\":2}}");
            case "Crowd" ->
                List.of(
                        "{\"lockstep\":1,\"spec\":\"Crowd\"}",
                        "{\"action\":\"Knock\"}",
                        "{\"action\":\"Knock\"}",
                        "{\"action\":\"Knock\"}",
                        "{\"action\":\"Enter\",\"args\":{\"p\":\"c2\"}}");
            default -> Files.readAllLines(Sample.FOLDER.resolve(spec + ".ndjson"));
        };
    }

    // ---------------------------------------------------------------- the property

    @Property(tries = 8, seed = "3")
    void eachTraceComesToWhatItComesToAlone(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int threads)
            throws Exception {
        compare(seed, threads);
    }

    @Tag("full")
    @Property(tries = 300)
    void alsoMoreOfThem(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int threads) throws Exception {
        compare(seed, threads);
    }

    private static void compare(long seed, int threads) throws Exception {
        Random random = new Random(seed);
        List<Trace> traces = some(random);
        List<String> outcomes = outcomes(traces, threads, HistoryProperties::outcome);
        for (int i = 0; i < traces.size(); i++) {
            String alone = alone(traces.get(i));
            Statistics.collect(alone.substring(0, 8));
            assertThat(outcomes.get(i)).as("%s", traces.get(i)).isEqualTo(alone);
        }
        Statistics.coverage(coverage -> {
            for (String kind : List.of("accepted", "rejected", "invalid:")) {
                coverage.check(kind).percentage(p -> p > 5);
            }
        });
    }

    /** Of two specs, so that each is asked for several times. */
    private static List<Trace> some(Random random) throws IOException {
        List<Trace> pool = new ArrayList<>(traces(SPECS.get(random.nextInt(SPECS.size()))));
        pool.addAll(traces(SPECS.get(random.nextInt(SPECS.size()))));
        return random.ints(TRACES, 0, pool.size()).mapToObj(pool::get).toList();
    }

    /** All in one process: specs that are loaded stay so. */
    private static List<String> outcomes(List<Trace> traces, int threads, Checker checker) throws Exception {
        Specs specs = new Specs();
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<String>> calls = new ArrayList<>();
            for (Trace trace : traces) {
                calls.add(() -> checker.outcome(specs, trace));
            }
            List<String> outcomes = new ArrayList<>();
            for (Future<String> outcome : executor.invokeAll(calls)) {
                outcomes.add(outcome.get());
            }
            return outcomes;
        } finally {
            executor.shutdown();
        }
    }

    // ---------------------------------------------------------------- the property would see it

    /** Seeds whose outcomes differ; three are enough, since a spec is loaded anew for each trace that has not been met before. */
    private static long differing(Checker checker) {
        return IntStream.range(0, 8)
                .filter(seed -> {
                    try {
                        List<Trace> traces = some(new Random(seed));
                        return !outcomes(traces, 1, checker)
                                .equals(traces.stream()
                                        .map(HistoryProperties::alone)
                                        .toList());
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                })
                .limit(3)
                .count();
    }

    /** As if what is wrong with an action's name were found the first time only. */
    @Example
    void aCheckerThatForgetsWhatIsWrongIsCaught() {
        Map<Specs, Set<String>> told = new ConcurrentHashMap<>();
        assertThat(differing((specs, trace) -> {
                    String outcome = outcome(specs, trace);
                    boolean isNew = told.computeIfAbsent(specs, key -> ConcurrentHashMap.newKeySet())
                            .add(outcome.replaceFirst("t:[0-9]+", ""));
                    return outcome.startsWith("invalid") && !isNew ? "accepted at 0\n" : outcome;
                }))
                .isEqualTo(3);
    }

    /** As if what the first header lists as local, complete or hidden were kept with the spec. */
    @Example
    void aCheckerThatKeepsTheFirstHeaderIsCaught() {
        Map<Specs, Map<String, String>> first = new HashMap<>();
        assertThat(differing((specs, trace) -> {
                    List<String> lines = new ArrayList<>(trace.lines);
                    lines.set(
                            0,
                            first.computeIfAbsent(specs, key -> new HashMap<>())
                                    .computeIfAbsent(trace.spec, key -> lines.get(0)));
                    return outcome(specs, new Trace(trace.spec, lines));
                }))
                .isEqualTo(3);
    }
}
