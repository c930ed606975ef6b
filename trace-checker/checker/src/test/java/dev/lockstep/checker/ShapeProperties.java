package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.OpenNumbers;
import dev.lockstep.checker.trace.Shape;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Traces;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** The steps that are made of an event's shape and numbers are those that are made of all that it says. */
class ShapeProperties {
    private static final Pattern INTEGER = Pattern.compile("(?<=[\\[,:])-?[0-9]+(?=[\\],}])");
    private static final List<String> OF_ORDER = List.of("\"clock\":[0-9]+,", "\"seq\":[0-9]+,");

    @Provide
    Arbitrary<String> specs() throws IOException {
        try (Stream<Path> files = Files.list(Sample.FOLDER)) {
            return Arbitraries.of(files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".ndjson"))
                    .map(name -> name.replace(".ndjson", ""))
                    .sorted()
                    .toList());
        }
    }

    @Property(tries = 150)
    void theResultIsThatOfEventsWithoutAShape(@ForAll("specs") String spec, @ForAll long seed) throws Exception {
        String trace = copies(spec, new Random(seed));
        String expected = result(spec, trace, ShapeProperties::withoutShape);
        Statistics.collect(expected.substring(0, 8));
        Statistics.coverage(coverage -> {
            coverage.check("accepted").count(n -> n > 0);
            coverage.check("rejected").count(n -> n > 20);
        });
        assertThat(result(spec, trace, event -> event)).as(trace).isEqualTo(expected);
    }

    /** Some copies of a spec's trace, each an instance; in some of the events an integer is another. */
    private static String copies(String spec, Random random) throws IOException {
        List<String> lines = Files.readAllLines(Sample.FOLDER.resolve(spec + ".ndjson"));
        List<String> copies = new ArrayList<>(lines.subList(0, 1));
        int share = 3 + random.nextInt(100);
        for (int i = 1; i <= 4; i++) {
            for (String line : lines.subList(1, lines.size())) {
                String event = line;
                for (String part : OF_ORDER) {
                    event = event.replaceFirst(part, "");
                }
                event = INTEGER.matcher(event)
                        .replaceAll(found -> random.nextInt(share) == 0 ? "" + (random.nextInt(7) - 1) : found.group());
                copies.add("{\"instance\":\"i" + i + "\"," + event.substring(1));
            }
        }
        return String.join("\n", copies) + "\n";
    }

    /** The verdict, the explanation, and all else; or what is thrown. */
    private static String result(String spec, String trace, UnaryOperator<Event> change) throws Exception {
        LoadedSpec loaded = Sample.of(spec).load();
        try (TraceReader reader = open(trace)) {
            CheckResult result = TraceChecker.check(loaded, new Changed(reader, change), Limits.DEFAULT);
            return result.verdict() + "\n" + result + "\n" + String.join("\n", result.explanation());
        } catch (InvalidInputException | RuntimeException e) {
            return e.toString();
        }
    }

    private static TraceReader open(String trace) throws InvalidInputException {
        return Traces.read(
                "t", new ByteArrayInputStream(trace.getBytes(StandardCharsets.UTF_8)), Traces.Format.LOCKSTEP);
    }

    private record Changed(TraceReader reader, UnaryOperator<Event> change) implements TraceReader {
        @Override
        public String name() {
            return reader.name();
        }

        @Override
        public Header header() {
            return reader.header();
        }

        @Override
        public Event next() throws InvalidInputException {
            Event event = reader.next();
            return event == null ? null : change.apply(event);
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    private static Event withoutShape(Event event) {
        return event.of(event.action(), new LinkedHashMap<>(event.args()));
    }

    // ---------------------------------------------------------------- the property would see it

    /** Without it the property would compare a way with itself. */
    @Example
    void mostEventsOfACopiedTraceHaveAShapeAndNoneWithoutIt() throws Exception {
        int shaped = 0;
        int all = 0;
        try (TraceReader reader = open(copies("Post", new Random(1)))) {
            for (Event event = reader.next(); event != null; event = reader.next()) {
                all++;
                shaped += OpenNumbers.of(event) != null ? 1 : 0;
                assertThat(OpenNumbers.of(withoutShape(event))).isNull();
            }
        }
        assertThat(shaped).isGreaterThan(all / 2);
    }

    /** As if the numbers of another event of the same shape were put in. */
    @Example
    void numbersOfAnotherEventAreCaught() throws Exception {
        int differing = 0;
        for (int seed = 0; seed < 20; seed++) {
            String trace = copies("Bank", new Random(seed));
            Map<Shape, Event> first = new HashMap<>();
            String confused = result("Bank", trace, event -> {
                OpenNumbers openNumbers = Objects.requireNonNull(OpenNumbers.of(event));
                Event other = first.computeIfAbsent(openNumbers.shape(), shape -> event);
                return event.of(other.action(), other.args()).observing(other.state(), other.added(), other.removed());
            });
            differing += confused.equals(result("Bank", trace, event -> event)) ? 0 : 1;
        }
        assertThat(differing).isGreaterThan(10);
    }
}
