package dev.lockstep.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/** Goal: a program without a single annotation is traced as a mapping says, and a mapping that is wrong is told so, with its line. */
class MappingTest {
    private static final Map<String, byte[]> PROGRAM = JavaSource.compileWith(List.of("-g"), """
            class Node {
                private final State state = new State();
                private final Object name;
                Node(Object name) { this.name = name; }
                void tick() { state.count++; }
                void tick(int times) { state.count += times; }
                static void never() {}
            }
            """, """
            class State {
                int count;
                String leader;
                List<String> followers() { return List.of("q"); }
            }
            """, """
            class Handler {
                final Node node;
                Handler(Node node) { this.node = node; }
                void handle(Map<String, Integer> m, long n) { node.tick(m.size()); }
            }
            """);

    private static final String MAPPING = """
            spec Ticks                      # the module
            core Node
              self p    = name.toString()
              variable count = state.count
              variable leader = state.leader
              variable Followers = state.followers().size()
            action Tick = Node.tick()
            action Handle = Handler.handle
              core = node
              argument size = $1.size()
              argument n = $2
              argument who = node.name.toString()
            """;

    @TempDir
    Path folder;

    private static Mapping parse(String text) {
        return Mapping.parse("ticks.mapping", text.lines().toList());
    }

    private static WeavingLoader woven(Mapping mapping) {
        return new WeavingLoader(PROGRAM, classFile -> {
            byte[] woven = Weaver.weave(classFile, mapping);
            StringWriter faults = new StringWriter();
            CheckClassAdapter.verify(new ClassReader(woven), false, new PrintWriter(faults));
            assertThat(faults.toString()).isEmpty();
            assertThat(Weaver.weave(woven, mapping)).as("woven twice").isSameAs(woven);
            return woven;
        });
    }

    private static Object make(ClassLoader loader, String type, Object argument) throws Exception {
        Constructor<?> constructor = loader.loadClass(type).getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return constructor.newInstance(argument);
    }

