package dev.lockstep.redis.real.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
 * Reads the log of a node of a cluster, which tells at level debug of every message that it processes. A step is a line, or a message with all
 * lines that its processing writes.
 */
final class NodeLog {
    private static final Pattern LINE = Pattern.compile("^\\d+:[A-Z] (\\d+ \\w+ \\d+ [\\d:.]+) [.*#-] (.*)$");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd MMM yyyy HH:mm:ss.SSS", Locale.ENGLISH);
    private static final Pattern MESSAGE = Pattern.compile("^--- Processing packet of type (\\S+), (\\d+) bytes$");

    private static final Pattern ID = Pattern.compile("[0-9a-f]{40}");

    /** Begins what a node says when it has connected with another one. */
    static final String CONNECTING = "Connecting with Node ";

    /** Begins what a node says when it reads another connection from a node than before. */
    private static final String REPLACING = "Replacing inbound link ";

    /** Finds what a process does when it is not processing a message. */
    private static final Pattern STEP = Pattern.compile("^(Cluster state changed: |Start of election delayed|"
            + "Starting a failover election|Failover election won|\\*\\*\\* NODE |DEBUG LOG: " + Resharding.MARK
            + "|Taking over the master|Forced failover user request|Manual failover user request|"
            + "All master replication stream processed|Manual failover timed out|Node configuration loaded|"
            + CONNECTING + ")");

    /** Finds what the processing of a message tells. */
    private static final Pattern DETAIL =
            Pattern.compile("^(" + REPLACING + "|GOSSIP |\\w+ packet received: |Clear FAIL state|"
                    + "Marking node|Node \\w+ has old slots|Node \\w+ reported node |Failover auth granted|Manual failover requested by replica|"
                    + "FAIL message received from )");

    /** Finds what a step, with or without a message, tells of the node's own configEpoch and role. */
    private static final Pattern ROLE =
            Pattern.compile("configEpoch set to \\d+|^Configuration change detected|I'm a sub-replica!");

    private NodeLog() {}

    /**
     * Holds a step.
     *
     * @param micros since 1970, of its first line, which has milliseconds
     * @param type the type of the message that is processed; empty: none is
     * @param length the number of bytes of that message
     * @param text the first line, without its time
     * @param details the lines that matter of those that follow it
     */
    record Step(int line, long micros, String type, int length, String text, List<String> details) {
        /** Returns the same step, with a time that is not earlier than this one. */
        Step notBefore(long time) {
            return new Step(line, Math.max(micros, time), type, length, text, details);
        }

        /** Returns the id of the node whose connection this message replaces by another one; empty: it replaces none. */
        String replaces() {
            return details.stream()
                    .filter(each -> each.startsWith(REPLACING))
                    .findFirst()
                    .map(NodeLog::id)
                    .orElse("");
        }

        /** Returns whether a master has said something else of a node than before: whether it fails, as {@code isSuspect} says. */
        boolean isNews(String from, String other, boolean isSuspect) {
            return details.contains("Node " + from + " reported node " + other
                    + (isSuspect ? " as not reachable." : " is back online."));
        }
    }

    /** @throws IOException the file cannot be read */
    static List<Step> read(Path log) throws IOException {
        List<Step> steps = new ArrayList<>();
        boolean isMessage = false;
        int number = 0;
        for (String line : Files.readString(log, StandardCharsets.ISO_8859_1).split("\n")) {
            number++;
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                continue; // the picture that a process begins with
            }
            String text = matcher.group(2);
            Matcher message = MESSAGE.matcher(text);
            if (message.matches()) {
                isMessage = true;
                steps.add(new Step(
                        number,
                        micros(matcher.group(1)),
                        message.group(1),
                        Integer.parseInt(message.group(2)),
                        text,
                        new ArrayList<>()));
            } else if (STEP.matcher(text).find()) {
                isMessage = false;
                steps.add(new Step(number, micros(matcher.group(1)), "", 0, text, new ArrayList<>()));
            } else if (!steps.isEmpty()
                    && (ROLE.matcher(text).find()
                            || isMessage && DETAIL.matcher(text).find())) {
                steps.get(steps.size() - 1).details().add(text);
            }
        }
        return steps;
    }

    /** Returns the first id of a node in a line; empty: there is none. */
    static String id(String text) {
        Matcher matcher = ID.matcher(text);
        return matcher.find() ? matcher.group() : "";
    }

    private static long micros(String time) {
        Instant instant = LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC);
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
