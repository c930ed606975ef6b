package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
    @Test
    void theClassesOfAJarAreLinkedButThoseThatTheCommandDoesNotHave(@TempDir Path folder) throws IOException {
        Path jar = folder.resolve("some.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (String name : List.of(
                    "dev/lockstep/cli/package-info.class",
                    "dev/lockstep/cli/Lockstep.class",
                    "dev/lockstep/cli/Elsewhere.class",
                    "dev/lockstep/cli/help.txt",
                    "dev/lockstep/checker/Rejection$Kind.class")) {
                entries.putNextEntry(new JarEntry(name));
            }
        }
        assertEquals(List.of("dev.lockstep.cli.Lockstep", "dev.lockstep.checker.Rejection$Kind"), Archive.link(jar));
    }
}
