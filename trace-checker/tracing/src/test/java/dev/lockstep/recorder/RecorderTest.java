package dev.lockstep.recorder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: headers, events by hand, the Lamport clock, and what happens when the file cannot be written. */
class RecorderTest {
    private static final Header HEADER = new Header("S", Map.of(), List.of(), List.of(), List.of());

    @Spec("LamportMutex")
    private static class Mutex {
        @Self("p")
        String id;

        @Variable
        int clock;

        @Variable("queue")
        Set<String> requests;

        @Action
        void request() {}
    }

    @Spec("LamportMutex")
    private static class Observer {
        @Self
        String id;

        @Variable
        int clock;

        @Variable
        int seen;

        @Action
        void look() {}
    }

    @Spec("Other")
    private static class Other {
        @Self
        String id;

        @Action
        void act() {}
    }

    /** A disk with room for so many bytes. */
    private static final class SmallDisk extends OutputStream {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private final int room;

        SmallDisk(int room) {
            this.room = room;
        }

        @Override
        public void write(int b) throws IOException {
            if (written.size() >= room) {
                throw new IOException("No space left on device");
            }
            written.write(b);
        }
    }

    @Test
    void theHeaderTellsWhatTheClassesSayAndARoleWithoutAParameterHasNoLocalVariables() {
        Header header = Header.of(
                        new TreeMap<>(Map.of("Rank", Map.of("p1", 1), "Proc", Set.of("p2", "p1"))),
                        Mutex.class,
                        Observer.class)
                .withHidden("Lose");
        assertThat(header.toJson())
                .isEqualTo(
                        "{\"lockstep\":1,\"spec\":\"LamportMutex\",\"constants\":{\"Proc\":{\"#set\":[\"p1\",\"p2\"]},"
                                + "\"Rank\":{\"#map\":[[\"p1\",1]]}},\"local\":[\"clock\",\"queue\"],"
                                + "\"complete\":[\"clock\",\"queue\",\"seen\"],\"hidden\":[\"Lose\"]}");
        assertThat(header.withLocal("clock").withComplete("seen").toJson())
                .endsWith("\"local\":[\"clock\"],\"complete\":[\"seen\"],\"hidden\":[\"Lose\"]}");
    }

