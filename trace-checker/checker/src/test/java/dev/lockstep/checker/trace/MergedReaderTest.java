package dev.lockstep.checker.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedReaderTest {
    private static final String HEADER = "{\"lockstep\":1,\"spec\":\"S\"}\n";

    @TempDir
    Path folder;

    private Path file(String name, String... events) throws IOException {
        return Files.writeString(folder.resolve(name), HEADER + String.join("\n", events) + "\n");
    }

    private static String event(String process, long clock, long seq) {
        return "{\"process\":\"" + process + "\",\"clock\":" + clock + ",\"seq\":" + seq + "}";
    }

    private static List<String> merge(Path... files) throws Exception {
        List<String> merged = new ArrayList<>();
        try (TraceReader reader = Traces.merge(List.of(files))) {
            Event event;
            while ((event = reader.next()) != null) {
                merged.add(event.index() + ":" + event.process() + "@" + event.clock());
            }
        }
        return merged;
    }

    @Test
    void eventsAreOrderedByClockAndTiesByProcess() throws Exception {
        Path p = file("p", event("p", 1, 1), event("p", 4, 2), event("p", 5, 3));
        Path q = file("q", event("q", 1, 1), event("q", 2, 2), event("q", 5, 3), event("q", 9, 4));
        List<String> order =
                List.of("1:\"p\"@1", "2:\"q\"@1", "3:\"q\"@2", "4:\"p\"@4", "5:\"p\"@5", "6:\"q\"@5", "7:\"q\"@9");
        assertThat(merge(p, q)).isEqualTo(order);
        assertThat(merge(q, p)).isEqualTo(order);
    }

    @Test
    void anEventIsNamedByItsOwnFileAndLine() throws Exception {
        Path p = file("p", event("p", 1, 1), event("p", 4, 2));
        Path q = file("q", event("q", 2, 1), event("q", 3, 3));
        assertThatThrownBy(() -> merge(p, q))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(q + ":3: missing event of process \"q\": its seq is 3, expected 2");
    }

    @Test
    void filesWithoutClocksCannotBeMerged() throws Exception {
        Path p = file("p", "{\"process\":\"p\"}");
        Path q = file("q", event("q", 2, 1));
        assertThatThrownBy(() -> merge(p, q))
                .hasMessage(p + ":2: without a clock the event cannot be ordered among" + " those of other files");
        assertThat(merge(p)).hasSize(1);
    }

    @Test
    void oneProcessAtOneTimeInTwoFilesHasNoOrder() throws Exception {
        Path p = file("p", event("p", 1, 1), event("p", 4, 2));
        Path again = file("again", event("p", 4, 1));
        assertThatThrownBy(() -> merge(p, again))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("process \"p\" at clock 4 is in two files");
    }

    @Test
    void headersAgreeThatHaveSetsAndFieldsInAnotherOrder() throws Exception {
        String header = "{\"lockstep\":1,\"spec\":\"S\",\"constants\":";
        String pq = header + "{\"P\":{\"#set\":[\"p\",\"q\"]},\"R\":{\"p\":1,\"q\":[{\"#set\":[1,2]}]}}}\n";
        String qp =
                header + "{\"R\":{\"#map\":[[\"q\",[{\"#set\":[2,1]}]],[\"p\",1]]},\"P\":{\"#set\":[\"q\",\"p\"]}}}\n";
        Path p = Files.writeString(folder.resolve("p"), pq + event("p", 1, 1) + "\n");

        assertThat(merge(p, Files.writeString(folder.resolve("q"), qp + event("q", 2, 1) + "\n")))
                .hasSize(2);
        Path other = Files.writeString(folder.resolve("r"), qp.replace("[2,1]", "[2,3]") + event("q", 2, 1) + "\n");
        assertThatThrownBy(() -> merge(p, other)).hasMessageStartingWith(other + ":1: its header differs");
    }

    @Test
    void headersMustAgree() throws Exception {
        Path p = file("p", event("p", 1, 1));
        Path other = Files.writeString(folder.resolve("other"), "{\"lockstep\":1,\"spec\":\"T\"}\n");
        assertThatThrownBy(() -> merge(p, other))
                .hasMessageStartingWith(other + ":1: its header differs from that of " + p);
    }

    @Test
    void anEmptyPartIsAPart() throws Exception {
        assertThat(merge(file("p", event("p", 1, 1)), Files.writeString(folder.resolve("q"), HEADER)))
                .containsExactly("1:\"p\"@1");
    }

    /** Whatever the parts: merging them is sorting them. */
    @Property(tries = 50)
    void mergingIsSorting(@ForAll("clocks") Map<String, List<Integer>> clocks) throws Exception {
        List<TraceReader> parts = new ArrayList<>();
        List<String> sorted = new ArrayList<>();
        for (Map.Entry<String, List<Integer>> entry : clocks.entrySet()) {
            StringBuilder text = new StringBuilder(HEADER);
            for (int clock : entry.getValue()) {
                text.append(event(entry.getKey(), clock, text.toString().lines().count()))
                        .append('\n');
                sorted.add(String.format("%06d\"%s\"", clock, entry.getKey()));
            }
            parts.add(new LockstepReader(
                    entry.getKey(),
                    new java.io.ByteArrayInputStream(text.toString().getBytes())));
        }
        List<String> merged = new ArrayList<>();
        try (MergedReader reader = new MergedReader(parts)) {
            Event event;
            while ((event = reader.next()) != null) {
                merged.add(String.format("%06d%s", event.clock(), event.process()));
            }
        }
        assertThat(merged).isEqualTo(sorted.stream().sorted().collect(Collectors.toList()));
    }

    @Provide
    Arbitrary<Map<String, List<Integer>>> clocks() {
        Arbitrary<List<Integer>> increasing = Arbitraries.integers()
                .between(1, 60)
                .set()
                .ofMaxSize(20)
                .map(set -> set.stream().sorted().toList());
        return Arbitraries.maps(Arbitraries.of("a", "b", "c", "d"), increasing).ofMinSize(1);
    }
}
