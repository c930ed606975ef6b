package dev.lockstep.explore;

import dev.lockstep.core.Message;
import dev.lockstep.explore.Parcels.Parcel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Says which of the messages that were sent can be received. */
public enum Delivery {
    /** Each pair of processes has a channel that loses nothing and keeps the order. */
    FIFO {
        @Override
        <M extends Message> Network<M> empty(Parcels<M> parcels) {
            return new Channels<>(new TreeMap<>());
        }
    },
    /** Each message may be received at any time after it was sent, again and again, or never. */
    SET {
        @Override
        <M extends Message> Network<M> empty(Parcels<M> parcels) {
            return new Sent<>(parcels, new BitSet());
        }
    };

    abstract <M extends Message> Network<M> empty(Parcels<M> parcels);

    /** Represents what is under way. It is immutable, and equal to another with the same messages. */
    interface Network<M extends Message> {
        /** Returns the messages that can be received now. */
        List<Parcel<M>> deliverable();

        /** Returns what is under way after one of these was received. */
        Network<M> received(Parcel<M> parcel);

        /** Returns what is under way after these were sent, in this order. */
        Network<M> sent(List<Parcel<M>> parcels);
    }

    private record Channels<M extends Message>(Map<String, List<Parcel<M>>> waiting) implements Network<M> {
        @Override
        public List<Parcel<M>> deliverable() {
            List<Parcel<M>> first = new ArrayList<>(waiting.size());
            waiting.values().forEach(channel -> first.add(channel.get(0)));
            return first;
        }

        @Override
        public Network<M> received(Parcel<M> parcel) {
            Map<String, List<Parcel<M>>> rest = new TreeMap<>(waiting);
            rest.computeIfPresent(
                    parcel.channel(),
                    (name, channel) -> channel.size() == 1 ? null : List.copyOf(channel.subList(1, channel.size())));
            return new Channels<>(rest);
        }

        @Override
        public Network<M> sent(List<Parcel<M>> parcels) {
            if (parcels.isEmpty()) {
                return this;
            }
            Map<String, List<Parcel<M>>> more = new TreeMap<>(waiting);
            for (Parcel<M> parcel : parcels) {
                List<Parcel<M>> channel = new ArrayList<>(more.getOrDefault(parcel.channel(), List.of()));
                channel.add(parcel);
                more.put(parcel.channel(), List.copyOf(channel));
            }
            return new Channels<>(more);
        }
    }

    private record Sent<M extends Message>(Parcels<M> parcels, BitSet all) implements Network<M> {
        @Override
        public List<Parcel<M>> deliverable() {
            List<Parcel<M>> sent = new ArrayList<>(all.cardinality());
            for (int i = all.nextSetBit(0); i >= 0; i = all.nextSetBit(i + 1)) {
                sent.add(parcels.at(i));
            }
            return sent;
        }

        @Override
        public Network<M> received(Parcel<M> parcel) {
            return this;
        }

        @Override
        public Network<M> sent(List<Parcel<M>> more) {
            BitSet with = all;
            for (Parcel<M> parcel : more) {
                if (!with.get(parcel.number())) {
                    with = with == all ? (BitSet) all.clone() : with;
                    with.set(parcel.number());
                }
            }
            return with == all ? this : new Sent<>(parcels, with);
        }
    }
}
