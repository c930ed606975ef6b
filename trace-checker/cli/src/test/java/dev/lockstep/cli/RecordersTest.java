package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recorders of other languages: two processes of Lamport's mutex, in two languages, which talk over a socket. */
class RecordersTest {
    private static final Path RECORDERS = Path.of("../recorders");
    private static final Path SPEC = Path.of("../../specs/mutex/LamportMutex.tla");
    private static final int ROUNDS = 5;
    /** An entry is a request, its receipt, an acknowledgement's, the entry itself, the release, and its receipt. */
    private static final int EVENTS = 2 * ROUNDS * 6;

    /** CI installs these. */
    private static final Set<Language> INSTALLED =
            Set.of(Language.PYTHON, Language.JAVASCRIPT, Language.C, Language.GO);

    @TempDir
    Path folder;

    enum Language {
        PYTHON("python", "python3", List.of(), List.of("python3", "mutex.py")),
        JAVASCRIPT("javascript", "node", List.of(), List.of("node", "mutex.mjs")),
        C("c", "gcc", List.of("gcc", "-Wall", "-Wextra", "-Werror", "-o", "mutex", "mutex.c"), List.of("./mutex")),
        GO("go", "go", List.of("go", "build", "-o", "mutex", "."), List.of("./mutex")),
        RUST("rust", "rustc", List.of("rustc", "--edition", "2021", "-o", "mutex", "mutex.rs"), List.of("./mutex"));

        private final String folder;
        private final String tool;
        private final List<String> build;
        private final List<String> run;

        Language(String folder, String tool, List<String> build, List<String> run) {
            this.folder = folder;
            this.tool = tool;
            this.build = build;
            this.run = run;
        }
    }

    @BeforeEach
    void copyTheRecorders() throws IOException {
        try (Stream<Path> files = Files.walk(RECORDERS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(RECORDERS.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private static void require(Language... languages) {
        for (Language language : languages) {
            if (INSTALLED.contains(language)) {
                Programs.assumeInCi(language.tool);
            } else {
                Programs.assume(language.tool);
            }
        }
    }

    private Process start(Language language, List<String> command, String... more) throws IOException {
        List<String> whole = Stream.concat(command.stream(), Stream.of(more)).toList();
        ProcessBuilder builder = new ProcessBuilder(whole)
                .directory(folder.resolve(language.folder).toFile())
                .redirectError(folder.resolve(language.folder + ".err").toFile());
        builder.environment()
                .put("GOCACHE", Path.of("target/go-cache").toAbsolutePath().toString());
        builder.environment().put("GOPROXY", "off");
        return builder.start();
    }

    private void end(Language language, Process process) throws Exception {
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES))
                    .as(language + " ends")
                    .isTrue();
            assertThat(process.exitValue()).as(this::complaints).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private String complaints() {
        StringBuilder all = new StringBuilder();
        try {
            for (Language language : Language.values()) {
                Path file = folder.resolve(language.folder + ".err");
                all.append(Files.exists(file) ? Files.readString(file) : "");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString();
    }

    /** Runs the two processes, and checks what they have recorded together. */
    private Run validated(Language first, Language second) throws Exception {
        for (Language language : List.of(first, second)) {
            if (!language.build.isEmpty()) {
                end(language, start(language, language.build));
            }
        }
        Path one = folder.resolve("p1.ndjson");
        Path other = folder.resolve("p2.ndjson");
        Process listening = start(first, first.run, "p1", "p2", "0", String.valueOf(ROUNDS), one.toString());
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(listening.getInputStream(), StandardCharsets.UTF_8))) {
            String port = said.readLine();
            assertThat(port).as(this::complaints).matches("\\d+");
            end(second, start(second, second.run, "p2", "p1", port, String.valueOf(ROUNDS), other.toString()));
            end(first, listening);
        } finally {
            listening.destroyForcibly();
        }
        for (Path trace : List.of(one, other)) {
            assertThat(TraceSchemaTest.complaints(Files.readAllLines(trace))).isEmpty();
        }
        return Run.of("validate", "--merge", "--spec", SPEC, one, other);
    }

    @ParameterizedTest
    @CsvSource({"PYTHON, C", "JAVASCRIPT, PYTHON", "C, GO", "GO, RUST", "RUST, JAVASCRIPT"})
    void twoLanguagesThatTalkToEachOtherAreAccepted(Language first, Language second) throws Exception {
        require(first, second);

        Run run = validated(first, second);

        assertThat(run.out()).endsWith(": accepted, " + EVENTS + " events\n");
        assertThat(run.exitCode()).isZero();
    }

    private void alter(String file, String text, String by) throws IOException {
        Path source = folder.resolve(file);
        String before = Files.readString(source);
        assertThat(before).containsOnlyOnce(text);
        Files.writeString(source, before.replace(text, by));
    }

    @Test
    void aProcessThatDoesNotWaitForTheOtherIsRejected() throws Exception {
        require(Language.PYTHON, Language.C);
        alter("c/mutex.c", "heard > mine && ", "");

        Run run = validated(Language.PYTHON, Language.C);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("is no step of LamportMutex: Enter(p = \"p2\") of process p2", "HeardFromAll(p, t) is FALSE");
    }

    /** A clock that does not take in what comes with messages has events before their causes. */
    @Test
    void aRecorderThatForgetsItsClockIsRejected() throws Exception {
        require(Language.PYTHON, Language.C);
        alter("python/lockstep.py", "self.clock = max(self.clock, clock)", "pass");

        Run run = validated(Language.C, Language.PYTHON);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("is no step of LamportMutex: Receive");
    }
}
