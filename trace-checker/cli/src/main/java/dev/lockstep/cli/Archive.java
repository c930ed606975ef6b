package dev.lockstep.cli;

import dev.lockstep.checker.TraceChecker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;

/**
 * Completes the archive of classes that the JVM writes at its end ({@code -XX:ArchiveClassesAtExit}), for the next time. The archive keeps
 * only classes that are linked. This run has not linked all that another needs, which may have another spec or reject a trace.
 */
final class Archive {
    /** The system property that says that the JVM will write one. */
    private static final String IS_WRITTEN = "lockstep.archiving";

    private Archive() {}

    /** Links all classes of the command and of the checker. It does so only if an archive will be written and they are in jars. */
    static void complete() throws IOException {
        if (Boolean.getBoolean(IS_WRITTEN)) {
            for (Class<?> one : List.of(Lockstep.class, TraceChecker.class)) {
                Path jar = Path.of(URI.create(
                        one.getProtectionDomain().getCodeSource().getLocation().toString()));
                if (Files.isRegularFile(jar)) {
                    link(jar);
                }
            }
        }
    }

    /** Links the jar's classes that this class's loader has, too, and returns their names. */
    static List<String> link(Path jar) throws IOException {
        List<String> linked = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (String entry : file.stream().map(Object::toString).toList()) {
                if (entry.endsWith(".class") && !entry.endsWith("package-info.class")) {
                    String name = entry.replace(".class", "").replace('/', '.');
                    try {
                        Class.forName(name, false, Archive.class.getClassLoader())
                                .getDeclaredMethods(); // to ask for them links it
                        linked.add(name);
                    } catch (ClassNotFoundException | LinkageError e) {
                        continue; // it is not used either
                    }
                }
            }
        }
        return linked;
    }
}
