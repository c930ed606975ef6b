package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, with a Java that only prints its arguments, and jars that are empty files. */
class LauncherTest {
    private static final Path SCRIPT = Path.of("/usr/bin/script");

    @TempDir
    Path home;

    private Path java;

    @BeforeEach
    void copy() throws IOException {
        for (String file : List.of("pom.xml", "impl/pom.xml", "trace-checker/pom.xml", "trace-checker/cli/pom.xml")) {
            Files.createDirectories(home.resolve(file).getParent());
            Files.createFile(home.resolve(file));
        }
        for (String sources : List.of("impl/src/main", "trace-checker/cli/src/main")) {
            Files.createDirectories(home.resolve(sources));
        }
        for (String jar :
                List.of("impl/target/lib/lockstep-impl-1.jar", "trace-checker/cli/target/lib/lockstep-cli-1.jar")) {
            Files.createDirectories(home.resolve(jar).getParent());
            Files.createFile(home.resolve(jar));
        }
        Files.copy(Path.of("../../lockstep"), home.resolve("lockstep"));
        java = home.resolve("java");
        executable(java.resolve("bin/java"), "#!/bin/sh\necho \"$@\"\n");
    }

    private static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Run launched(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().remove("NO_COLOR");
        builder.environment().put("TERM", "xterm");
        builder.environment().putAll(environment);
        Path err = home.resolve("err");
        Process process = builder.redirectError(err.toFile()).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out, Files.readString(err));
    }

    @Test
    void withoutJavaItSaysWhatToDo() throws Exception {
        Run run = launched(Map.of("JAVA_HOME", "/nonexistent"), "./lockstep", "doctor");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith(
                        "lockstep: there is no Java in JAVA_HOME, which is /nonexistent\ninstall a JDK, 17 or newer");

        Path tools = Files.createDirectory(home.resolve("tools"));
        for (String tool : List.of("dirname", "readlink", "sed")) {
            executable(tools.resolve(tool), "#!/bin/sh\nexec /usr/bin/" + tool + " \"$@\"\n");
        }
        run = launched(Map.of("JAVA_HOME", "", "PATH", tools.toString()), "/bin/sh", "./lockstep", "doctor");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("lockstep: there is no Java on the PATH\ninstall a JDK, 17 or newer");
    }

    @Test
    void theMemoryOfASearchIsTheHeap() throws Exception {
        Map<String, String> environment = Map.of("JAVA_HOME", java.toString());
        for (String[] command : new String[][] {
            {"./lockstep", "explore", "mutex", "--memory", "4g"},
            {"./lockstep", "check", "--memory=4g", "mutex"}
        }) {
            assertThat(launched(environment, command).out())
                    .contains(" -Xmx4g -Dlockstep.memory=4g ")
                    .doesNotContain("-Xmn");
        }
        assertThat(launched(environment, "./lockstep", "explore", "mutex").out())
                .contains("-Xmn256m")
                .doesNotContain("-Xmx");
        for (String bad : List.of("4", "4x", "0g", "99m", "1000g", "x4g")) {
            assertThat(launched(environment, "./lockstep", "explore", "mutex", "--memory", bad)
                            .out())
                    .doesNotContain("-Xmx");
        }
    }

    @Test
    void aJavaThatIsTooOldIsTold() throws Exception {
        for (String old : List.of("1.8.0_402", "11.0.2", "16.0.1")) {
            Files.writeString(java.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + old + "\"\n");
            Run run = launched(Map.of("JAVA_HOME", java.toString()), "./lockstep", "doctor");
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).startsWith("lockstep: this Java is too old: ");
        }
        for (String newer : List.of("17", "17.0.15", "25.0.1")) {
            Files.writeString(java.resolve("release"), "JAVA_VERSION=\"" + newer + "\"\n");
            assertThat(launched(Map.of("JAVA_HOME", java.toString()), "./lockstep", "doctor")
                            .out())
                    .contains("dev.lockstep.cli.Lockstep doctor");
        }
    }

    @Test
    void aTerminalHasColoursAndItsWidthUnlessTheUserWantsNone() throws Exception {
        Programs.assumeInCi("script"); // it makes a terminal
        Map<String, String> environment = Map.of("JAVA_HOME", java.toString());
        List<String> terminal = List.of(SCRIPT.toString(), "-qec");
        String command = "stty cols 97; ./lockstep check x";

        assertThat(launched(environment, terminal.get(0), terminal.get(1), command, "/dev/null")
                        .out())
                .contains("-Dlockstep.coloured=true", "-Dlockstep.terminal=true", "-Dlockstep.columns=97");
        assertThat(launched(
                                environment,
                                terminal.get(0),
                                terminal.get(1),
                                "NO_COLOR=1 " + command.substring(14),
                                "/dev/null")
                        .out())
                .contains("-Dlockstep.terminal=true")
                .doesNotContain("coloured");
        assertThat(launched(
                                environment,
                                terminal.get(0),
                                terminal.get(1),
                                "./lockstep check x 2> progress | cat",
                                "/dev/null")
                        .out())
                .contains("dev.lockstep.cli.Lockstep check x")
                .doesNotContain("coloured", "lockstep.terminal");
    }

    /** Thousands of short traces are as much work as one that is long. */
    @Test
    void theSizeOfAllTracesChoosesTheCompiler() throws Exception {
        assertThat(launchedOn(1000, 2000)).contains("-XX:+UseSerialGC").contains("TieredStopAtLevel=1");
        assertThat(launchedOn(40 << 20, 40 << 20))
                .contains("-XX:+UseParallelGC")
                .contains("TieredStopAtLevel=1");
        assertThat(launchedOn(600 << 20, 600 << 20))
                .contains("-XX:+UseParallelGC")
                .doesNotContain("TieredStopAtLevel=1");
    }

    private String launchedOn(long... sizes) throws Exception {
        List<String> command = new ArrayList<>(List.of("./lockstep", "validate", "--spec", "-S.tla"));
        for (long size : sizes) {
            Path trace = Files.createTempFile(home, "t", ".ndjson");
            try (RandomAccessFile file = new RandomAccessFile(trace.toFile(), "rw")) {
                file.setLength(size); // nothing is written
            }
            command.add(trace.toString());
        }
        return launched(Map.of("JAVA_HOME", java.toString()), command.toArray(String[]::new))
                .out();
    }

    @Test
    void windowsHasTheSameMainClassAndProperties() throws IOException {
        List<String> both = new ArrayList<>();
        for (Path launcher : List.of(Path.of("../../lockstep"), Path.of("lockstep.cmd"))) {
            both.add(Files.readString(launcher));
        }
        for (String shared : List.of(
                "dev.lockstep.cli.Lockstep",
                "-Dlockstep.specs=",
                "-Dlockstep.code=",
                "-Dlockstep.notes=",
                "-Xss8m",
                "LOCKSTEP_JAVA_OPTIONS",
                "-javaagent:")) {
            assertThat(both).allMatch(text -> text.contains(shared), shared);
        }
    }
}
