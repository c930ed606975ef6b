package dev.lockstep.redis.real.replication;

import dev.lockstep.redis.client.Reply;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Holds what a server says of its replication: {@code INFO replication}.
 *
 * @param replid names its history
 * @param offset how many bytes it is in that history
 * @param secondReplid names the history that it had before
 * @param secondOffset the first offset that it does not share with that; -1: there is none
 * @param hasBacklog whether it has a backlog
 * @param isLinked whether it is a replica whose master has answered it
 * @param online the ports of its replicas that it sends what is written; one whose master has answered it may not be there yet
 * @param failoverState says how far {@code FAILOVER} has come, as the server and the spec call it
 * @param priority the lower, the sooner Sentinel would promote it
 */
record Info(
        String replid,
        long offset,
        String secondReplid,
        long secondOffset,
        boolean hasBacklog,
        boolean isLinked,
        Set<Integer> online,
        String failoverState,
        int priority) {
    static final String NO_FAILOVER = "no-failover";

    private static final int NO_PRIORITY = 100;

    /** The value of {@code slave0} and so on. */
    private static final Pattern ONLINE = Pattern.compile("^ip=.*,port=(\\d+),state=online,");

    static final List<String> COMMAND = List.of("INFO", "replication");

    /** Returns what a server would have said that was in this history, so far, and had a backlog. */
    static Info at(String replid, long offset) {
        return new Info(replid, offset, "", -1, true, false, Set.of(), NO_FAILOVER, NO_PRIORITY);
    }

    /** @throws IOException the reply is none to that command */
    static Info of(Reply reply) throws IOException {
        Map<String, String> fields = new HashMap<>();
        reply.asText()
                .lines()
                .filter(line -> line.contains(":"))
                .forEach(line ->
                        fields.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1)));
        String replid = fields.get("master_replid");
        if (replid == null) {
            throw new IOException("no reply to INFO replication: " + reply);
        }
        return new Info(
                replid,
                Long.parseLong(fields.getOrDefault("master_repl_offset", "0")),
                fields.getOrDefault("master_replid2", ""),
                Long.parseLong(fields.getOrDefault("second_repl_offset", "-1")),
                "1".equals(fields.get("repl_backlog_active")),
                "up".equals(fields.get("master_link_status")),
                fields.values().stream()
                        .map(ONLINE::matcher)
                        .filter(Matcher::find)
                        .map(replica -> Integer.valueOf(replica.group(1)))
                        .collect(Collectors.toSet()),
                fields.getOrDefault("master_failover_state", NO_FAILOVER),
                Integer.parseInt(fields.getOrDefault("slave_priority", String.valueOf(NO_PRIORITY))));
    }
}
