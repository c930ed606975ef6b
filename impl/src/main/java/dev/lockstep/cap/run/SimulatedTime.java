package dev.lockstep.cap.run;

import dev.lockstep.cap.TConnectedRegister.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lets the clocks of a simulated run tick so that each message arrives within its delay, or is lost. A node's clock does not tick beyond the
 * delay of a message that is under way from it, or of an answer to it. So a node that gives up has lost a message, as in the spec.
 */
final class SimulatedTime {
    /** The choices of the run after which a message is lost that has not arrived. One that is not lost takes less. */
    static final int LOST = 100;

    private final int delay;
    private final Map<String, Integer> ticks = new TreeMap<>();
    private final List<Sent> sent = new ArrayList<>();
    private final List<TConnected.Tick> allTicks = new ArrayList<>();
    private final List<TConnected.Loss> losses = new ArrayList<>();
    private long now;

    /** Notes a message: when it was sent, in choices, and until which ticks of its nodes it may arrive. */
    private static final class Sent {
        private final Message message;
        private final long since;

        private final long sinceFirst; // of those like it, of which nobody can tell which one arrives

        private final int mostOfSender;
        private final int mostOfReceiver;
        private boolean hasArrived;

        Sent(Message message, long since, long sinceFirst, int mostOfSender, int mostOfReceiver) {
            this.message = message;
            this.since = since;
            this.sinceFirst = sinceFirst;
            this.mostOfSender = mostOfSender;
            this.mostOfReceiver = mostOfReceiver;
        }
    }

    /** @param delay the longest that a message takes, in ticks */
    SimulatedTime(int delay) {
        this.delay = delay;
    }

    /** So many choices of the run have been made. */
    void passed(long choices) {
        now = choices;
        sent.removeIf(each -> {
            boolean isOver = now - each.since > LOST;
            if (isOver && !each.hasArrived) {
                losses.add(new TConnected.Loss(each.sinceFirst, now));
            }
            return isOver;
        });
    }

    private int ticks(String node) {
        return ticks.getOrDefault(node, 0);
    }

    void sent(Message m) {
        sent.add(new Sent(
                m,
                now,
                sent.stream()
                        .filter(each -> each.message.equals(m))
                        .mapToLong(each -> each.sinceFirst)
                        .min()
                        .orElse(now),
                ticks(m.from()) + delay,
                m instanceof Message.Tell ? Integer.MAX_VALUE : ticks(m.to()) + delay));
    }

    /** Returns whether a message that arrives, or its copy, is in time. If not, it is as good as lost. */
    boolean arrives(Message m) {
        List<Sent> alike = sent.stream().filter(each -> each.message.equals(m)).toList();
        alike.stream().filter(each -> !each.hasArrived).findFirst().ifPresent(each -> each.hasArrived = true);
        return !alike.isEmpty();
    }

    /** Tells whether the clock of that node may tick now. */
    boolean mayTick(String node) {
        for (Sent each : sent) {
            boolean isDue = each.message.from().equals(node) && ticks(node) >= each.mostOfSender
                    || each.message.to().equals(node) && ticks(node) >= each.mostOfReceiver;
            if (isDue && !each.hasArrived) {
                return false;
            }
        }
        return true;
    }

    void ticked(String node) {
        ticks.merge(node, 1, Integer::sum);
        allTicks.add(new TConnected.Tick(node, now));
    }

    /** Returns the ticks of all clocks, in their order. */
    List<TConnected.Tick> ticks() {
        return List.copyOf(allTicks);
    }

    /** Returns when messages were lost that have not arrived by now. */
    List<TConnected.Loss> losses() {
        List<TConnected.Loss> all = new ArrayList<>(losses);
        sent.stream()
                .filter(each -> !each.hasArrived)
                .forEach(each -> all.add(new TConnected.Loss(each.sinceFirst, Long.MAX_VALUE)));
        return all;
    }
}
