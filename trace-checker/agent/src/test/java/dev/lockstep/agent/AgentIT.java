package dev.lockstep.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.agent.programs.LateAgent;
import dev.lockstep.agent.programs.Refused;
import dev.lockstep.agent.programs.Ring;
import dev.lockstep.recorder.Recorder;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Goal: the agent's jar does in a JVM of its own what the weaver does here. Method: programs in forked JVMs. */
@Timeout(120)
class AgentIT {
    private static final Path JAR = Path.of(System.getProperty("agent.jar"));

    private static final String GOLDEN = """
            {"lockstep":1,"spec":"Ring","constants":{"Proc":{"#set":["p1","p2"]}},"local":["seen","holds"],\
            "complete":["seen","holds"],"hidden":[]}
            {"process":"p1","clock":1,"seq":1,"action":"Receive","args":{"p":"p1","m":{"to":"p1","hops":0}},\
            "state":{"seen":{"#set":[0]},"holds":true},"added":{"network":[]},"source":"Ring.java:44"}
            {"process":"p1","clock":2,"seq":2,"action":"Pass","args":{"p":"p1"},\
            "state":{"holds":false},"added":{"network":[{"to":"p2","hops":1}]},"source":"Ring.java:50"}
            {"process":"p2","clock":3,"seq":1,"action":"Receive","args":{"p":"p2","m":{"to":"p2","hops":1}},\
            "state":{"seen":{"#set":[1]},"holds":true},"added":{"network":[]},"source":"Ring.java:44"}
            {"process":"p2","clock":4,"seq":2,"action":"Pass","args":{"p":"p2"},\
            "state":{"holds":false},"added":{"network":[{"to":"p1","hops":2}]},"source":"Ring.java:50"}
            {"process":"p1","clock":5,"seq":3,"action":"Lose","args":{},"state":{}}
            """;

    private record Outcome(int exit, String out, String err) {}

    private Path dir;
    private Path trace;

    @BeforeEach
    void files(@TempDir Path dir) {
        this.dir = dir;
        trace = dir.resolve("trace.ndjson");
    }

    private ProcessBuilder java(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(dir.resolve("err").toFile())
                .directory(dir.toFile());
    }

    private Outcome run(String... arguments) throws IOException, InterruptedException {
        Process process =
                java(arguments).redirectOutput(dir.resolve("out").toFile()).start();
        int exit = process.waitFor();
        return new Outcome(exit, Files.readString(dir.resolve("out")), Files.readString(dir.resolve("err")));
    }

    private static String classPath(Path... more) {
        List<String> paths = new ArrayList<>();
        Stream.of(more).map(Path::toString).forEach(paths::add);
        paths.add(Locations.of(Ring.class).toString());
        paths.add(Locations.of(Recorder.class).toString());
        return String.join(File.pathSeparator, paths);
    }

    private static String agent() {
        return "-javaagent:" + JAR;
    }

    @Test
    void aProgramUnderTheAgentWritesItsTrace() throws Exception {
        Outcome outcome = run(agent(), "-cp", classPath(), Ring.class.getName(), trace.toString(), "2");
        assertThat(outcome).isEqualTo(new Outcome(0, "1\n2\n3\n4\n", ""));
        assertThat(trace).hasContent(GOLDEN);
    }

    @Test
    void theAgentGivenTwiceWritesTheSameTrace() throws Exception {
        Outcome outcome = run(agent(), agent(), "-cp", classPath(), Ring.class.getName(), trace.toString(), "2");
        assertThat(outcome.err()).isEmpty();
        assertThat(trace).hasContent(GOLDEN);
    }

