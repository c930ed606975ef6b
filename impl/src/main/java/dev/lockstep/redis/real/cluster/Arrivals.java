package dev.lockstep.redis.real.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells which message on the bus a node was processing, of those that wait on its connections. It reads one connection from each other node, and one to
 * it: its log tells when another one takes the place of each.
 */
final class Arrivals {
    /** Logs have milliseconds, so that a message may seem to arrive later than it was processed. */
    private static final long LATER = 1000;

    private static final int AHEAD = 3;
    private static final int SOON = 1000;

    /** Bounds how many microseconds later than a PING its answer is seen, mostly. */
    private static final long ANSWERING = 10_000;

    /** Finds details whose first id is that of the sender. */
    private static final Pattern NAMING = Pattern.compile(
            "^(\\w+ packet received: |FAIL message received from |Failover auth granted|Manual failover requested by)");

    private final List<Incoming> incoming = new ArrayList<>();

    /** Holds the connection from each other node that is read. A node frees the one before it. */
    private final Map<String, Incoming> read = new HashMap<>();

    private int mistaken;

    /** Holds what arrives at the node on a connection, and what it replies there. */
    private static final class Incoming {
        final Bus.Connection connection;
        final boolean isInbound;
        final List<Bus.Sent> arriving;
        int taken;
        int replied;
        boolean isClosed;

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
        read.clear();
    }

    /** Closes the connection that the node had to another one, with which it connects anew. */
    void connect(String peer, long micros) {
        incoming.stream()
                .filter(each -> !each.isInbound && each.peer().equals(peer) && each.begun() < micros)
                .forEach(each -> each.isClosed = true);
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
        Incoming found = step.replaces().isEmpty() ? waiting(steps, index) : beginning(steps, index);
        if (found == null) {
            throw new IOException(
                    source + ": no message on the bus is what this says: " + step.text() + ' ' + step.details());
        }
        Bus.Sent sent = found.arriving.get(found.taken++);
        if (found.isInbound) {
            Incoming before = read.put(found.peer(), found);
            if (before != null && before != found) {
                before.isClosed = true;
            }
        }
        boolean isAnswered = step.type().equals("ping") || step.type().equals("mfstart");
        return new Arrived(sent, isAnswered ? found.reply() : null);
    }

    /** Returns how often a message was passed over, since one behind it was read. One of its kind, of another sender, was taken for it. */
    int mistaken() {
        return mistaken;
    }

    /**
     * Returns the connection of a message that the log does not call the first of another connection. Of several it is the one
     * whose next PING is processed first, since what comes before that must have been processed by then; else the one on which the message has waited for longest.
     */
    private @Nullable Incoming waiting(List<NodeLog.Step> steps, int index) {
        for (int ahead = 0; ahead <= AHEAD; ahead++) {
            Incoming found = null;
            int deadline = 0;
            for (Incoming each : incoming) {
                if (isRead(each) && isNext(each, ahead, steps.get(index))) {
                    int last = deadline(each, steps, index, ahead);
                    if (found == null
                            || last < deadline
                            || last == deadline && sent(each, ahead) < sent(found, ahead)) {
                        found = each;
                        deadline = last;
                    }
                }
            }
            if (found != null) {
                found.taken += ahead;
                mistaken += ahead;
                return found;
            }
            Incoming first = ahead == 0 ? beginning(steps, index) : null;
            if (first != null) {
                return first;
            }
        }
        return null;
    }

    /**
     * Returns the connection that is read for the first time with this step. If several say the same it is the one that says, too, most of what is read
     * until the next one replaces it, and of what is read right after this; else the one whose answer is seen soonest, or that leaves least unread. A connection
     * that its maker has closed may have no answer.
     */
    private @Nullable Incoming beginning(List<NodeLog.Step> steps, int index) {
        NodeLog.Step step = steps.get(index);
        return incoming.stream()
                .filter(each -> each.isInbound && each.taken == 0 && mayBegin(each, step) && isNext(each, 0, step))
                .min(Comparator.<Incoming>comparingInt(each -> -agreeing(each, steps, index))
                        .thenComparing(each -> -following(each, steps, index))
                        .thenComparing(each -> each.connection.replies.isEmpty()
                                ? ANSWERING
                                : Math.max(0, each.connection.replies.get(0).micros() - step.micros()))
                        .thenComparing(each -> each.arriving.size()))
                .orElse(null);
    }

    /** Returns whether a connection may be read first with this step. The log says so, or the one before it has come to its end. */
    private boolean mayBegin(Incoming link, NodeLog.Step step) {
        Incoming before = read.get(link.peer());
        return step.replaces().isEmpty()
                ? before == null || before.next(0) == null
                : step.replaces().equals(link.arriving.get(0).message().sender());
    }

    /** Returns how many messages behind the first one of a connection are read right after it. What has come together is read together. */
    private static int following(Incoming link, List<NodeLog.Step> steps, int index) {
        int following = 0;
        while (index + following + 1 < steps.size()
                && following + 1 < link.arriving.size()
                && steps.get(index + following + 1).replaces().isEmpty()
                && fits(
                        steps.get(index + following + 1),
                        link.arriving.get(following + 1).message())) {
            following++;
        }
        return following;
    }

    /** Returns how many PINGs behind the first message of a connection are read until it is replaced. If another one is read instead there are fewer than none. */
    private static int agreeing(Incoming link, List<NodeLog.Step> steps, int index) {
        String sender = link.arriving.get(0).message().sender();
        List<Bus.Sent> pings = link.arriving.stream()
                .skip(1)
                .filter(each -> each.message().type().equals("ping"))
                .toList();
        int agreeing = 0;
        for (int i = index + 1; i < Math.min(index + SOON, steps.size()) && agreeing < pings.size(); i++) {
            NodeLog.Step step = steps.get(i);
            if (step.replaces().equals(sender)) {
                return agreeing;
            } else if (step.details().contains("ping packet received: " + sender)) {
                if (!fits(step, pings.get(agreeing).message())) {
                    return -1;
                }
                agreeing++;
            }
        }
        return agreeing;
    }

    private boolean isRead(Incoming link) {
        return !link.isInbound || read.get(link.peer()) == link;
    }

    private static long sent(Incoming link, int ahead) {
        return link.arriving.get(link.taken + ahead).micros();
    }

    private static boolean isNext(Incoming link, int ahead, NodeLog.Step step) {
        Bus.Sent next = link.next(ahead);
        return next != null && next.micros() < step.micros() + LATER && fits(step, next.message());
    }

    /**
     * Returns the number of the step, this one or later, that processes the next PING or PONG of a connection. It is that after the last one if there is none soon, or
     * if the connection is replaced before.
     */
    private static int deadline(Incoming link, List<NodeLog.Step> steps, int index, int ahead) {
        int next = ahead;
        Bus.Sent sent = link.next(next);
        while (sent != null && !sent.message().isPing()) {
            next++;
            sent = link.next(next);
        }
        for (int i = index; sent != null && i < Math.min(index + SOON, steps.size()); i++) {
            if (link.isInbound && steps.get(i).replaces().equals(sent.message().sender())) {
                return steps.size();
            } else if (fits(steps.get(i), sent.message())) {
                return i;
            }
        }
        return steps.size();
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