    private static void call(Object object, String name, Object... arguments) throws Exception {
        for (Method method : object.getClass().getDeclaredMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
                method.setAccessible(true);
                method.invoke(object, arguments);
            }
        }
    }

    @Test
    void aMappedProgramIsTraced() throws Exception {
        WeavingLoader loader = woven(parse(MAPPING));
        Object node = make(loader, "Node", new StringBuilder("p1"));
        Object handler = make(loader, "Handler", node);
        Path trace = folder.resolve("t.ndjson");
        try (Recorder recorder = Recorder.open(trace, Header.of(Map.of(), node.getClass()))) {
            recorder.attach(node);
            call(node, "tick");
            call(node, "tick", 5);
            call(handler, "handle", new HashMap<>(Map.of("a", 1, "b", 2)), 7L);
        }
        assertThat(Files.readAllLines(trace))
                .satisfiesExactly(
                        header -> assertThat(header)
                                .contains("\"spec\":\"Ticks\"", "\"local\":[\"count\",\"leader\",\"Followers\"]"),
                        tick -> assertThat(tick)
                                .contains(
                                        "\"process\":\"p1\"",
                                        "\"action\":\"Tick\",\"args\":{\"p\":\"p1\"}",
                                        "\"state\":{\"count\":1,\"leader\":\"None\",\"Followers\":1}",
                                        "\"source\":\"Node.java:5\""),
                        handle -> assertThat(handle)
                                .contains(
                                        "\"action\":\"Handle\",\"args\":{\"p\":\"p1\",\"size\":2,\"n\":7,\"who\":\"p1\"}",
                                        "\"state\":{\"count\":8}"));
    }

    @Test
    void anObjectThatLeadsToNoAttachedCoreIsNotTraced() throws Exception {
        WeavingLoader loader = woven(parse(MAPPING));
        Object node = make(loader, "Node", "p1");
        Path trace = folder.resolve("t.ndjson");
        try (Recorder recorder = Recorder.open(trace, Header.of(Map.of(), node.getClass()))) {
            recorder.attach(node);
            call(make(loader, "Handler", make(loader, "Node", "p2")), "handle", Map.of(), 7L);
            call(node, "tick");
        }
        assertThat(Files.readAllLines(trace)).hasSize(2).last().asString().contains("\"action\":\"Tick\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            spec Ticks -> sepc Ticks                | ticks.mapping:1: `sepc`: expected spec, core, self, variable, action, argument, attach or trace
            core Node -> core                       | ticks.mapping:2: `core`: expected core CLASS
            self p    = name.toString() -> spec S   | ticks.mapping:3: a second spec
            variable count = state.count -> variable count | ticks.mapping:4: `variable count`: expected variable NAME = PATH
            variable leader -> variable count       | ticks.mapping:5: a second variable count
            = Node.tick() -> = tick                 | ticks.mapping:7: `action Tick = tick`: expected action NAME = CLASS.METHOD or CLASS.METHOD(TYPE, ...)
            argument n = $2 -> argument p = $2      | ticks.mapping:11: a second argument p, by which self is passed
            argument n = $2 -> variable n = node.n  | ticks.mapping:11: `variable` belongs behind `core CLASS`, before the actions
            """)
    void aLineThatIsWrongIsNamed(String change, String message) {
        String[] parts = change.strip().split(" -> ");
        assertThat(MAPPING).contains(parts[0]);
        assertThatThrownBy(() -> parse(MAPPING.replace(parts[0], parts[1])))
                .isInstanceOf(Refusal.class)
                .hasMessage(message);
    }

    @Test
    void aMappingWithoutSelfIsRefused() {
        assertThatThrownBy(() -> parse("spec S\ncore Node\naction Tick = Node.tick()"))
                .hasMessage("ticks.mapping:3: no line `self [NAME] = PATH`: whose events would the actions be?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            Node.tick() -> Node.tock        | Node    | ticks.mapping:7: Node has no method tock; it has tick(), tick(int), never()
            Node.tick() -> Node.tick        | Node    | ticks.mapping:7: Node has 2 methods tick: say which, as in tick()
            Node.tick() -> Node.never       | Node    | ticks.mapping:7: Node.never is abstract, native or static: it is no step of an object
            argument n = $2 -> argument n = $3 | Handler | ticks.mapping:11: $3: handle has 2 parameters
            """)
    void whatTheClassDoesNotHaveIsRefused(String change, String type, String message) {
        String[] parts = change.strip().split(" -> ");
        Mapping mapping = parse(MAPPING.replace(parts[0], parts[1]));
        assertThatThrownBy(() -> Weaver.weave(PROGRAM.get(type), mapping)).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            state.leader -> state.boss     | ticks.mapping:5: no field boss that can be read in State, of state.boss
            Handler.handle -> Hendler.handle | ticks.mapping:8: no class Hendler
            """)
    void whatIsNotThereWhenACoreIsAttachedIsNamed(String change, String message) throws Exception {
        String[] parts = change.strip().split(" -> ");
        Object node = make(woven(parse(MAPPING.replace(parts[0], parts[1]))), "Node", "p1");
        try (Recorder recorder = Recorder.open(folder.resolve("t.ndjson"), Header.of(Map.of(), node.getClass()))) {
            assertThatThrownBy(() -> recorder.attach(node)).hasMessage(message);
        }
    }

    /** The canary: what the trace would silently lack. */
    @Test
    void aClassOfTheMappingThatWasNotWovenFailsTheAttachment() throws Exception {
        Mapping mapping = parse(MAPPING);
        WeavingLoader loader = new WeavingLoader(
                PROGRAM,
                classFile -> new ClassReader(classFile).getClassName().equals("Handler")
                        ? classFile
                        : Weaver.weave(classFile, mapping));
        Object node = make(loader, "Node", "p1");
        try (Recorder recorder = Recorder.open(folder.resolve("t.ndjson"), Header.of(Map.of(), node.getClass()))) {
            assertThatThrownBy(() -> recorder.attach(node))
                    .hasMessageStartingWith("ticks.mapping:8: Handler has 1 actions, 0 woven");
        }
    }
}
