package dev.lockstep.explore;

import dev.lockstep.core.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers all messages that are ever sent, in any state, so that a message is looked at once. */
final class Parcels<M extends Message> {
    private final Map<M, Parcel<M>> known = new HashMap<>();
    private final List<Parcel<M>> all = new ArrayList<>();

    /**
     * Holds a message; there is one of it for equal messages. Two are equal if they are the same.
     *
     * @param <M> the protocol's messages
     */
    static final class Parcel<M extends Message> {
        private final int number;
        private final M message;
        private final String channel;

        private Parcel(int number, M message) {
            this.number = number;
            this.message = message;
            this.channel = message.from() + " to " + message.to();
        }

        /** Returns its number, from 0. */
        int number() {
            return number;
        }

        M message() {
            return message;
        }

        /** Names the channel between two processes that it goes through. */
        String channel() {
            return channel;
        }
    }

    Parcel<M> of(M message) {
        Parcel<M> parcel = known.get(message);
        if (parcel == null) {
            parcel = new Parcel<>(all.size(), message);
            all.add(parcel);
            known.put(message, parcel);
        }
        return parcel;
    }

    List<Parcel<M>> of(List<M> messages) {
        return messages.stream().map(this::of).toList();
    }

    /** Returns the one with this number. */
    Parcel<M> at(int number) {
        return all.get(number);
    }
}
