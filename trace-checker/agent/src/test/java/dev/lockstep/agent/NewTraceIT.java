package dev.lockstep.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Goal: a program that knows nothing of Lockstep is traced; what is wrong with its mapping is told. Method: programs in forked JVMs. */
@Timeout(120)
class NewTraceIT {
    /** The objects are made by a factory, as by a framework, one of them of a subclass. No class of Lockstep's is on the class path. */
    private static final Map<String, byte[]> PROGRAM = JavaSource.compileWith(List.of("-g"), """
            class Pond {
                private final StringBuilder name;
                int frogs;
                Pond(String name) { this.name = new StringBuilder(name); }
                void jump() { frogs++; }
                void leave(int n) { frogs -= n; }
            }
            """, """
            class Main {
                static Pond make(String name) { return name.startsWith("q") ? new Pond(name) {} : new Pond(name); }
                public static void main(String[] names) {
                    for (String name : names) {
                        Pond pond = make(name);
                        pond.jump();
                        pond.leave(1);
                    }
                    System.out.println("done");
                }
            }
            """);

    private static final String MAPPING = """
            spec Pond
            core Pond
              self p = name.toString()
              variable frogs = frogs
            action Jump = Pond.jump
            action Leave = Pond.leave
              argument n = $1
            """;

    private static final String HEADER =
            "{\"lockstep\":1,\"spec\":\"Pond\",\"constants\":{},\"local\":[\"frogs\"],\"complete\":[\"frogs\"],\"hidden\":[]}\n";

    private record Outcome(int exit, String out, String err) {}

    @TempDir
    Path dir;

    private Path trace;

    @BeforeEach
    void files() throws IOException {
        trace = dir.resolve("trace.ndjson");
        Files.writeString(trace, "of an earlier run\n");
        for (Map.Entry<String, byte[]> type : PROGRAM.entrySet()) {
            Files.write(dir.resolve(type.getKey() + ".class"), type.getValue());
        }
    }

    private Outcome run(String mapping, String... names) throws IOException, InterruptedException {
        Path file = Files.writeString(dir.resolve("pond.mapping"), mapping);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-javaagent:" + System.getProperty("agent.jar") + "=mapping=" + file + ",attach=new,trace=" + trace,
                "-cp",
                dir.toString(),
                "Main"));
        command.addAll(List.of(names));
        Process process = new ProcessBuilder(command)
                .redirectError(dir.resolve("err").toFile())
                .redirectOutput(dir.resolve("out").toFile())
                .start();
        int exit = process.waitFor();
        return new Outcome(exit, Files.readString(dir.resolve("out")), Files.readString(dir.resolve("err")));
    }

    @Test
    void objectsAreRecordedFromTheirFirstActionOn() throws Exception {
        assertThat(run(MAPPING, "p1", "q2")).isEqualTo(new Outcome(0, "done\n", ""));
        assertThat(trace).hasContent(HEADER + """
                {"process":"p1","clock":1,"seq":1,"action":"Jump","args":{"p":"p1"},"state":{"frogs":1},"source":"Pond.java:5"}
                {"process":"p1","clock":2,"seq":2,"action":"Leave","args":{"p":"p1","n":1},"state":{"frogs":0},"source":"Pond.java:6"}
                {"process":"q2","clock":3,"seq":1,"action":"Jump","args":{"p":"q2"},"state":{"frogs":1},"source":"Pond.java:5"}
                {"process":"q2","clock":4,"seq":2,"action":"Leave","args":{"p":"q2","n":1},"state":{"frogs":0},"source":"Pond.java:6"}
                """);
    }

    @Test
    void theMappingMayNameTheTrace() throws Exception {
        String whole = MAPPING + "attach new\ntrace " + dir.resolve("other.ndjson") + "\n";
        assertThat(run(whole, "p1").err()).isEmpty();
        assertThat(Files.readAllLines(trace)).hasSize(3); // the argument wins
        assertThat(dir.resolve("other.ndjson")).doesNotExist();
    }

    @Test
    void twoObjectsOfOneProcessEndTheTrace() throws Exception {
        Outcome outcome = run(MAPPING, "p1", "p1");
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err()).contains("a core of process p1 is attached already");
        assertThat(Files.readAllLines(trace)).hasSize(4).last().asString().startsWith("{\"incomplete\":");
    }

    @Test
    void aCoreThatIsMisspeltIsNamedWithItsLine() throws Exception {
        String empty =
                "lockstep-agent: " + trace + " is empty: pond.mapping:2: no class Pnod was loaded; was it Pond?\n";
        assertThat(run(MAPPING.replace("core Pond", "core Pnod"), "p1").err())
                .contains("Pond is no core: it is not annotated with @Spec. The agent's mapping is of another class,"
                        + " pond.mapping:2: core Pnod")
                .endsWith(empty);
        assertThat(run(MAPPING.replace("core Pond", "core Pnod").replace("= Pond.", "= Pnod."), "p1"))
                .isEqualTo(new Outcome(0, "done\n", empty));
        assertThat(trace).isEmptyFile();
    }

    @Test
    void aMethodThatIsMisspeltIsNamedWithItsLine() throws Exception {
        Outcome outcome = run(MAPPING.replace("Pond.jump", "Pond.jmup"), "p1");
        String reason = "pond.mapping:5: Pond has no method jmup; it has jump(), leave(int)\n";
        assertThat(outcome.err())
                .isEqualTo(
                        "lockstep-agent: not woven: " + reason + "lockstep-agent: " + trace + " is empty: " + reason);
    }

    @Test
    void aClassOfAnActionThatIsMisspeltIsNamedWithItsLine() throws Exception {
        Outcome outcome = run(MAPPING.replace("= Pond.leave", "= Pound.leave"), "p1");
        assertThat(outcome.err()).contains("pond.mapping:6: no class Pound");
        assertThat(Files.readAllLines(trace))
                .last()
                .asString()
                .contains("incomplete", "pond.mapping:6: no class Pound");
    }

    @Test
    void thatNothingHappenedIsTold() throws Exception {
        assertThat(run(MAPPING).err())
                .isEqualTo("lockstep-agent: " + trace + " is empty: no action of the mapping was called\n");
    }
}
