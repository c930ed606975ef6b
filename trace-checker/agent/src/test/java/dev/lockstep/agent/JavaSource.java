package dev.lockstep.agent;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles Java in memory, by the compiler of the JDK that runs the tests, for the version of that JDK. */
final class JavaSource {
    private static final Pattern CLASS = Pattern.compile("(?:class|record|interface) (\\w+)");

    private JavaSource() {}

    /** Like {@link #compileWith}, with {@code -parameters -g}. */
    static Map<String, byte[]> compile(String... sources) {
        return compileWith(List.of("-parameters", "-g"), sources);
    }

    /** Returns the class files by name. Each source is one file, named after the first class in it. */
    static Map<String, byte[]> compileWith(List<String> options, String... sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, ByteArrayOutputStream> classes = new HashMap<>();
        JavaFileManager files = new ForwardingJavaFileManager<>(compiler.getStandardFileManager(null, null, null)) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                    Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return classes.computeIfAbsent(name, key -> new ByteArrayOutputStream());
                    }
                };
            }
        };
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(
                "-proc:none",
                "-classpath",
                Locations.of(dev.lockstep.annotations.Spec.class).toString()));
        List<JavaFileObject> units = new ArrayList<>();
        for (String source : sources) {
            units.add(unit(source));
        }
        StringBuilder faults = new StringBuilder();
        boolean compiled = compiler.getTask(
                        null, files, fault -> faults.append(fault).append('\n'), all, null, units)
                .call();
        if (!compiled) {
            throw new IllegalArgumentException(faults.toString());
        }
        Map<String, byte[]> result = new HashMap<>();
        classes.forEach((name, bytes) -> result.put(name, bytes.toByteArray()));
        return result;
    }

    private static JavaFileObject unit(String source) {
        Matcher name = CLASS.matcher(source);
        if (!name.find()) {
            throw new IllegalArgumentException("no class in: " + source);
        }
        String code = "import dev.lockstep.annotations.*; import java.util.*; " + source;
        URI uri = URI.create("memory:///" + name.group(1) + ".java");
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return code;
            }
        };
    }
}
