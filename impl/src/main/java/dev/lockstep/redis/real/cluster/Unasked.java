package dev.lockstep.redis.real.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts what a node sends without being asked among its steps. No line tells of it, and a proxy sees it some time after it was made. The header of a message
 * tells when that was: it has what the node knew then.
 */
final class Unasked {
    private final String node;
    private final ClusterLayout layout;
    private final SpecMessages messages;
    private final List<ClusterEvent> events;

    /** @param events the steps of the node, in their order, to which the others are added */
    Unasked(String node, ClusterLayout layout, List<ClusterEvent> events) {
        this.node = node;
        this.layout = layout;
        this.messages = new SpecMessages(layout);
        this.events = events;
    }

    void place(List<Bus.Connection> connections) {
        Map<Bus.Sent, Bus.Connection> unasked = new IdentityHashMap<>();
        List<Bus.Sent> sending = new ArrayList<>();
        for (Bus.Connection each : connections) {
            for (Bus.Sent sent : each.from.equals(node) ? each.requests : List.<Bus.Sent>of()) {
                boolean isClaim =
                        sent.message().type().equals("pong") && sent.message().isPaused();
                if (sent.message().isPing() && !isClaim) {
                    unasked.put(sent, each);
                    sending.add(sent);
                }
            }
        }
        sending.sort(Comparator.comparingLong(Bus.Sent::micros));
        Map<Bus.Connection, ClusterEvent> last = new IdentityHashMap<>();
        for (Bus.Sent sent : sending) {
            Bus.Connection connection = unasked.get(sent);
            last.put(connection, place(sent, events.indexOf(last.get(connection)) + 1));
        }
    }

    /** @param from the first place at which it can be: what came before it on the connection was sent before it */
    private ClusterEvent place(Bus.Sent sent, int from) {
        int upper = from;
        while (upper < events.size() && events.get(upper).micros <= sent.micros()) {
            upper++;
        }
        int at = fitting(sent, from, upper);
        NodeKnowledge.Known known = at > 0 ? events.get(at - 1).known : new NodeKnowledge(node, layout).known();
        long micros = at > 0 ? events.get(at - 1).micros : sent.micros();
        ClusterEvent event = new ClusterEvent(node, micros, "Heartbeat", node + ".log", known);
        heartbeat(event, sent, messages);
        events.add(at, event);
        return event;
    }

    /** Says of a step that it sends this message, to whom, and of whom that tells. */
    static void heartbeat(ClusterEvent event, Bus.Sent sent, SpecMessages messages) {
        Set<String> about = new TreeSet<>(messages.about(sent.message(), true));
        about.addAll(messages.about(sent.message(), false));
        event.arg("x", sent.to())
                .arg("about", SpecMessages.set(about))
                .observes("OwnHeader", messages.header(sent.message()))
                .sends(sent);
        event.header = messages.configuration(sent.message());
    }

    /**
     * Returns the latest place at which the node had this configuration for sure. That is right after it told somebody else of it. If there is none, it is
     * the latest one at which it may have had it, and took the same others for failing.
     */
    private int fitting(Bus.Sent sent, int from, int upper) {
        Object header = messages.configuration(sent.message());
        int possible = -1;
        for (int at = upper; at >= Math.max(from, 1); at--) {
            ClusterEvent before = events.get(at - 1);
            boolean agrees = agreesOnOthers(sent.message(), before.known.flags());
            if (agrees && header.equals(before.header)) {
                return at;
            }
            if (agrees && possible < 0 && agrees(sent.message(), before.known)) {
                possible = at;
            }
        }
        return possible < 0 ? upper : possible;
    }

    private boolean agrees(BusMessage message, NodeKnowledge.Known known) {
        return message.currentEpoch() == known.current()
                && messages.name(message.slaveof()).equals(known.master())
                && (known.config() < 0 || known.config() == message.configEpoch())
                && (known.slots() == null || known.slots().equals(Set.copyOf(layout.spec(message.slots()))));
    }

    private boolean agreesOnOthers(BusMessage message, Map<String, String> flags) {
        return messages.about(message, true).stream().noneMatch(each -> "up".equals(flags.get(each)))
                && messages.about(message, false).stream().allMatch(each -> "up".equals(flags.get(each)));
    }
}
