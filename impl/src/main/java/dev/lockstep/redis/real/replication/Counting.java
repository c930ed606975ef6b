package dev.lockstep.redis.real.replication;

import dev.lockstep.redis.real.replication.Item.Kind;
import dev.lockstep.redis.real.replication.Seen.Ack;
import dev.lockstep.redis.real.replication.Seen.Waited;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds which acknowledgements a master had taken when {@code WAIT} returned. Nobody sees that; the number that it returns tells how many
 * replicas had acknowledged by then, and those are taken that were heard first.
 */
final class Counting {
    private final List<Waited> waits;
    private final Timeline timeline;

    /** The acknowledgements that a master takes of a connection, by their offsets. */
    private final Map<Session, NavigableMap<Long, Item>> taken = new HashMap<>();

    private final List<Counted> before = new ArrayList<>();

    /** Holds who was counted. */
    private record Counted(Waited waited, Item item, Set<Session> sessions) {}

    /** Holds the acknowledgement for which a connection would be counted. */
    private record Candidate(Session session, Ack ack) {}

    Counting(List<Waited> waits, Timeline timeline) {
        this.waits = waits.stream().sorted(Comparator.comparingLong(Waited::at)).toList();
        this.timeline = timeline;
    }

    void run() {
        for (Waited waited : waits) {
            Interval interval = timeline.writtenIn(waited.write());
            if (interval != null) {
                count(waited, interval);
            }
        }
    }

    private void count(Waited waited, Interval interval) {
        Item item = new Item(Kind.WAIT, interval.server, waited.at(), null, waited);
        item.after(timeline.written(waited.write()));
        interval.somewhere(item);
        Set<Session> counted = new HashSet<>();
        for (Candidate each : candidates(waited, interval)) {
            if (counted.size() < waited.replicas()) {
                counted.add(each.session);
                item.after(take(interval, each));
            } else {
                Map.Entry<Long, Item> later = takenOf(each.session).ceilingEntry(offset(waited));
                if (later != null) {
                    later.getValue().after(item);
                }
            }
        }
        before.add(new Counted(waited, item, counted));
    }

    /** Has a master take, before it hands over, that the other one has acknowledged all. */
    void handOver(Interval interval) {
        Item turn = interval.begin;
        if (turn == null || turn.kind != Item.Kind.HAND_OVER) {
            return;
        }
        Interval before = timeline.before(interval);
        for (Session session : timeline.fedBy(interval.server, interval.life)) {
            if (session.from.equals(interval.command.host())) {
                session.acks.stream()
                        .filter(ack -> ack.offset() == interval.start() && timeline.sent(ack) != null)
                        .findFirst()
                        .ifPresent(ack -> turn.after(take(before, new Candidate(session, ack))));
            }
        }
    }

    private NavigableMap<Long, Item> takenOf(Session session) {
        return taken.computeIfAbsent(session, none -> new TreeMap<>());
    }

    private static long offset(Waited waited) {
        Info info = waited.write().info();
        return info == null ? 0 : info.offset();
    }

    /** Returns of each replica the acknowledgement of the write, those first that were heard first. */
    private List<Candidate> candidates(Waited waited, Interval interval) {
        Map<String, Candidate> byReplica = new HashMap<>();
        for (Session session : timeline.fedBy(interval.server, interval.life)) {
            session.acks.stream()
                    .filter(ack ->
                            ack.offset() >= offset(waited) && ack.at() < waited.at() && timeline.sent(ack) != null)
                    .findFirst()
                    .ifPresent(ack -> byReplica.put(session.from, new Candidate(session, ack)));
        }
        return byReplica.values().stream()
                .sorted(Comparator.comparingLong(each -> each.ack.at()))
                .toList();
    }

    /** Has the master take an acknowledgement, after those that were counted without it. */
    private Item take(Interval interval, Candidate candidate) {
        Ack ack = candidate.ack;
        NavigableMap<Long, Item> those = takenOf(candidate.session);
        Item known = those.get(ack.offset());
        if (known != null) {
            return known;
        }
        Item item = new Item(Kind.TAKE_ACK, interval.server, ack.at(), candidate.session, ack);
        item.after(timeline.sent(ack));
        item.after(timeline.served(candidate.session));
        Map.Entry<Long, Item> lower = those.lowerEntry(ack.offset());
        item.after(lower == null ? null : lower.getValue());
        Map.Entry<Long, Item> higher = those.higherEntry(ack.offset());
        if (higher != null) {
            higher.getValue().after(item);
        }
        those.put(ack.offset(), item);
        interval.somewhere(item);
        for (Counted each : before) {
            if (each.item.server.equals(interval.server)
                    && offset(each.waited) <= ack.offset()
                    && !each.sessions.contains(candidate.session)) {
                item.after(each.item);
            }
        }
        return item;
    }
}
