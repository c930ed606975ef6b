package dev.lockstep.redis.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Does what the tests of real processes have in common. */
public final class RealTraces {
    private RealTraces() {}

    /** Skips a test where the programs are not installed, which is told; in CI it fails. */
    public static void assumeInstalled() {
        assumeTrue(
                Installed.isThere() || System.getenv("CI") != null,
                "redis-server and redis-sentinel are not installed");
    }

    /**
     * Writes a trace in which something of the first event of an action is replaced, beside that trace.
     *
     * @param pattern a regular expression that the event must have
     */
    public static Path altered(Path trace, String action, String pattern, String by) throws Exception {
        List<String> lines = Files.readAllLines(trace);
        int found = -1;
        for (int i = lines.size() - 1; i >= 0; i--) {
            found = lines.get(i).contains('"' + action + '"') && lines.get(i).matches(".*" + pattern + ".*")
                    ? i
                    : found;
        }
        assertThat(found).as("%s with %s", action, pattern).isNotNegative();
        lines.set(found, lines.get(found).replaceFirst(pattern, by));
        return Files.write(trace.resolveSibling(action + ".ndjson"), lines);
    }
}
