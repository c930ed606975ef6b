package dev.lockstep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.run.SimulatedRun;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: the launcher takes no jar that an older build has left. Method: a copy of the launcher and of the jars, among which lies a foreign
 * one whose class of a run cannot be loaded.
 */
@Timeout(120)
class LauncherIT {
    private static final Path HOME = Path.of(System.getProperty("lockstep.home"));
    private static final List<String> FOLDERS =
            List.of("trace-checker/cli/target/lib", "trace-checker/agent/target", "impl/target/lib");

    private Path home;

    @BeforeEach
    void copy(@TempDir Path home) throws IOException {
        this.home = home;
        for (String pom : List.of("pom.xml", "impl/pom.xml", "trace-checker/pom.xml", "trace-checker/cli/pom.xml")) {
            Files.createDirectories(home.resolve(pom).getParent());
            Files.createFile(home.resolve(pom));
        }
        for (String sources : List.of("impl/src/main", "trace-checker/cli/src/main")) {
            Files.createDirectories(home.resolve(sources));
        }
        Files.copy(HOME.resolve("lockstep"), home.resolve("lockstep"));
        for (String folder : FOLDERS) {
            Files.createDirectories(home.resolve(folder));
            try (Stream<Path> files = Files.list(HOME.resolve(folder))) {
                for (Path jar :
                        files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                    Files.copy(jar, home.resolve(folder).resolve(jar.getFileName()));
                }
            }
        }
    }

    private static void foreign(Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(SimulatedRun.class.getName().replace('.', '/') + ".class"));
            out.write(new byte[] {0});
        }
    }

    private record Outcome(int exit, String said) {}

    private Outcome ran(List<String> command, Path trace) throws IOException, InterruptedException {
        Path said = home.resolve("said");
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of("run", "gossip", "--events", "20", "--trace", trace.toString()));
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        return new Outcome(process.waitFor(), Files.readString(said));
    }

    private Path only(String folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve(folder))) {
            return files.filter(
                            file -> file.getFileName().toString().matches(prefix + ".*(?<!-sources|-javadoc)\\.jar"))
                    .reduce((one, other) -> {
                        throw new IllegalStateException(one + " and " + other);
                    })
                    .orElseThrow();
        }
    }

    @Test
    void aJarThatAnOlderBuildHasLeftIsNotUsed() throws IOException, InterruptedException {
        Path trace = home.resolve("t.ndjson");
        for (String folder : List.of("trace-checker/cli/target/lib", "impl/target/lib")) {
            foreign(home.resolve(folder).resolve("lockstep-annotations-0.1.0-SNAPSHOT.jar"));
            foreign(home.resolve(folder).resolve("a.jar"));
        }

        Outcome outcome = ran(List.of("sh", home.resolve("lockstep").toString()), trace);

        assertThat(outcome.exit()).as(outcome.said()).isZero();
        assertThat(Files.readAllLines(trace)).hasSizeGreaterThan(20);
    }

    /** The canary: were the foreign jar on the class path, before the others, the run would fail by it. */
    @Test
    void theForeignJarWouldBreakTheRun() throws IOException, InterruptedException {
        Path foreign = home.resolve("a.jar");
        foreign(foreign);
        Path cli = only("trace-checker/cli/target/lib", "lockstep-cli-");
        Path impl = only("impl/target/lib", "lockstep-impl-");
        String agent = "-javaagent:" + only("trace-checker/agent/target", "lockstep-agent-");
        List<String> jars = List.of(cli.toString(), impl.toString());
        List<String> java =
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), agent, "-cp");

        Outcome without = ran(with(java, String.join(File.pathSeparator, jars)), home.resolve("without.ndjson"));
        Outcome broken = ran(
                with(java, foreign + File.pathSeparator + String.join(File.pathSeparator, jars)),
                home.resolve("broken.ndjson"));

        assertThat(without.exit()).as(without.said()).isZero();
        assertThat(broken.exit()).isNotZero();
        assertThat(broken.said()).contains("ClassFormatError");
    }

    private static List<String> with(List<String> java, String classPath) {
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of(classPath, "dev.lockstep.cli.Lockstep"));
        return command;
    }
}
