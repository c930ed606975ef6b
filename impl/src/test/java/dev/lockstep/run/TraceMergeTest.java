package dev.lockstep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceMergeTest {
    private static final String HEADER = "{\"lockstep\":1,\"spec\":\"S\"}";

    @TempDir
    private Path directory;

    @Test
    void eventsAreOrderedByTheirClocksAndThenByTheirProcesses() throws IOException {
        Path a = part("a", event("a", 1), event("a", 4), event("a", 10));
        Path b = part("b", event("b", 1), event("b", 3), event("b", 4));
        Path c = part("c");
        Path merged = directory.resolve("merged.ndjson");

        assertThat(TraceMerge.merge(List.of(b, a, c), merged)).isEqualTo(6);

        assertThat(Files.readAllLines(merged))
                .containsExactly(
                        HEADER,
                        event("a", 1),
                        event("b", 1),
                        event("b", 3),
                        event("a", 4),
                        event("b", 4),
                        event("a", 10));
    }

    @Test
    void aTargetThatEndsInGzIsCompressed() throws IOException {
        Path merged = directory.resolve("merged.ndjson.gz");
        TraceMerge.merge(List.of(part("a", event("a", 1))), merged);

        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(merged)), StandardCharsets.UTF_8))) {
            assertThat(reader.lines()).containsExactly(HEADER, event("a", 1));
        }
    }

    @Test
    void aPartWhoseClockStandsStillIsRefused() throws IOException {
        Path a = part("a", event("a", 2), event("a", 2));

        assertThatIOException()
                .isThrownBy(() -> TraceMerge.merge(List.of(a), directory.resolve("merged.ndjson")))
                .withMessageContaining("a.ndjson is not in the order of its clock");
    }

    @Test
    void partsOfDifferentHeadersAreRefused() throws IOException {
        Path a = part("a", event("a", 1));
        Path other = Files.writeString(directory.resolve("other"), "{\"lockstep\":1,\"spec\":\"T\"}\n");
        Path empty = Files.writeString(directory.resolve("empty"), "");

        assertThatIOException().isThrownBy(() -> TraceMerge.merge(List.of(a, other), directory.resolve("m")));
        assertThatIOException().isThrownBy(() -> TraceMerge.merge(List.of(a, empty), directory.resolve("m")));
    }

    @Test
    void aLineThatIsNoEventIsRefused() throws IOException {
        Path broken = part("a", "{\"process\":\"a\",");
        Path clockless = part("b", "{\"process\":\"b\"}");

        assertThatIOException()
                .isThrownBy(() -> TraceMerge.merge(List.of(broken), directory.resolve("m")))
                .withMessageContaining("a line that is no event");
        assertThatIOException()
                .isThrownBy(() -> TraceMerge.merge(List.of(clockless), directory.resolve("m")))
                .withMessageContaining("a line that is no event");
    }

    @Test
    void aFileAppearsOnlyWhenItIsComplete() throws Exception {
        Path target = directory.resolve("t.ndjson");
        Files.writeString(target, "old");

        assertThatIOException()
                .isThrownBy(() -> NewFile.write(target, file -> {
                    Files.writeString(file, "half");
                    throw new NoSuchFileException("disk");
                }));
        assertThat(target).hasContent("old");
        String beside = NewFile.write(target, file -> {
            Files.writeString(file, "new");
            return file.getFileName().toString();
        });
        assertThat(beside).isEqualTo("partial-t.ndjson");
        assertThat(target).hasContent("new");
        assertThat(directory).isDirectoryNotContaining("glob:**partial*");
    }

    private Path part(String name, String... events) throws IOException {
        String text = HEADER + "\n" + String.join("\n", events) + (events.length > 0 ? "\n" : "");
        return Files.writeString(directory.resolve(name + ".ndjson"), text);
    }

    private static String event(String process, int clock) {
        return "{\"process\":\"%s\",\"clock\":%d,\"action\":\"A\"}".formatted(process, clock);
    }
}
