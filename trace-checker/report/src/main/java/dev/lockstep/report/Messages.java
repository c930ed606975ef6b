package dev.lockstep.report;

import dev.lockstep.checker.spec.StateValues.Moved;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Value;
import dev.lockstep.pages.SpaceTimeDiagram.Arrow;
import dev.lockstep.pages.SpaceTimeDiagram.Fate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows the messages of a run: records in the variables that hold messages. The step that adds one sends it. A step receives it that has it
 * as an argument, or removes it and is of its receiver. If another step removes it, it is lost.
 *
 * <p>What an event says that it adds counts, as a message may be sent once more that is on its way; else what the state says. Records that a
 * step moves from one variable into another are not sent anew.
 */
final class Messages {
    private static final int LABEL = 200;

    /** Describes a message on its way. */
    private record Sent(int step, int lane, int receiver, Value message) {}

    private final Lanes lanes;
    private final Map<String, Map<Value, Deque<Sent>>> open = new LinkedHashMap<>();
    private final Map<String, Map<Value, Sent>> known = new HashMap<>();
    private final List<Arrow> arrows = new ArrayList<>();

    Messages(Lanes lanes) {
        this.lanes = lanes;
    }

    /** Returns the messages that a step adds to variables, and those that it removes. */
    static Moved moved(ReportedRun.Step step) {
        List<Value> added = new ArrayList<>();
        List<Value> removed = new ArrayList<>();
        Event event = step.event();
        event.added().values().forEach(added::addAll);
        event.removed().values().forEach(removed::addAll);
        step.moved().forEach((variable, moved) -> {
            added.addAll(event.added().containsKey(variable) ? List.of() : moved.added());
            removed.addAll(event.removed().containsKey(variable) ? List.of() : moved.removed());
        });
        added.removeIf(message -> !Values.isMessage(message) || event.args().containsValue(message));
        removed.removeIf(message -> !Values.isMessage(message));
        return new Moved(added, removed);
    }

    /**
     * Takes the next step.
     *
     * @param index its index among those that are drawn
     * @param lane its process; -1: none
     */
    void take(int index, int lane, Event event, String instance, Moved moved) {
        Map<Value, Deque<Sent>> onTheWay = open.computeIfAbsent(instance, name -> new LinkedHashMap<>());
        Map<Value, Sent> ever = known.computeIfAbsent(instance, name -> new HashMap<>());
        Set<Value> taken = new HashSet<>();
        for (Value message : event.args().values()) {
            if (Values.isMessage(message) && ever.containsKey(message) && taken.add(message)) {
                received(index, lane, message, onTheWay, ever);
            }
        }
        for (Value message : moved.removed()) {
            Sent sent = taken.contains(message) ? null : next(onTheWay, message);
            if (sent != null) {
                boolean isReceipt = lane >= 0 && (sent.receiver < 0 ? lane != sent.lane : lane == sent.receiver);
                arrows.add(arrow(sent, index, isReceipt ? lane : sent.receiver, isReceipt ? Fate.RECEIVED : Fate.LOST));
            }
        }
        for (Value message : moved.added()) {
            int from = lanes.end(message, "from") >= 0 ? lanes.end(message, "from") : lane;
            boolean isMoved = moved.removed().contains(message) || taken.contains(message);
            if (!isMoved) {
                Sent sent = new Sent(index, from, receiver(message, from), message);
                onTheWay.computeIfAbsent(message, key -> new ArrayDeque<>()).addLast(sent);
                ever.put(message, sent);
            }
        }
    }

    private void received(int index, int lane, Value message, Map<Value, Deque<Sent>> onTheWay, Map<Value, Sent> ever) {
        Sent sent = next(onTheWay, message);
        if (lane < 0) {
            if (sent != null) {
                arrows.add(arrow(sent, index, sent.receiver, Fate.LOST));
            }
            return;
        }
        Sent from = sent != null ? sent : Objects.requireNonNull(ever.get(message));
        boolean isReceiver = from.receiver < 0 || from.receiver == lane;
        arrows.add(arrow(from, index, isReceiver ? lane : from.receiver, isReceiver ? Fate.RECEIVED : Fate.LOST));
    }

    private static @Nullable Sent next(Map<Value, Deque<Sent>> onTheWay, Value message) {
        Deque<Sent> sent = onTheWay.get(message);
        if (sent == null) {
            return null;
        }
        Sent first = sent.removeFirst();
        if (sent.isEmpty()) {
            onTheWay.remove(message);
        }
        return first;
    }

    /** Returns whom a message is for: its field `to`, or the only other process that it names. */
    private int receiver(Value message, int from) {
        int to = lanes.end(message, "to");
        if (to >= 0 || !(message instanceof Value.Rec rec)) {
            return to;
        }
        List<Integer> named = rec.fields().values().stream()
                .map(lanes::lane)
                .filter(lane -> lane >= 0 && lane != from)
                .distinct()
                .toList();
        return rec.fields().containsKey("from") && named.size() == 1 ? named.get(0) : -1;
    }

    private static Arrow arrow(Sent sent, int to, int toLane, Fate fate) {
        return new Arrow(sent.step, to, sent.lane, toLane, label(sent.message), fate);
    }

    private static String label(Value message) {
        String text = Values.text(message);
        return text.length() <= LABEL ? text : text.substring(0, LABEL) + "…";
    }

    /** Returns all arrows, those last that are on their way at the end. */
    List<Arrow> arrows() {
        List<Arrow> all = new ArrayList<>(arrows);
        for (Map<Value, Deque<Sent>> messages : open.values()) {
            for (Deque<Sent> sent : messages.values()) {
                sent.stream()
                        .filter(each -> each.receiver >= 0)
                        .forEach(each -> all.add(arrow(each, each.step, each.receiver, Fate.OPEN)));
            }
        }
        return all;
    }
}
