package dev.lockstep.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Goal: woven code passes the JVM's verifier and does what it did before. */
class BytecodeTest {
    private static final String SHAPES = """
            @Spec("Shapes") class Shapes { @Self("self") final String id = "p"; @Variable int calls; private int[] tape = new int[64];
              @Action public String wide(long a, double b, byte c, float d, char e, boolean f, short g) {
                long sum = a; for (int i = 0; i < 3; i++) { long square = sum * sum; double half = b / 2; sum += square; b = half; }
                return sum + ":" + b + c + d + e + f + g; }
              @Action public int loopFromTheStart(int n) { while (true) { if (n > 50) return n; n = n * 2 + 1; } }
              @Action public long finallyAround(int n) { try { if (n == 3) throw new IllegalStateException("3"); if (n > 3) return n; calls++; }
                catch (IllegalStateException e) { return -1L; } finally { calls += 2; } return calls; }
              @Action public double overwrite(Object a, int b) { a = "x" + a; b = b + a.hashCode() % 7; long c = b; return c; }
              @Action public synchronized int locked(int n) { synchronized (tape) { for (int i : tape) { if (i > n) return i; } } return n; }
              @Action public float nested(int n) { try { try { return 10 / n; } finally { if (n > 5) { return 5f; } } } catch (ArithmeticException e) {
                try { return Integer.parseInt("no"); } catch (NumberFormatException f) { return -2f; } } }
              @Action public boolean choose(String s) { switch (s) { case "a": return true; case "b": break; default: throw new IllegalArgumentException(s); } return false; }
              @Action public void endless(int n) { for (;;) { if (n-- < 0) throw new IllegalStateException("end"); } }
              @Action public char mayFallThrough(int n) { char c = 'a'; switch (n) { case 1: c++; case 2: c++; break; case 3: return c; default: c--; } return c; }
              @Action public byte[] lambda(int n) { java.util.function.IntSupplier s = () -> n + calls; calls = s.getAsInt(); return new byte[n & 7]; }
              @Action public <T extends Comparable<T>> T largest(List<? extends T> all) { T best = null; for (T each : all) {
                if (best == null || each.compareTo(best) > 0) best = each; } return best; }
              @Action public void nothing() {}
              @Action private int hidden(int n) { return n + 1; }
              public int callHidden(int n) { return hidden(n); }
              @Action public final int arrays(int[][] a, String... b) { int sum = b.length; for (int[] row : a) for (int x : row) sum += x; return sum; }
            }
            """;

    private static final Map<String, Object[][]> CALLS = Map.ofEntries(
            Map.entry("wide", new Object[][] {{7L, 2.5, (byte) 1, 3f, 'c', true, (short) 4}}),
            Map.entry("loopFromTheStart", new Object[][] {{1}, {99}}),
            Map.entry("finallyAround", new Object[][] {{1}, {3}, {5}}),
            Map.entry("overwrite", new Object[][] {{List.of(1), 4}}),
            Map.entry("locked", new Object[][] {{-1}, {2}}),
            Map.entry("nested", new Object[][] {{0}, {2}, {9}}),
            Map.entry("choose", new Object[][] {{"a"}, {"b"}, {"c"}}),
            Map.entry("endless", new Object[][] {{3}}),
            Map.entry("mayFallThrough", new Object[][] {{0}, {1}, {2}, {3}}),
            Map.entry("lambda", new Object[][] {{3}}),
            Map.entry("largest", new Object[][] {{List.of(3, 7, 5)}}),
            Map.entry("nothing", new Object[][] {{}}),
            Map.entry("callHidden", new Object[][] {{1}}),
            Map.entry("arrays", new Object[][] {{new int[][] {{1, 2}, {3}}, new String[] {"x"}}}));

    @Test
    void wovenMethodsReturnAndThrowWhatTheyDidBefore() throws ReflectiveOperationException {
        for (List<String> options : List.of(List.of("-parameters", "-g"), List.of("-parameters", "-g:none"))) {
            Map<String, byte[]> classes = JavaSource.compileWith(options, SHAPES);
            Object before = instance(new WeavingLoader(classes, bytes -> bytes).loadClass("Shapes"));
            Object after = instance(new WeavingLoader(classes, Weaver::weave).loadClass("Shapes"));
            int compared = 0;
            for (Map.Entry<String, Object[][]> method : new TreeMap<>(CALLS).entrySet()) {
                for (Object[] arguments : method.getValue()) {
                    assertThat(outcome(after, method.getKey(), arguments))
                            .as(method.getKey())
                            .isEqualTo(outcome(before, method.getKey(), arguments));
                    compared++;
                }
            }
            assertThat(compared).isEqualTo(25);
        }
    }

