package dev.lockstep.checker.logs;

import dev.lockstep.checker.logs.LogMapping.Which;
import dev.lockstep.checker.logs.LogOrder.Found;
import dev.lockstep.checker.logs.LogOrder.Received;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how far the clocks of processes are apart. A message is received after it was sent, which bounds the difference of two clocks
 * from one side; messages both ways bound it from both (Mills 1991, Cristian 1989). Clocks may differ by any amount, but keep their distance.
 */
final class ClockSkew {
    private final List<Value> processes;
    /** Tells by how many nanoseconds the correction of the first may exceed that of the second; null: by any. */
    private final @Nullable Long[][] bounds;
    /** Holds the first message of the chain of messages that gives the bound. */
    private final @Nullable Message[][] because;

    private final Map<Value, Correction> corrections = new LinkedHashMap<>();

    /**
     * Says that a clock is corrected.
     *
     * @param by nanoseconds that are added to its times
     * @param least the least correction that the messages allow, the others given; null: any
     * @param most the greatest; null: any
     */
    record Correction(
            Value process,
            long by,
            @Nullable Long least,
            @Nullable Long most) {
        @Override
        public String toString() {
            Long low = by > 0 ? least : most == null ? null : Long.valueOf(-most);
            Long high = by > 0 ? most : least == null ? null : Long.valueOf(-least);
            return "the clock of " + process + " is " + milliseconds(Math.abs(by)) + (by > 0 ? " behind" : " ahead")
                    + " and is corrected: its messages allow " + milliseconds(low == null ? 0 : low)
                    + (high == null ? " or more" : " to " + milliseconds(high));
        }
    }

    /** Holds what was sent and received. */
    private record Message(Found sent, Found received) {
        long bound() {
            return time(received)
                    - time(sent)
                    + sent.line().uncertainty()
                    + received.line().uncertainty();
        }

        @Override
        public String toString() {
            return "from " + sent.line() + " to " + received.line();
        }
    }

    /** @throws InvalidInputException no constant corrections do: a clock was set, or the mapping takes another message for the one that was sent */
    ClockSkew(List<List<Found>> events) throws InvalidInputException {
        Set<Value> all = new TreeSet<>(Comparator.comparing(Value::toString));
        events.forEach(some -> some.forEach(found -> all.add(found.line().process())));
        processes = List.copyOf(all);
        bounds = new Long[processes.size()][processes.size()];
        because = new Message[processes.size()][processes.size()];
        for (Message message : messages(events)) {
            int from = processes.indexOf(message.sent.line().process());
            int to = processes.indexOf(message.received.line().process());
            bound(from, to, message.bound(), message);
        }
        combine();
        correct();
    }

    /** Returns the corrections of those clocks that have one. */
    List<Correction> corrections() {
        return List.copyOf(corrections.values());
    }

    /** Returns the event with its line's time corrected. */
    Found corrected(Found found) {
        Correction correction = corrections.get(found.line().process());
        return correction == null
                ? found
                : new Found(
                        found.event(),
                        found.line().shifted(correction.by),
                        found.rule(),
                        found.sends(),
                        found.receives());
    }

    private static long time(Found found) {
        Long time = found.line().time();
        return time == null ? 0 : time;
    }

    /** Returns those messages of which it is certain what was sent, since it was sent once, or both ends count. */
    private static List<Message> messages(List<List<Found>> events) {
        Map<String, List<Found>> sent = new LinkedHashMap<>();
        Map<String, List<Found>> received = new HashMap<>();
        List<Message> messages = new ArrayList<>();
        for (List<Found> some : events) {
            for (Found found : some) {
                if (found.line().time() != null) {
                    found.sends()
                            .forEach(key -> sent.computeIfAbsent(key, none -> new ArrayList<>())
                                    .add(found));
                }
            }
        }
        for (List<Found> some : events) {
            for (Found found : some) {
                for (Received each : found.line().time() == null ? List.<Received>of() : found.receives()) {
                    List<Found> senders = sent.getOrDefault(each.key(), List.of());
                    if (each.which() == Which.EACH) {
                        received.computeIfAbsent(each.key(), none -> new ArrayList<>())
                                .add(found);
                    } else if (senders.size() == 1 && !each.mayBeMissing()) {
                        messages.add(new Message(senders.get(0), found));
                    }
                }
            }
        }
        received.forEach((key, receipts) -> {
            List<Found> senders = sent.getOrDefault(key, List.of());
            if (isOfOne(senders) && isOfOne(receipts)) {
                for (int i = 0; i < Math.min(senders.size(), receipts.size()); i++) {
                    messages.add(new Message(senders.get(i), receipts.get(i)));
                }
            }
        });
        return messages.stream()
                .filter(message -> !message.sent
                        .line()
                        .process()
                        .equals(message.received.line().process()))
                .toList();
    }

