package dev.lockstep.redis.real.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells which message on the bus a node was processing, of those that wait on its connections. */
final class Arrivals {
    /** Logs have milliseconds, so that a message may seem to arrive later than it was processed. */
    private static final long LATER = 1000;

    private static final int AHEAD = 3;
    private static final int SOON = 1000;

    /** Finds details whose first id is that of the sender. */
    private static final Pattern NAMING = Pattern.compile(
            "^(\\w+ packet received: |FAIL message received from |Failover auth granted|Manual failover requested by)");

    private final List<Incoming> incoming = new ArrayList<>();
    private int mistaken;

    /** Holds what arrives at the node on a connection, and what it replies there. */
    private static final class Incoming {
        final Bus.Connection connection;
        final boolean isInbound;
        final List<Bus.Sent> arriving;
        int taken;
        int replied;
        boolean isClosed;

        /** Whether a newer one seems to have replaced it. Where two say the same, that may be wrong. */
        boolean isReplaced;

        Incoming(Bus.Connection connection, boolean isInbound) {
            this.connection = connection;
            this.isInbound = isInbound;
            this.arriving = isInbound ? connection.requests : connection.replies;
        }

        String peer() {
            return isInbound ? connection.from : connection.to;
        }

        /** Returns when something was said on it first. */
        long begun() {
            return connection.requests.get(0).micros();
        }

        Bus.@Nullable Sent next(int ahead) {
            return !isClosed && taken + ahead < arriving.size() ? arriving.get(taken + ahead) : null;
        }

        Bus.@Nullable Sent reply() {
            return isInbound && replied < connection.replies.size() ? connection.replies.get(replied++) : null;
        }
    }

    /**
     * Holds a message that the node has taken.
     *
     * @param reply what the node said then on the same connection; null: nothing
     */
    record Arrived(Bus.Sent sent, Bus.@Nullable Sent reply) {}

    Arrivals(String node, List<Bus.Connection> connections) {
        for (Bus.Connection each : connections) {
            if (each.to.equals(node)) {
                incoming.add(new Incoming(each, true));
            } else if (each.from.equals(node)) {
                incoming.add(new Incoming(each, false));
            }
        }
    }

    /** Closes all connections that have begun before this. */
    void closeBefore(long micros) {
        incoming.stream().filter(each -> each.begun() < micros).forEach(each -> each.isClosed = true);
    }

    /**
     * Takes the message of a step of the log.
     *
     * @param steps the whole log
     * @param index the number of the step, from 0
     * @throws IOException no message that waits is what the log says
     */
    Arrived take(List<NodeLog.Step> steps, int index, String source) throws IOException {
        NodeLog.Step step = steps.get(index);
        Incoming found = found(steps, index, false);
        if (found == null) {
            found = found(steps, index, true);
            mistaken++;
        }
        if (found == null) {
            throw new IOException(
                    source + ": no message on the bus is what this says: " + step.text() + ' ' + step.details());
        }
        Bus.Sent sent = found.arriving.get(found.taken++);
        replaceOlder(found);
        boolean isAnswered = step.type().equals("ping") || step.type().equals("mfstart");
        return new Arrived(sent, isAnswered ? found.reply() : null);
    }

    /** Returns how often a message came by a connection that seemed replaced. Two had said the same, and the wrong one was taken. */
    int mistaken() {
        return mistaken;
    }

    private @Nullable Incoming found(List<NodeLog.Step> steps, int index, boolean isReplaced) {
        Incoming found = null;
        for (int ahead = 0; ahead <= AHEAD && found == null; ahead++) {
            found = earliest(steps, index, ahead, isReplaced);
        }
        return found;
    }

    /**
     * Returns the connection by which the step's message has come. Of several it is the one whose next PING is processed first, since what comes before
     * that must have been processed by then; else the one on which the message has waited for longest.
     *
     * @param ahead how many messages that wait before it are passed over. Of two connections with equal messages the wrong one may have been
     *     taken before.
     * @param isReplaced whether it is one that a newer one seems to have replaced
     */
    private @Nullable Incoming earliest(List<NodeLog.Step> steps, int index, int ahead, boolean isReplaced) {
        NodeLog.Step step = steps.get(index);
        Incoming found = null;
        long waiting = 0;
        int deadline = 0;
        for (Incoming each : incoming) {
            Bus.Sent next = each.isReplaced == isReplaced ? each.next(ahead) : null;
            if (next != null && next.micros() < step.micros() + LATER && fits(step, next.message())) {
                int last = next.message().isPing() ? index : deadline(each, steps, index, ahead + 1);
                if (found == null || last < deadline || last == deadline && next.micros() < waiting) {
                    found = each;
                    waiting = next.micros();
                    deadline = last;
                }
            }
        }
        if (found != null) {
            found.taken += ahead;
        }
        return found;
    }

    /** Returns the number of the step that processes the next PING or PONG of a connection. It is that after the last one if there is none soon. */
    private static int deadline(Incoming link, List<NodeLog.Step> steps, int index, int ahead) {
        int next = ahead;
        Bus.Sent sent = link.next(next);
        while (sent != null && !sent.message().isPing()) {
            next++;
            sent = link.next(next);
        }
        for (int i = index + 1; sent != null && i < Math.min(index + SOON, steps.size()); i++) {
            if (fits(steps.get(i), sent.message())) {
                return i;
            }
        }
        return steps.size();
    }

    /** Notes the connections that this one has replaced: a node has one from each other node, and one to it. It has never read what is left on them. */
    private void replaceOlder(Incoming link) {
        boolean isNew = link.taken == 1 || link.isReplaced;
        link.isReplaced = false;
        for (Incoming each : incoming) {
            if (each != link
                    && each.isInbound == link.isInbound
                    && each.peer().equals(link.peer())
                    && (link.isInbound ? each.taken > 0 && isNew : each.begun() < link.begun())) {
                each.isReplaced = true;
            }
        }
    }

    private static boolean fits(NodeLog.Step step, BusMessage message) {
        if (!message.type().equals(step.type()) || message.length() != step.length()) {
            return false;
        }
        List<String> gossip = new ArrayList<>();
        for (String detail : step.details()) {
            if (NAMING.matcher(detail).find() && !NodeLog.id(detail).equals(message.sender())) {
                return false;
            } else if (detail.startsWith("GOSSIP ")) {
                gossip.add(NodeLog.id(detail) + detail.contains("fail"));
            }
        }
        return !message.isPing()
                || gossip.equals(message.gossip().stream()
                        .map(each -> each.id() + each.isSuspect())
                        .toList());
    }
}
