package dev.lockstep.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Holds the messages that are on their way, and the links that are cut. It is told the time, and chooses nothing. */
final class Network<M> {
    private static final int RAREST = 32;

    private static final int ROOM = 64;

    /** Describes a message on its way, which can arrive from the time {@code due} on. */
    record Parcel<M>(long number, String from, String to, long due, M message) {}

    private record Link(String from, String to) {}

    private final Channels channels;
    private final List<Parcel<M>> inFlight = new ArrayList<>();

    /** The time until which each link is cut. */
    private final Map<Link, Long> cut = new HashMap<>();

    /** The number of messages that each has sent since one was last cut off from all others. */
    private final Map<String, Long> sentBy = new TreeMap<>();

    private final Function<? super M, ?> kind;

    /** The number of messages of each kind so far. */
    private final Map<Object, Long> kinds = new HashMap<>();

    private long sent;

    /** @param kind tells of what kind a message is */
    Network(Channels channels, Function<? super M, ?> kind) {
        this.channels = channels;
        this.kind = kind;
    }

    /** Returns how many times as frequent a usual kind is, from 1 to {@link #RAREST}. */
    int rarity(Parcel<M> parcel) {
        long alike = kinds.getOrDefault(kind.apply(parcel.message), 1L);
        return (int) Math.max(1, Math.min(RAREST, sent / (alike * kinds.size())));
    }

    /** Returns the messages that can arrive now at processes that are awake, the plainest choice first. */
    List<Parcel<M>> arrivals(long now, Predicate<String> isAwake) {
        Set<Link> blocked = new HashSet<>();
        List<Parcel<M>> arrivals = new ArrayList<>();
        for (Parcel<M> parcel : inFlight) {
            boolean isOldest = blocked.add(new Link(parcel.from, parcel.to));
            if (parcel.due <= now && isAwake.test(parcel.to) && (isOldest || channels == Channels.UNORDERED)) {
                arrivals.add(parcel);
            }
        }
        arrivals.sort(Comparator.comparingLong(Parcel<M>::due).thenComparingLong(Parcel::number));
        return arrivals;
    }

    /** Returns how many older messages of its channel there are. */
    int position(Parcel<M> parcel) {
        return (int) inFlight.stream()
                .filter(p -> p.from.equals(parcel.from) && p.to.equals(parcel.to) && p.number < parcel.number)
                .count();
    }

    /** Tells whether so many messages are on their way to a process that no more find room. FIFO channels have room for all. */
    boolean isFull(String to) {
        return channels == Channels.UNORDERED
                && inFlight.stream().filter(parcel -> parcel.to.equals(to)).count() >= ROOM;
    }

    /** Sends a message, unless its link is cut. */
    void send(String from, String to, M message, long now, long due) {
        if (!isCut(from, to, now)) {
            inFlight.add(new Parcel<>(sent++, from, to, due, message));
            kinds.merge(kind.apply(message), 1L, Long::sum);
        }
    }

    void count(String from) {
        sentBy.merge(from, 1L, Long::sum);
    }

    void remove(Parcel<M> parcel) {
        inFlight.remove(parcel);
    }

    void postpone(Parcel<M> parcel, long due) {
        inFlight.set(
                inFlight.indexOf(parcel), new Parcel<>(parcel.number, parcel.from, parcel.to, due, parcel.message));
    }

    /** Drops all that is on its way to a process. */
    void loseAllTo(String id) {
        inFlight.removeIf(parcel -> parcel.to.equals(id));
    }

    /** Cuts a link until then. Messages that are sent over it from now on are lost. */
    void cut(String from, String to, long until) {
        cut.merge(new Link(from, to), until, Math::max);
    }

    /** Returns what is on its way over a link. */
    List<Parcel<M>> over(String from, String to) {
        return inFlight.stream()
                .filter(parcel -> parcel.from.equals(from) && parcel.to.equals(to))
                .toList();
    }

    private boolean isCut(String from, String to, long now) {
        Long until = cut.get(new Link(from, to));
        return until != null && until >= now;
    }

    /** Makes all links whole again. */
    void heal() {
        cut.clear();
    }

    boolean hasSender() {
        return !sentBy.isEmpty();
    }

    /** Returns the process that has sent most since this was last asked. */
    String busiest() {
        String busiest =
                Collections.max(sentBy.entrySet(), Map.Entry.comparingByValue()).getKey();
        sentBy.clear();
        return busiest;
    }

    /** Returns the next time at which a message can arrive or a link is mended, or else the greatest number. */
    long next(long now) {
        long next = Long.MAX_VALUE;
        for (Parcel<M> parcel : inFlight) {
            next = parcel.due > now ? Math.min(next, parcel.due) : next;
        }
        for (long mended : cut.values()) {
            next = mended > now ? Math.min(next, mended) : next;
        }
        return next;
    }
}
