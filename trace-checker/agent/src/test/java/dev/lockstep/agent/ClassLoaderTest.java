package dev.lockstep.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;

/** Goal: it does not matter which class loader a core comes from, but it matters whether its class was woven. */
class ClassLoaderTest {
    private static final Header HEADER = new Header("Base", Map.of(), List.of(), List.of(), List.of());

    @Test
    void coresOfSeveralClassLoadersAreRecordedTogether(@TempDir Path dir) throws Exception {
        Path trace = dir.resolve("t");
        String source = "@Spec(\"Base\") public class A { @Self public String id; @Variable int n;"
                + " @Action public void step() { n++; } }";
        Map<String, byte[]> classes = JavaSource.compile(source);
        try (Recorder recorder = Recorder.open(trace, HEADER)) {
            for (String process : List.of("p", "q")) {
                Class<?> type = new WeavingLoader(classes, Weaver::weave).loadClass("A");
                Object core = type.getConstructor().newInstance();
                type.getField("id").set(core, process);
                recorder.attach(core);
                type.getMethod("step").invoke(core);
            }
        }
        assertThat(Files.readAllLines(trace).subList(1, 3))
                .satisfiesExactly(
                        p -> assertThat(p).startsWith("{\"process\":\"p\",\"clock\":1,\"seq\":1,\"action\":\"Step\""),
                        q -> assertThat(q).startsWith("{\"process\":\"q\",\"clock\":2,\"seq\":1,\"action\":\"Step\""));
    }

    @Test
    void aClassWhoseWeavingMissedAnActionIsRefused(@TempDir Path dir) throws Exception {
        String source = "@Spec(\"Base\") public class A { @Self public String id = \"p\"; @Action public void a() {}"
                + " @Action public void b() {} }";
        WeavingLoader loader = new WeavingLoader(JavaSource.compile(source), classFile -> {
            var reader = new ClassReader(classFile);
            var actions = new HashMap<>(Core.read(reader, Mapping.NONE).actions());
            actions.remove("b()V");
            return Weaver.weave(reader, new Core("A", actions));
        });
        Object core = loader.loadClass("A").getConstructor().newInstance();
        try (Recorder recorder = Recorder.open(dir.resolve("t"), HEADER)) {
            assertThatThrownBy(() -> recorder.attach(core))
                    .hasMessageStartingWith("A: 2 actions, 1 woven, so its calls would not be recorded. ");
        }
    }

    @Test
    void aClassThatWasNotWovenIsRefusedAndTheMessageSaysWhatToDo(@TempDir Path dir) throws Exception {
        String source = "@Spec(\"Base\") public class A { @Self public String id = \"p\"; @Action public void a() {} }";
        WeavingLoader loader = new WeavingLoader(JavaSource.compile(source), classFile -> classFile);
        Object core = loader.loadClass("A").getConstructor().newInstance();
        try (Recorder recorder = Recorder.open(dir.resolve("t"), HEADER)) {
            assertThatThrownBy(() -> recorder.attach(core))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("A: 1 action, 0 woven, so its calls would not be recorded. Start the JVM with"
                            + " -javaagent:lockstep-agent.jar, or weave the compiled classes with `java -jar"
                            + " lockstep-agent.jar weave DIR|JAR`");
        }
    }

    @Test
    void aCoreWithAnnotationsOfAnotherClassLoaderIsRefusedAndTheMessageSaysSo(@TempDir Path dir) throws Exception {
        String source = "@Spec(\"Base\") public class A { @Self public String id = \"p\"; @Action public void a() {} }";
        Map<String, byte[]> classes = new HashMap<>(JavaSource.compile(source));
        for (Class<?> annotation : List.of(Spec.class, Self.class, Action.class)) {
            try (InputStream file = annotation.getResourceAsStream(annotation.getSimpleName() + ".class")) {
                classes.put(annotation.getName(), file.readAllBytes());
            }
        }
        Object core = new WeavingLoader(classes, Weaver::weave)
                .loadClass("A")
                .getConstructor()
                .newInstance();
        try (Recorder recorder = Recorder.open(dir.resolve("t"), HEADER)) {
            assertThatThrownBy(() -> recorder.attach(core))
                    .hasMessage("A is no core: it is not annotated with @Spec of this class loader:"
                            + " lockstep-tracing.jar was loaded twice");
        }
    }
}