    @Test
    void classesOfTwoSpecsHaveNoHeader() {
        assertThatThrownBy(() -> Header.of(Map.of(), Mutex.class, Other.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one trace is of one spec")
                .hasMessageContaining("Mutex is of LamportMutex")
                .hasMessageContaining("Other of Other");
        assertThatThrownBy(() -> Header.of(Map.of(), String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("java.lang.String is no core: it is not annotated with @Spec. If a mapping describes it,"
                        + " start the JVM with -javaagent:lockstep-agent.jar=mapping=FILE");
        assertThatThrownBy(() -> Header.of(Map.of())).hasMessageContaining("at least one class");
    }

    @Test
    void aConstantWithoutCounterpartIsNamedAndNoFileIsMade(@TempDir Path dir) {
        Path file = dir.resolve("t");
        Header header = new Header("S", Map.of("N", 1.5), List.of(), List.of(), List.of());
        assertThatThrownBy(() -> Recorder.open(file, header))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("constant N: a java.lang.Double");
        assertThat(file).doesNotExist();
    }

    @Test
    void eventsByHandAreWrittenInTheSameForm(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("t");
        try (Recorder recorder = Recorder.open(file, HEADER)) {
            recorder.event("p", "Crash", Map.of("p", "p"));
            recorder.event(Event.of("q", "Lose")
                    .withInstance("t1")
                    .withArgs(Map.of("m", List.of(1), "also", true))
                    .withState(Map.of("alive", false))
                    .withAdded(Map.of("lost", Set.of(1)))
                    .withRemoved(Map.of("network", List.of(1, 1))));
            assertThat(recorder.events()).isEqualTo(2);
        }
        assertThat(file).hasContent("""
                        {"lockstep":1,"spec":"S","constants":{},"local":[],"complete":[],"hidden":[]}
                        {"process":"p","clock":1,"seq":1,"action":"Crash","args":{"p":"p"},"state":{}}
                        {"process":"q","clock":2,"seq":1,"instance":"t1","action":"Lose","args":{"also":true,"m":[1]},\
                        "state":{"alive":false},"added":{"lost":[1]},"removed":{"network":[1,1]}}
                        """);
    }

    @Test
    void anEventByHandWithoutCounterpartIsNamedAndTheTraceGoesOn(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("t");
        try (Recorder recorder = Recorder.open(file, HEADER)) {
            assertThatThrownBy(() -> recorder.event("p", "Crash", Map.of("p", 1.5)))
                    .hasMessageStartingWith("argument p: a java.lang.Double");
            recorder.event("p", "Crash", Map.of());
        }
        assertThat(Files.readAllLines(file)).hasSize(2);
    }

    @Test
    void eventsTickTheClockAndMessagesPushIt(@TempDir Path dir) throws IOException {
        try (Recorder recorder = Recorder.open(dir.resolve("t"), HEADER)) {
            assertThat(recorder.clock()).isZero();
            recorder.event("p", "A", Map.of());
            assertThat(recorder.clock()).isEqualTo(1);
            recorder.witness(7);
            recorder.event("p", "A", Map.of());
            recorder.witness(3);
            recorder.event("p", "A", Map.of());
            assertThat(recorder.clock()).isEqualTo(9);
            recorder.witness(0);
            assertThatThrownBy(() -> recorder.witness(-1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> recorder.witness(1L << 53)).hasMessage("no Lamport time: 9007199254740992");
            // An event after it would have a time that is not exact in JSON.
            assertThatThrownBy(() -> recorder.witness((1L << 53) - 1)).isInstanceOf(IllegalArgumentException.class);
            recorder.witness((1L << 53) - 2);
            assertThat(recorder.clock()).isEqualTo((1L << 53) - 2);
        }
        assertThat(Files.readAllLines(dir.resolve("t")))
                .extracting(line -> line.replaceAll(".*\"clock\":(\\d+).*", "$1"))
                .endsWith("1", "8", "9");
    }

    @Test
    void afterAFailedWriteNothingFollowsAndEveryCallSaysSo() throws IOException {
        int header = HEADER.toJson().length() + 1;
        SmallDisk disk = new SmallDisk(header + 100);
        TraceFile file = new TraceFile(Path.of("t.ndjson"), disk);
        Recorder recorder = Recorder.open(file, HEADER, HEADER.toJson());
        recorder.event("p", "A", Map.of());
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> recorder.event("p", "A", Map.of()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("the trace t.ndjson is incomplete: No space left on device");
        }
        assertThat(recorder.events()).isEqualTo(1);
        assertThat(recorder.clock()).isEqualTo(1);
        assertThatThrownBy(recorder::close)
                .isInstanceOf(IOException.class)
                .hasMessage("the trace t.ndjson is incomplete: No space left on device");
        String[] lines = disk.written.toString(UTF_8).split("\n");
        assertThat(lines).hasSize(3);
        assertThat(lines[1]).endsWith("}");
        assertThat(lines[2]).startsWith("{\"process\":\"p\",\"clock\":2").doesNotEndWith("}");
    }

    @Test
    void aHeaderThatDoesNotFitIsAnIoException() throws IOException {
        TraceFile file = new TraceFile(Path.of("t.ndjson"), new SmallDisk(10));
        assertThatThrownBy(() -> Recorder.open(file, HEADER, HEADER.toJson()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left on device");
    }

    @Test
    void aFileThatCannotBeMadeIsAnIoException(@TempDir Path dir) {
        assertThatThrownBy(() -> Recorder.open(dir.resolve("absent/t"), HEADER))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("absent");
    }

    @Test
    void eachLineIsWithTheOperatingSystemBeforeTheNextBegins(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("t");
        try (Recorder recorder = Recorder.open(file, HEADER)) {
            assertThat(Files.readAllLines(file)).hasSize(1);
            recorder.event("p", "A", Map.of());
            assertThat(Files.readAllLines(file)).hasSize(2);
        }
    }

    @Test
    void anInterruptedThreadStillWrites(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("t");
        try (Recorder recorder = Recorder.open(file, HEADER)) {
            Thread.currentThread().interrupt();
            recorder.event("p", "A", Map.of());
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(Files.readAllLines(file)).hasSize(2);
    }

    @Test
    void aCompressedTraceHoldsTheSameLinesAndIsReadableUpToACrash(@TempDir Path dir) throws IOException {
        Path plain = dir.resolve("t.ndjson");
        Path compressed = dir.resolve("t.ndjson.gz");
        try (Recorder one = Recorder.open(plain, HEADER);
                Recorder two = Recorder.open(compressed, HEADER)) {
            for (int i = 0; i < 100; i++) {
                one.event("p", "A", Map.of("i", i));
                two.event("p", "A", Map.of("i", i));
            }
            // As it would be after a crash: no trailer yet.
            byte[] cut = Files.readAllBytes(compressed);
            byte[] expected = Files.readAllBytes(plain);
            GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(cut));
            assertThat(in.readNBytes(expected.length)).isEqualTo(expected);
        }
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(compressed))) {
            assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(plain));
        }
        assertThat(Files.size(compressed)).isLessThan(Files.size(plain));
    }

    @Test
    void anOldTraceIsReplaced(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("t");
        byte[] old = new byte[10_000];
        Arrays.fill(old, (byte) 'x');
        Files.write(file, old);
        Recorder.open(file, HEADER).close();
        assertThat(file).hasContent(HEADER.toJson() + "\n");
    }

    @Test
    void aReaderIsGivenEachLineWhenItIsInTheFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("t.ndjson");
        List<String> read = new java.util.ArrayList<>();
        try (Recorder recorder = Recorder.open(file, HEADER, line -> {
            try {
                assertThat(Files.readAllLines(file)).last().isEqualTo(line);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            read.add(line);
        })) {
            recorder.event("p1", "Crash", Map.of());
            recorder.event("p1", "Restart", Map.of());
        }
        assertThat(read).isEqualTo(Files.readAllLines(file)).hasSize(3);
    }

    @Test
    void whatTheReaderThrowsIsThrownByTheEvent(@TempDir Path folder) throws IOException {
        try (Recorder recorder = Recorder.open(folder.resolve("t.ndjson"), HEADER, line -> {
            if (line.contains("Crash")) {
                throw new AssertionError("no step");
            }
        })) {
            assertThatThrownBy(() -> recorder.event("p1", "Crash", Map.of())).hasMessage("no step");
            assertThat(recorder.events()).isEqualTo(1);
        }
    }
}