    private static boolean isOfOne(List<Found> all) {
        return all.stream().map(found -> found.line().process()).distinct().count() == 1;
    }

    private void bound(int first, int second, long bound, @Nullable Message message) {
        Long known = bounds[first][second];
        if (known == null || bound < known) {
            bounds[first][second] = bound;
            because[first][second] = message;
        }
    }

    /** Combines the bounds of pairs to those of chains (Floyd and Warshall). */
    private void combine() throws InvalidInputException {
        for (int by = 0; by < processes.size(); by++) {
            for (int i = 0; i < processes.size(); i++) {
                for (int j = 0; j < processes.size(); j++) {
                    Long first = bounds[i][by];
                    Long second = bounds[by][j];
                    if (first != null && second != null) {
                        bound(i, j, first + second, because[i][by]);
                    }
                }
                Long around = bounds[i][i];
                if (around != null && around < 0) {
                    throw contradiction(i);
                }
            }
        }
    }

    private InvalidInputException contradiction(int start) {
        Long around = bounds[start][start];
        Set<String> messages = new LinkedHashSet<>();
        Message next = because[start][start];
        Message first = next;
        while (next != null && messages.add(next.toString())) {
            next = because[processes.indexOf(next.received.line().process())][start];
        }
        return new InvalidInputException(
                first == null ? "" : first.received.line().file(),
                first == null ? 1 : first.received.line().number(),
                "no corrections of the clocks fit the messages " + String.join(", ", messages) + ": "
                        + milliseconds(-(around == null ? 0 : around))
                        + " are missing; a clock was set, or what is received is not what was sent");
    }

    /** Corrects as few clocks as possible. One keeps its times, and each of the others follows, by as much as those before it ask for. */
    private void correct() {
        Map<Value, Correction> fewest = null;
        for (int reference = 0; reference < processes.size(); reference++) {
            Map<Value, Correction> found = correctedBy(reference);
            if (fewest == null || found.size() < fewest.size()) {
                fewest = found;
            }
        }
        if (fewest != null) {
            corrections.putAll(fewest);
        }
    }

    private Map<Value, Correction> correctedBy(int reference) {
        long[] offsets = new long[processes.size()];
        List<Integer> done = new ArrayList<>(List.of(reference));
        Map<Value, Correction> found = new LinkedHashMap<>();
        for (int i = 0; i < processes.size(); i++) {
            if (i != reference) {
                Long most = null;
                Long least = null;
                for (int other : done) {
                    Long above = bounds[i][other];
                    Long below = bounds[other][i];
                    if (above != null) {
                        most = most == null ? offsets[other] + above : Math.min(most, offsets[other] + above);
                    }
                    if (below != null) {
                        least = least == null ? offsets[other] - below : Math.max(least, offsets[other] - below);
                    }
                }
                offsets[i] = correction(least, most);
                done.add(i);
                if (offsets[i] != 0) {
                    found.put(processes.get(i), new Correction(processes.get(i), offsets[i], least, most));
                }
            }
        }
        return found;
    }

    /** Returns nothing where a clock need not be corrected; else the middle, or the end that there is. */
    private static long correction(@Nullable Long least, @Nullable Long most) {
        if ((least == null || least <= 0) && (most == null || most >= 0)) {
            return 0;
        } else if (least != null && most != null) {
            return least + (most - least) / 2;
        }
        return least != null ? least : Objects.requireNonNull(most);
    }

    static String milliseconds(long nanoseconds) {
        return nanoseconds / (double) TimeUnit.MILLISECONDS.toNanos(1) + " ms";
    }
}
