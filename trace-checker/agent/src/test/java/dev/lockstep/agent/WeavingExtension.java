package dev.lockstep.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/** Runs each test in a copy of its class in which the nested classes are woven, and verified. */
final class WeavingExtension implements InvocationInterceptor {
    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> context, ExtensionContext extension)
            throws Throwable {
        invocation.skip();
        Class<?> original = context.getExecutable().getDeclaringClass();
        WeavingLoader loader = new WeavingLoader(classFiles(original), WeavingExtension::weave);
        Class<?> copy = loader.loadClass(original.getName());
        Constructor<?> constructor = copy.getDeclaredConstructor();
        constructor.setAccessible(true);
        Method test = copy.getDeclaredMethod(
                context.getExecutable().getName(), context.getExecutable().getParameterTypes());
        test.setAccessible(true);
        try {
            test.invoke(constructor.newInstance(), context.getArguments().toArray());
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static byte[] weave(byte[] classFile) {
        byte[] woven = Weaver.weave(classFile);
        StringWriter faults = new StringWriter();
        CheckClassAdapter.verify(new ClassReader(woven), false, new PrintWriter(faults));
        assertThat(faults.toString()).isEmpty();
        return woven;
    }

    /** The class files of a test class and of those nested in it, by name. */
    static Map<String, byte[]> classFiles(Class<?> type) {
        String simple = type.getName().substring(type.getName().lastIndexOf('.') + 1);
        try (InputStream own = type.getResourceAsStream(simple + ".class")) {
            Path directory =
                    Path.of(type.getResource(simple + ".class").toURI()).getParent();
            Map<String, byte[]> files = new HashMap<>();
            files.put(type.getName(), own.readAllBytes());
            try (Stream<Path> nested = Files.list(directory)) {
                for (Path file : (Iterable<Path>) nested::iterator) {
                    String name = file.getFileName().toString();
                    if (name.startsWith(simple + "$")) {
                        files.put(type.getPackageName() + "." + name.replace(".class", ""), Files.readAllBytes(file));
                    }
                }
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
