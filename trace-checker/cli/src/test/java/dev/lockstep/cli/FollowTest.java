package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.trace.GrowingFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A trace that is still being written is read to its declared end, to an interrupt, or to the first bad step. */
@Timeout(120)
class FollowTest {
    @TempDir
    Path folder;

    private Coins coins;
    private Path trace;

    @BeforeEach
    void aSpec() throws Exception {
        coins = new Coins(folder);
        trace = folder.resolve("growing.ndjson");
    }

    private void append(String text) throws IOException {
        Files.writeString(trace, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Run follow() {
        return Run.of("validate", "--follow", "--spec", coins.spec, trace);
    }

    @Test
    void theDeclaredEndIsTheEnd() throws Exception {
        append(Coins.HEADER + Coins.pay("a", "b", 2, 1) + "{\"end\":true}\n");
        assertThat(follow()).isEqualTo(new Run(0, trace + ": accepted, 1 events\n", "following " + trace + "\n"));
        assertThat(Run.validate(coins.spec, trace).out()).isEqualTo(trace + ": accepted, 1 events\n");
        append(Coins.take("b", "a", 2, 5));
        assertThat(Run.validate(coins.spec, trace).err()).contains(":4:1: error: a line after the end of the trace");
    }

    @Test
    void theFirstBadStepEndsItAlthoughMoreMayCome() throws Exception {
        append(Coins.HEADER + Coins.pay("a", "b", 2, 1) + Coins.pay("a", "b", 3, 0) + "{\"process\":\"b\",\"act");
        Run run = follow();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).startsWith(trace + ":3:16: error: event 2 is no step of Coins");
    }

    @Test
    void whatIsWrittenLaterIsReadInWholeLines() throws Exception {
        Deque<String> later = new ArrayDeque<>(List.of(
                Coins.HEADER.substring(0, 20),
                Coins.HEADER.substring(20) + Coins.pay("a", "b", 2, 1).substring(0, 9),
                "",
                Coins.pay("a", "b", 2, 1).substring(9),
                "{\"end\":true}\n"));
        GrowingFile.Watch writer = new GrowingFile.Watch() {
            @Override
            public void await() throws IOException {
                append(later.removeFirst());
            }

            @Override
            public void close() {}
        };
        try (GrowingFile growing = new GrowingFile(trace, writer)) {
            assertThat(new String(growing.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(Coins.HEADER + Coins.pay("a", "b", 2, 1));
        }
        assertThat(later).isEmpty();
    }

    @Test
    void aLineWithoutAnEndIsLeftOutWhenTheTraceIsEnded() throws Exception {
        append("whole\npart");
        try (GrowingFile growing = new GrowingFile(trace, GrowingFile.Watch.of(trace))) {
            growing.end();
            assertThat(new String(growing.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("whole\n");
        }
    }

    @Test
    void aChangeOfTheFileWakesTheReader() throws Exception {
        Thread writer = new Thread(() -> {
            try {
                append(Coins.HEADER);
                append(Coins.pay("a", "b", 2, 1));
                append("{\"end\":true}\n");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        writer.start();
        assertThat(follow().out()).isEqualTo(trace + ": accepted, 1 events\n");
        writer.join();
    }

    @Test
    void anInterruptEndsTheTraceAndTheVerdictIsTheExitCode() throws Exception {
        append(Coins.HEADER + Coins.pay("a", "b", 2, 1));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Lockstep.class.getName(),
                        "validate",
                        "--follow",
                        "--spec",
                        coins.spec.toString(),
                        trace.toString())
                .start();
        try (BufferedReader err = process.errorReader();
                BufferedReader out = process.inputReader()) {
            assertThat(err.readLine()).isEqualTo("following " + trace);
            process.toHandle().destroy(); // SIGTERM, which ends it as an interrupt does
            assertThat(out.readLine()).isEqualTo(trace + ": accepted, 1 events");
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void whatNeedsAWholeTraceIsRefused() {
        assertThat(Run.of("validate", "--follow", "--any-order", "--spec", coins.spec, trace)
                        .err())
                .isEqualTo("lockstep: --follow is for one file in Lockstep's own format, and only checks it\n");
    }
}
