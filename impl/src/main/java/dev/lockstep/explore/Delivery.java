package dev.lockstep.explore;

import dev.lockstep.core.Message;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Says which of the messages that were sent can be received. */
public enum Delivery {
    /** Each pair of processes has a channel that loses nothing and keeps the order. */
    FIFO {
        @Override
        <M extends Message> Network<M> empty() {
            return new Channels<>(new TreeMap<>());
        }
    },
    /** Each message may be received at any time after it was sent, again and again, or never. */
    SET {
        @Override
        <M extends Message> Network<M> empty() {
            return new Sent<>(new Numbers<>(), new BitSet());
        }
    };

    abstract <M extends Message> Network<M> empty();

    /** Represents what is under way. It is immutable, and equal to another with the same messages. */
    interface Network<M extends Message> {
        /** Returns the messages that can be received now. */
        List<M> deliverable();

        /** Returns what is under way after one of these was received. */
        Network<M> received(M message);

        /** Returns what is under way after these were sent, in this order. */
        Network<M> sent(List<M> messages);
    }

    private record Channels<M extends Message>(Map<String, List<M>> waiting) implements Network<M> {
        @Override
        public List<M> deliverable() {
            return waiting.values().stream().map(channel -> channel.get(0)).toList();
        }

        @Override
        public Network<M> received(M message) {
            Map<String, List<M>> rest = new TreeMap<>(waiting);
            rest.computeIfPresent(
                    channel(message),
                    (name, channel) -> channel.size() == 1 ? null : channel.subList(1, channel.size()));
            return new Channels<>(rest);
        }

        @Override
        public Network<M> sent(List<M> messages) {
            Map<String, List<M>> more = new TreeMap<>(waiting);
            for (M message : messages) {
                List<M> channel = new ArrayList<>(more.getOrDefault(channel(message), List.of()));
                channel.add(message);
                more.put(channel(message), List.copyOf(channel));
            }
            return new Channels<>(more);
        }

        private static String channel(Message message) {
            return message.from() + " to " + message.to();
        }
    }

    /** Numbers all messages that were ever sent, in any state. */
    private static final class Numbers<M> {
        private final Map<M, Integer> numbers = new LinkedHashMap<>();
        private final Map<Integer, M> messages = new HashMap<>();

        int of(M message) {
            return numbers.computeIfAbsent(message, its -> {
                messages.put(numbers.size(), its);
                return numbers.size();
            });
        }

        M at(int number) {
            return messages.get(number);
        }
    }

    private record Sent<M extends Message>(Numbers<M> numbers, BitSet all) implements Network<M> {
        @Override
        public List<M> deliverable() {
            return all.stream().mapToObj(numbers::at).toList();
        }

        @Override
        public Network<M> received(M message) {
            return this;
        }

        @Override
        public Network<M> sent(List<M> messages) {
            if (messages.isEmpty()) {
                return this;
            }
            BitSet more = (BitSet) all.clone();
            messages.forEach(message -> more.set(numbers.of(message)));
            return new Sent<>(numbers, more);
        }
    }
}