    private static Object instance(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private static String outcome(Object core, String name, Object[] arguments) throws IllegalAccessException {
        Method method = Arrays.stream(core.getClass().getDeclaredMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        method.setAccessible(true);
        try {
            Object result = method.invoke(core, arguments);
            return result instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(result);
        } catch (InvocationTargetException e) {
            return e.getCause().toString();
        }
    }

    @Test
    void weavingAddsNoMembers() {
        byte[] before = JavaSource.compile(SHAPES).get("Shapes");
        assertThat(members(Weaver.weave(before))).isEqualTo(members(before)).hasSizeGreaterThan(15);
    }

    private static List<String> members(byte[] classFile) {
        ClassNode type = new ClassNode();
        new ClassReader(classFile).accept(type, 0);
        return Stream.concat(
                        type.fields.stream().map(field -> field.access + field.name + field.desc),
                        type.methods.stream().map(method -> method.access + method.name + method.desc))
                .toList();
    }

    @Test
    void classFilesOfAllJavasFrom8ToTheNewestThatAsmKnowsAreWoven() {
        byte[] classFile = JavaSource.compile(SHAPES).get("Shapes");
        for (int version = 52; version <= Opcodes.V26; version++) {
            byte[] woven = Weaver.weave(Bytes.withMajorVersion(classFile, version));
            assertThat(woven).as("version " + version).hasSizeGreaterThan(classFile.length);
            assertThat(new ClassReader(woven).readShort(6)).isEqualTo((short) version);
        }
    }

    /** So large that jumps do not reach over it and ASM rewrites them. */
    @Test
    void aMethodWhoseJumpsReachTooFarForShortOffsetsIsWoven() throws ReflectiveOperationException {
        String body = "n = n * 31 + helper(n, \"x\");\n".repeat(4000);
        Map<String, byte[]> classes = JavaSource.compile("@Spec(\"S\") class Large { @Self String id = \"p\";"
                + " static int helper(int n, String s) { return n + s.length(); }"
                + " @Action public int run(int n, int k) { for (int i = 0; i < k; i++) { if (n == i) { return i; }\n"
                + body
                + "} return n; } }");
        Object before = instance(new WeavingLoader(classes, bytes -> bytes).loadClass("Large"));
        Object after = instance(new WeavingLoader(classes, Weaver::weave).loadClass("Large"));
        assertThat(classes.get("Large")).hasSizeGreaterThan(50_000);
        assertThat(outcome(after, "run", new Object[] {5, 2})).isEqualTo(outcome(before, "run", new Object[] {5, 2}));
    }

    @Test
    void aMethodThatWouldGrowTooLargeIsAnErrorNotAnUnwovenClass() {
        String body = "n = n * 31 + helper(n, \"x\");\n".repeat(5459);
        byte[] classFile = JavaSource.compile("@Spec(\"S\") class Large { @Self String id = \"p\";"
                        + " static int helper(int n, String s) { return n + s.length(); }"
                        + " @Action public int run(int n) { " + body + " return n; } }")
                .get("Large");
        assertThatThrownBy(() -> Weaver.weave(classFile))
                .isInstanceOf(Refusal.class)
                .hasMessage("Large.run: too large to be woven");
    }

    /** Method: every method of a library of a thousand classes is made an action, and the JVM verifies them all. */
    @Test
    void everyMethodOfALargeLibraryVerifiesWhenWoven() throws IOException, ReflectiveOperationException {
        Map<String, byte[]> classes = new HashMap<>();
        try (JarFile jar = new JarFile(Locations.of(Assertions.class).toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                if (entry.getName().matches("org/assertj/core/.*\\.class")) {
                    classes.put(
                            entry.getName().replace('/', '.').replace(".class", ""),
                            jar.getInputStream(entry).readAllBytes());
                }
            }
        }
        int[] woven = {0};
        WeavingLoader loader = new WeavingLoader(classes, classFile -> {
            ClassReader reader = new ClassReader(classFile);
            Core core = allMethodsAsActions(reader);
            woven[0] += core.actions().size();
            return Weaver.weave(reader, core);
        });
        for (String name : classes.keySet()) {
            try {
                // Linking verifies; asking for the methods links.
                assertThat(loader.loadClass(name).getDeclaredMethods()).isNotNull();
            } catch (NoClassDefFoundError e) {
                // The library's adapters for libraries that are not here.
                assertThat(e).hasMessageMatching("org/(junit/rules|junit/runners|hamcrest)/.*");
            }
        }
        assertThat(woven[0]).isGreaterThan(5_000);
    }

    private static Core allMethodsAsActions(ClassReader reader) {
        ClassNode type = new ClassNode();
        reader.accept(type, ClassReader.SKIP_CODE);
        int excluded = Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE;
        Map<String, Core.Action> actions = type.methods.stream()
                .filter(method -> (method.access & excluded) == 0 && !method.name.startsWith("<"))
                .collect(Collectors.toMap(method -> method.name + method.desc, BytecodeTest::action));
        return new Core(type.name, actions);
    }

    private static Core.Action action(MethodNode method) {
        List<String> parameters = Stream.of(Type.getArgumentTypes(method.desc))
                .map(Type::getDescriptor)
                .toList();
        return new Core.Action(method.name, "X.java:1", parameters, "");
    }

    @Test
    void aVerifierThatSawBrokenFramesWouldNotice() {
        Map<String, byte[]> classes = JavaSource.compile(SHAPES);
        WeavingLoader loader = new WeavingLoader(classes, classFile -> {
            ClassReader reader = new ClassReader(classFile);
            // The frames speak of a class that is not the method's.
            return Weaver.weave(
                    reader,
                    new Core(
                            "java/lang/Integer", Core.read(reader, Mapping.NONE).actions()));
        });
        assertThatThrownBy(() -> loader.loadClass("Shapes").getDeclaredMethods())
                .isInstanceOf(VerifyError.class);
    }
}
