package dev.lockstep.redis.real.replication;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds what the log of a server tells that nobody sees from outside.
 *
 * @param taken when it took what its master answered, in microseconds
 * @param rewritten when a new append-only file was ready
 */
record ServerLogs(List<Long> taken, List<Long> rewritten) {
    private static final Pattern LINE = Pattern.compile("^\\d+:[MSC] (\\d+ \\w+ \\d+ [\\d:.]+) [.*#-] (.*)$");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd MMM yyyy HH:mm:ss.SSS", Locale.ROOT);
    private static final Pattern TAKEN = Pattern.compile(
            "^MASTER <-> REPLICA sync: (Finished with success|Master accepted a Partial Resynchronization)");
    private static final Pattern REWRITTEN = Pattern.compile("^Background AOF rewrite finished successfully");

    /** A log's milliseconds are whole ones. */
    private static final long ROUNDED = 999;

    static ServerLogs read(Path log) throws IOException {
        List<Long> taken = new ArrayList<>();
        List<Long> rewritten = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                long at = ChronoUnit.MICROS.between(
                                LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC),
                                LocalDateTime.parse(matcher.group(1), TIME))
                        + ROUNDED;
                if (TAKEN.matcher(matcher.group(2)).find()) {
                    taken.add(at);
                } else if (REWRITTEN.matcher(matcher.group(2)).find()) {
                    rewritten.add(at);
                }
            }
        }
        return new ServerLogs(taken, rewritten);
    }
}
