package dev.lockstep.checker.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Tells a JVM to take its memory in large pages where Linux gives them to those who ask. The first touch of each small page is a sixth of
 * the processor time of a small model.
 */
final class LargePages {
    private static final Path OFFERED = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

    private LargePages() {}

    /** Returns the options; none where the system does not offer such pages, or is not Linux. */
    static List<String> options() {
        return options(OFFERED);
    }

    /** @param offered a file that marks one of {@code always}, {@code madvise}, {@code never} with brackets */
    static List<String> options(Path offered) {
        try {
            String modes = Files.readString(offered);
            return modes.contains("[always]") || modes.contains("[madvise]")
                    ? List.of("-XX:+UseTransparentHugePages")
                    : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
