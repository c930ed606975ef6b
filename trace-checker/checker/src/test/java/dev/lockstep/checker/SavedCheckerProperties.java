package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.PackedReader;
import dev.lockstep.checker.trace.PackedWriter;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** A checker that is written down and read again, at any events, comes to what one comes to that is not. */
class SavedCheckerProperties {
    private static final Map<String, LoadedSpec> AGAIN = new HashMap<>();

    @Provide
    Arbitrary<String> samples() throws Exception {
        try (Stream<Path> files = Files.list(Sample.FOLDER)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".ndjson"))
                    .map(name -> name.replace(".ndjson", ""))
                    .filter(name -> Files.exists(Sample.FOLDER.resolve(name + ".tla")))
                    .sorted()
                    .toList();
            assertThat(names).hasSizeGreaterThan(10);
            List<String> all = new ArrayList<>(names);
            all.add("Stack");
            return Arbitraries.of(all);
        }
    }

    @Property(tries = 120)
    void whatItComesToIsTheSame(@ForAll("samples") String name, @ForAll long seed) throws Exception {
        Random random = new Random(seed);
        Sample sample = altered(sample(name), random);
        LoadedSpec spec;
        List<Event> events = new ArrayList<>();
        Header header;
        try (TraceReader reader = sample.open()) {
            spec = sample.load();
            header = reader.header();
            for (Event event = reader.next(); event != null; event = reader.next()) {
                events.add(event);
            }
        } catch (dev.lockstep.checker.trace.InvalidInputException e) {
            Statistics.label("verdict").collect("unreadable");
            return;
        }
        // a spec that is loaded anew, as in another process
        LoadedSpec again = header.calls() ? spec : again(name, header);
        TraceChecker straight = new TraceChecker(spec, "t", header, header.initially(), Limits.DEFAULT);
        TraceChecker saved = new TraceChecker(again, "t", header, header.initially(), Limits.DEFAULT);
        assertThat(again.digest()).isEqualTo(spec.digest()).hasSize(32);
        for (Event event : events) {
            if (random.nextBoolean() && saved.verdict() == Verdict.ACCEPTED) {
                saved = savedAndRead(saved, again, header);
            }
            String one = accepted(straight, event);
            String other = accepted(saved, event);
            assertThat(other).as(name + " at " + event.index()).isEqualTo(one);
        }
        CheckResult expected = straight.result();
        CheckResult result = saved.result();
        assertThat(result.toString()).isEqualTo(expected.toString());
        assertThat(result.states()).isEqualTo(expected.states());
        assertThat(result.actions()).isEqualTo(expected.actions());
        Statistics.label("verdict").collect(expected.verdict());
    }

    /** Returns the trace beside the spec; of the stack a history of calls, several of which are open at the same time. */
    private static Sample sample(String name) {
        return name.equals("Stack")
                ? Sample.of(
                        name,
                        "\"calls\":true",
                        "{\"process\":\"a\",\"call\":\"Push\",\"args\":{\"t\":\"a\",\"v\":1}}",
                        "{\"process\":\"b\",\"call\":\"Push\",\"args\":{\"t\":\"b\",\"v\":2}}",
                        "{\"process\":\"c\",\"call\":\"Pop\",\"args\":{\"t\":\"c\"}}",
                        "{\"process\":\"b\",\"return\":\"Push\",\"args\":{}}",
                        "{\"process\":\"c\",\"return\":\"Pop\",\"args\":{\"v\":1}}",
                        "{\"process\":\"a\",\"return\":\"Push\",\"args\":{}}")
                : Sample.of(name);
    }

    private static LoadedSpec again(String name, Header header) throws Exception {
        String key = name + header.constants();
        if (!AGAIN.containsKey(key)) {
            SpecSource source =
                    SpecSource.of(Sample.FOLDER.resolve(name + ".tla"), Sample.FOLDER.resolve(name + ".cfg"));
            AGAIN.put(key, SpecLoader.load(source.withConstants(header.constants())));
        }
        return AGAIN.get(key);
    }

    private static String accepted(TraceChecker checker, Event event) {
        try {
            return String.valueOf(checker.accept(event));
        } catch (Exception e) {
            return e.toString();
        }
    }

    private static TraceChecker savedAndRead(TraceChecker checker, LoadedSpec spec, Header header) throws Exception {
        PackedWriter out = new PackedWriter();
        checker.pack(out);
        TraceChecker read = new TraceChecker(spec, "t", header, header.initially(), Limits.DEFAULT);
        read.unpack(new PackedReader(out.bytes()));
        PackedWriter again = new PackedWriter();
        read.pack(again);
        assertThat(again.bytes()).hasSameSizeAs(out.bytes());
        return read;
    }

    private static Sample altered(Sample sample, Random random) {
        int event = 1 + random.nextInt(Math.max(1, sample.events() - 1));
        return switch (sample.events() < 2 ? 3 : random.nextInt(5)) {
            case 0 -> sample.drop(event);
            case 1 -> sample.duplicate(event);
            case 2 -> sample.swap(event);
            default -> sample;
        };
    }

    /** Were a state of another event read instead, the check would not go on as it should. */
    @Example
    void aStateOfAnEarlierEventIsNoticed() throws Exception {
        Sample sample = Sample.of("Bank");
        LoadedSpec spec = sample.load();
        int differences = 0;
        try (TraceReader reader = sample.open()) {
            Header header = reader.header();
            TraceChecker straight = new TraceChecker(spec, "t", header, Map.of(), Limits.DEFAULT);
            TraceChecker behind = straight;
            for (Event event = reader.next(); event != null; event = reader.next()) {
                behind = savedAndRead(straight, spec, header);
                assertThat(straight.accept(event)).isTrue();
                differences += behind.isInSameStates(straight, event.instance()) ? 0 : 1;
            }
        }
        assertThat(differences).isPositive();
    }

    @Example
    void ofNamesThatAreAlikeOneIsKeptAlsoAfterwards() throws Exception {
        LoadedSpec spec = Sample.of("Crowd", "").load();
        Header header = Header.of("Crowd");
        TraceChecker straight = new TraceChecker(spec, "t", header, Map.of(), Limits.DEFAULT);
        TraceChecker saved = straight.fork();
        for (int i = 1; i <= 4; i++) {
            Event event = i == 4
                    ? Event.step("t", i, "Enter", Map.of("p", new Value.Str("c2")))
                    : Event.step("t", i, "Knock", Map.of());
            saved = savedAndRead(saved, spec, header);
            assertThat(saved.accept(event)).isEqualTo(straight.accept(event));
            assertThat(saved.candidates()).isEqualTo(straight.candidates());
        }
        assertThat(saved.isInSameStates(straight, null)).isTrue();
        assertThat(saved.result().states()).isEqualTo(straight.result().states());
    }

    @Example
    void aRejectedTraceIsNotSaved() throws Exception {
        Sample sample = Sample.of("Bank");
        TraceChecker checker = new TraceChecker(sample.load(), "t", Header.of("Bank"), Map.of(), Limits.DEFAULT);
        checker.accept(Event.step("t", 1, "Transfer", Map.of("n", new Value.Int(500))));
        assertThat(checker.verdict()).isEqualTo(Verdict.REJECTED);
        assertThatThrownBy(() -> checker.pack(new PackedWriter())).hasMessageContaining("does not go on");
    }

    @Example
    void bytesThatAreNoStateAreRefused() {
        assertThatThrownBy(() -> new PackedReader(new byte[] {9, 9, 9, 127}).event())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no saved state");
    }

    @Example
    void aChangedSpecHasAnotherDigest() throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), "digest");
        Path module = Files.copy(Sample.FOLDER.resolve("Bank.tla"), folder.resolve("Bank.tla"));
        Path config = Files.copy(Sample.FOLDER.resolve("Bank.cfg"), folder.resolve("Bank.cfg"));
        String before = SpecLoader.load(SpecSource.of(module, config)).digest();
        assertThat(SpecLoader.load(SpecSource.of(module, config)).digest()).isEqualTo(before);
        Files.writeString(config, Files.readString(config) + "\n\\* another\n");
        String other = SpecLoader.load(SpecSource.of(module, config)).digest();
        assertThat(other).isNotEqualTo(before);
        Files.writeString(module, Files.readString(module).replaceFirst("====", "\\\\* another\n===="));
        assertThat(SpecLoader.load(SpecSource.of(module, config)).digest()).isNotEqualTo(other);
    }
}