    @Test
    void aProgramWovenAtBuildTimeWritesTheSameTraceWithAndWithoutTheAgent() throws Exception {
        String folder = Ring.class.getPackageName().replace('.', '/');
        Path copy = Files.createDirectories(dir.resolve("classes").resolve(folder));
        try (Stream<Path> classes = Files.list(Locations.of(Ring.class).resolve(folder))) {
            for (Path file : (Iterable<Path>)
                    classes.filter(f -> f.getFileName().toString().startsWith("Ring"))::iterator) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        assertThat(run("-jar", JAR.toString(), "weave", dir.resolve("classes").toString()))
                .isEqualTo(new Outcome(0, "lockstep-agent: woven classes: 1\n", ""));

        byte[] compiled =
                Files.readAllBytes(Locations.of(Ring.class).resolve(folder).resolve("Ring$Member.class"));
        assertThat(copy.resolve("Ring$Member.class")).hasBinaryContent(Weaver.weave(compiled));

        String classPath = classPath(dir.resolve("classes"));
        assertThat(run("-cp", classPath, Ring.class.getName(), trace.toString(), "2")
                        .err())
                .isEmpty();
        assertThat(trace).hasContent(GOLDEN);
        assertThat(run(agent(), "-cp", classPath, Ring.class.getName(), trace.toString(), "2")
                        .err())
                .isEmpty();
        assertThat(trace).hasContent(GOLDEN);
    }

    @Test
    void anAgentThatComesLateWeavesWhatIsLoaded() throws Exception {
        Outcome outcome = run(
                "-Djdk.attach.allowAttachSelf=true",
                "-XX:+EnableDynamicAgentLoading",
                "-cp",
                classPath(),
                LateAgent.class.getName(),
                JAR.toString(),
                trace.toString(),
                "2");
        assertThat(outcome.err()).isEmpty();
        assertThat(trace).hasContent(GOLDEN);
    }

    @Test
    void withoutTheAgentAttachingFailsAndSaysWhatToDo() throws Exception {
        Outcome outcome = run("-cp", classPath(), Ring.class.getName(), trace.toString(), "2");
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains("Ring$Member: 2 actions, 0 woven, so its calls would not be recorded. "
                        + "Start the JVM with -javaagent:lockstep-agent.jar");
    }

    @Test
    void aRefusalIsPrintedAndAttachingFailsWithItsReason() throws Exception {
        Outcome outcome = run(agent(), "-cp", classPath(), Refused.class.getName(), trace.toString());
        String reason = "Refused$Core.act (Refused.java:19): @Action on a static method, which has no process";
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith("lockstep-agent: not woven: dev.lockstep.agent.programs." + reason + "\n")
                .contains("Refused$Core: 1 action, 0 woven, so its calls would not be recorded. The agent refused it: ")
                .contains("refused it: dev.lockstep.agent.programs." + reason);
    }

    /** The JVM is killed at an arbitrary moment, many times over. */
    @Test
    void aKilledProgramLosesAtMostTheEventBeingWritten() throws Exception {
        for (int atLeast = 1; atLeast < 2000; atLeast = atLeast * 3 + 1) {
            Process process = java(agent(), "-cp", classPath(), Ring.class.getName(), trace.toString(), "1000000000")
                    .start();
            long done = 0;
            try (BufferedReader out = process.inputReader(UTF_8)) {
                while (done < atLeast) {
                    done = Long.parseLong(out.readLine());
                }
                // Not by the process itself, which would close the stream.
                process.toHandle().destroyForcibly();
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    // The last number may be cut as well.
                    done = line.equals(String.valueOf(done + 1)) ? done + 1 : done;
                }
            }
            assertThat(process.waitFor()).isNotZero();

            String text = Files.readString(trace);
            List<String> lines = text.lines().toList();
            List<String> whole = text.endsWith("\n") ? lines : lines.subList(0, lines.size() - 1);
            long events = whole.size() - 1;
            assertThat(events).isGreaterThanOrEqualTo(done);
            assertThat(whole.get(whole.size() - 1))
                    .contains("\"clock\":" + events + ",")
                    .endsWith("}");
            assertThat(whole).allMatch(line -> line.startsWith("{\"") && line.endsWith("}"));
        }
    }

    @Test
    void theJarHoldsAsmUnderAnotherNameAndNoAnnotations() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(entry -> entry.getName()).filter(name -> name.endsWith(".class")))
                    .allMatch(name -> name.startsWith("dev/lockstep/agent/"))
                    .contains("dev/lockstep/agent/asm/ClassReader.class");
            assertThat(jar.getEntry("META-INF/licenses/asm.txt")).isNotNull();
            assertThat(jar.getManifest().getMainAttributes().getValue("Premain-Class"))
                    .isEqualTo(Agent.class.getName());
        }
    }
}
