package dev.lockstep.redis.real.replication;

import dev.lockstep.redis.real.replication.Item.Kind;
import dev.lockstep.redis.real.replication.Seen.Ack;
import dev.lockstep.redis.real.replication.Seen.Command;
import dev.lockstep.redis.real.replication.Seen.Element;
import dev.lockstep.redis.real.replication.Seen.Refusal;
import dev.lockstep.redis.real.replication.Seen.Write;
import dev.lockstep.redis.real.replication.Session.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Orders what was seen of a run by what causes what. Times tell no order: what different threads see of one server comes late by any time.
 * So the steps of a server stand in the order of their offsets, and between servers what is received comes after it was sent.
 *
 * <p>A part of the stream was executed by a replica if something tells so: an acknowledgement, what it asked for next, what it said of itself,
 * what it passed on, or what its append-only file had when it came back.
 */
final class Timeline {
    private final Recording recording;
    private final Map<String, ServerLogs> logs;
    private final Set<String> logging;
    private final Map<String, List<Interval>> intervals = new TreeMap<>();
    private final Map<Session, Interval> fed = new HashMap<>();
    private final Map<Session, Interval> serving = new HashMap<>();
    private final Map<Session, Item> served = new HashMap<>();
    private final Map<Session, Item> taken = new HashMap<>();
    private final Map<Write, Item> written = new HashMap<>();
    private final Map<Write, Interval> writtenIn = new HashMap<>();
    private final Map<Ack, Item> acknowledged = new HashMap<>();
    private final List<Item> items = new ArrayList<>();

    /**
     * @param logs what each server has logged
     * @param logging the servers that have an append-only file
     */
    Timeline(Recording recording, Map<String, ServerLogs> logs, Set<String> logging) {
        this.recording = recording;
        this.logs = logs;
        this.logging = logging;
    }

    /**
     * Returns the steps of all servers in one order.
     *
     * @throws IOException there is none, or what was seen does not fit together
     */
    List<Item> ordered() throws IOException {
        intervals.putAll(Turns.of(recording));
        intervals
                .values()
                .forEach(each -> each.stream()
                        .filter(interval -> interval.session != null)
                        .forEach(interval -> fed.put(interval.session, interval)));
        answers();
        writes();
        for (List<Interval> each : intervals.values()) {
            for (Interval interval : each) {
                steps(interval);
            }
        }
        providers();
        Counting counting = new Counting(recording.waits(), this);
        counting.run();
        for (List<Interval> each : intervals.values()) {
            each.forEach(counting::handOver);
        }
        for (List<Interval> each : intervals.values()) {
            for (Interval interval : each) {
                items.addAll(interval.ordered(interval.session == null ? null : taken.get(interval.session)));
            }
        }
        return Causes.order(items);
    }

    // ---------------------------------------------------------------- answers

    private void answers() throws IOException {
        for (Map.Entry<String, ServerLogs> each : logs.entrySet()) {
            for (long at : each.getValue().taken()) {
                fed.keySet().stream()
                        .filter(session -> session.from.equals(each.getKey()) && session.at <= at && session.isServed())
                        .max(Comparator.comparingLong(session -> session.at))
                        .ifPresent(session -> taken.put(session, new Item(Kind.TAKE, session.from, at, session, null)));
            }
        }
        taken.keySet().forEach(session -> interval(fed, session).replids.add(session.answeredReplid));
        List<Session> inOrder = new ArrayList<>(fed.keySet());
        inOrder.sort(Comparator.comparingLong(session -> session.answeredAt));
        Map<List<String>, Item> before = new HashMap<>();
        for (Session session : inOrder) {
            if (session.answer != Answer.NONE) {
                Interval by = answering(session);
                serving.put(session, by);
                Item item = answer(session, by);
                item.after(interval(fed, session).begin);
                item.after(before.put(List.of(session.from, session.to), item));
                served.put(session, item);
                if (session.answer == Answer.FULL) {
                    by.at(session.answeredOffset, session.answeredReplid, item);
                } else if (item != by.begin) {
                    by.somewhere(item);
                }
                Item take = taken.get(session);
                if (take != null) {
                    take.after(item);
                }
            }
        }
    }

    /** Returns the step of answering. One that takes over does so with its answer. */
    private static Item answer(Session session, Interval by) {
        if (by.begin != null && by.begin.kind == Kind.TAKE_OVER && by.begin.session == session) {
            return by.begin;
        }
        Kind kind = session.isServed() ? Kind.SERVE : Kind.IGNORE;
        return new Item(kind, session.to, session.answeredAt, session, null);
    }

    private static Interval interval(Map<Session, Interval> of, Session session) {
        Interval interval = of.get(session);
        if (interval == null) {
            throw new IllegalStateException("no interval has " + session);
        }
        return interval;
    }

    /** Returns the interval in which a master has answered: the latest in that history, or else the latest. */
    private Interval answering(Session session) throws IOException {
        Interval latest = null;
        List<Interval> all = intervals.getOrDefault(session.to, List.of());
        for (int i = all.size() - 1; i >= 0; i--) {
            Interval each = all.get(i);
            if (each.life == session.life && !each.isDown() && each.begun() <= session.answeredAt) {
                if (each.replids.contains(session.answeredReplid)) {
                    return each;
                }
                latest = latest == null ? each : latest;
            }
        }
        if (latest == null) {
            throw new IOException(session.to + " has answered " + session + " while it was down");
        }
        return latest;
    }

    // ---------------------------------------------------------------- what is executed

    private void writes() throws IOException {
        for (Write write : recording.writes()) {
            Interval in = intervals.getOrDefault(write.server(), List.of()).stream()
                    .filter(each -> each.session == null && each.command.at() < write.at())
                    .reduce((one, other) -> other)
                    .orElseThrow(() -> new IOException(write.server() + " has taken a write before it was started"));
            if (!in.isMaster()) {
                throw new IOException(write.server() + " has taken the write " + write.value() + " as a replica");
            }
            writtenIn.put(write, in);
            written.put(write, new Item(Kind.WRITE, write.server(), write.at(), null, write));
        }
        for (Refusal refusal : recording.refusals()) {
            Item item = new Item(Kind.REFUSE, refusal.server(), refusal.at(), null, refusal);
            intervals.getOrDefault(refusal.server(), List.of()).stream()
                    .filter(each -> each.begun() < refusal.at())
                    .reduce((one, other) -> other)
                    .map(each -> handingOver(each, refusal.at()))
                    .ifPresent(each -> each.somewhere(item));
        }
    }

    /**
     * Returns the interval in which a server answers what it is asked at some time. One that hands over lets clients wait until the new master
     * has answered; what it does then may be seen earlier.
     */
    private Interval handingOver(Interval in, long at) {
        Interval next = in;
        boolean isWaiting = told(in).stream()
                .filter(each -> each.asked() < at)
                .reduce((one, other) -> other)
                .filter(each -> each.kind() == Seen.Kind.FAILOVER)
                .isPresent();
        if (isWaiting && next.next != null) {
            next = next.next;
        }
        boolean hasHandedOver = next.session == null && next.command.kind() == Seen.Kind.HAND_OVER;
        return !hasHandedOver ? in : next.next == null ? next : next.next;
    }

    private void steps(Interval interval) throws IOException {
        if (interval.isDown()) {
            return;
        }
        if (interval.isMaster() && interval.session == null) {
            master(interval);
        } else if (interval.session != null && taken.containsKey(interval.session)) {
            replica(interval, interval.session);
        }
        for (Command each : told(interval)) {
            Info info = Objects.requireNonNull(each.info());
            Kind kind = Kind.valueOf(each.kind().name());
            interval.at(info.offset(), info.replid(), new Item(kind, interval.server, each.at(), null, each));
        }
        disk(interval);
    }

    /**
     * Adds what a master puts into its stream: writes of clients, and what is none. Of what nobody was sent it is known only that the offset
     * has grown, which one part stands for.
     */
    private void master(Interval interval) throws IOException {
        Map<Long, Element> stream = new TreeMap<>();
        for (Map.Entry<Session, Interval> each : serving.entrySet()) {
            for (Element element : each.getValue() == interval ? each.getKey().elements : List.<Element>of()) {
                if (element.end() > interval.start() && element.end() <= interval.end()) {
                    Element other = stream.putIfAbsent(element.end(), element);
                    if (other != null && !other.words().equals(element.words())) {
                        throw new IOException(interval.server + " has sent " + element.words() + " and " + other.words()
                                + " at one offset, " + element.end());
                    }
                }
            }
        }
        for (Map.Entry<Write, Interval> each : writtenIn.entrySet()) {
            Write write = each.getKey();
            Item item = each.getValue() == interval ? written.get(write) : null;
            if (item != null && write.info() != null) {
                if (write.info().hasBacklog()) {
                    stream.remove(write.info().offset());
                    interval.executed(write.info().offset(), item);
                } else {
                    interval.uncounted(write.info().offset(), write.info().replid(), write.size(), item);
                }
            }
        }
        for (Element element : stream.values()) {
            String value = element.value();
            Seen seen = value == null ? element : new Write(element.at(), interval.server, value, 0, null);
            Kind kind = value == null ? Kind.PING : Kind.WRITE;
            interval.executed(element.end(), new Item(kind, interval.server, element.at(), null, seen));
        }
        for (long offset : offsets(interval)) {
            if (offset > interval.start() && interval.executing(offset) == null) {
                Item last = interval.lastUntil(offset);
                long at = last == null ? interval.command.at() : last.at;
                Element unsent = new Element(at + 1, interval.start(), offset, List.of());
                interval.executed(offset, new Item(Kind.PING, interval.server, unsent.at(), null, unsent));
            }
        }
    }

    /** Returns the offsets that a master is known to have had, in order. */
    private Set<Long> offsets(Interval interval) {
        Set<Long> told = new TreeSet<>();
        serving.forEach((session, by) -> {
            if (by == interval && session.answer == Answer.FULL) {
                told.add(session.answeredOffset);
            }
        });
        told(interval)
                .forEach(save -> told.add(Objects.requireNonNull(save.info()).offset()));
        if (interval.end() != Long.MAX_VALUE) {
            told.add(interval.end());
        }
        return told;
    }

    /** Returns what was done to a server in an interval that is no turn: it said then what it had. */
    private List<Command> told(Interval interval) {
        return recording.commands().stream()
                .filter(each -> !each.kind().isTurn()
                        && each.server().equals(interval.server)
                        && interval.begun() < each.asked()
                        && (interval.next == null || each.at() < interval.next.begun()))
                .toList();
    }

    private void replica(Interval interval, Session session) {
        long proven = proven(interval, session);
        for (Element element : session.elements) {
            if (element.end() <= proven) {
                interval.executed(element.end(), new Item(Kind.EXECUTE, session.from, element.at(), session, element));
            }
        }
        for (Ack ack : session.acks) {
            Item item = new Item(Kind.ACK, session.from, ack.at(), session, ack);
            acknowledged.put(ack, item);
            interval.at(ack.offset(), item);
        }
    }

    /** Returns up to which offset a replica is known to have executed what came on a connection. */
    private long proven(Interval interval, Session session) {
        if (interval.end() != Long.MAX_VALUE) {
            return interval.end();
        }
        long proven = session.start();
        for (Ack ack : session.acks) {
            proven = Math.max(proven, ack.offset());
        }
        for (Command save : told(interval)) {
            proven = Math.max(proven, Objects.requireNonNull(save.info()).offset());
        }
        for (Session each : session.elements.isEmpty() ? Set.<Session>of() : serving.keySet()) {
            if (serving.get(each) == interval) {
                proven = Math.max(proven, each.answer == Answer.FULL ? each.answeredOffset : 0);
                for (Element element : each.elements) {
                    proven = Math.max(proven, element.end());
                }
            }
        }
        Interval down = interval.next;
        if (down != null && down.isDown() && down.next != null && logging.contains(interval.server)) {
            Set<String> found = new HashSet<>(down.next.command.data());
            for (Element element : session.elements) {
                proven = found.contains(element.value()) ? Math.max(proven, element.end()) : proven;
            }
        }
        return proven;
    }

    /** Adds what happens to an append-only file: it is rewritten, and what was written to it survives a kill. */
    private void disk(Interval interval) {
        ServerLogs log = logs.get(interval.server);
        if (log == null || !logging.contains(interval.server)) {
            return;
        }
        long end = interval.next == null ? Long.MAX_VALUE : interval.next.begun();
        for (long at : log.rewritten()) {
            if (interval.begun() <= at && at < end) {
                interval.somewhere(new Item(Kind.REWRITE, interval.server, at, interval.session, null));
            }
        }
        if (interval.next != null && interval.next.isDown()) {
            Item sync = new Item(Kind.SYNC, interval.server, interval.next.command.at() - 1, interval.session, null);
            interval.at(Long.MAX_VALUE, sync);
        }
    }

    // ---------------------------------------------------------------- between servers

    /** Has a replica execute what its master has executed before. */
    private void providers() throws IOException {
        for (Map.Entry<Session, Item> each : taken.entrySet()) {
            Session session = each.getKey();
            Interval by = interval(serving, session);
            if (session.answer == Answer.CONTINUE && served.get(session) != null) {
                served.get(session).after(by.lastUntil(session.offset));
                served.get(session).after(by.session == null ? null : taken.get(by.session));
            }
            for (Element element : session.elements) {
                Item item = interval(fed, session).executing(element.end());
                if (item != null) {
                    item.after(provider(by, element));
                }
            }
        }
    }

    private Item provider(Interval by, Element element) throws IOException {
        Item found = by.executing(element.end());
        for (Interval each : intervals.getOrDefault(by.server, List.of())) {
            if (found == null && each.life == by.life) {
                found = each.executing(element.end());
            }
        }
        if (found == null) {
            throw new IOException(by.server + " has sent " + element.words() + " up to offset " + element.end()
                    + ", which it has not executed");
        }
        return found;
    }

    // ---------------------------------------------------------------- for those that wait

    @Nullable
    Item written(Write write) {
        return written.get(write);
    }

    @Nullable
    Interval writtenIn(Write write) {
        return writtenIn.get(write);
    }

    @Nullable
    Item served(Session session) {
        return served.get(session);
    }

    @Nullable
    Item sent(Ack ack) {
        return acknowledged.get(ack);
    }

    /** Returns the interval before another one, which is not the first. */
    Interval before(Interval interval) {
        List<Interval> all = intervals.getOrDefault(interval.server, List.of());
        return all.get(all.indexOf(interval) - 1);
    }

    /** Returns the connections on which a server, in one run, has fed others. */
    List<Session> fedBy(String server, int life) {
        return serving.keySet().stream()
                .filter(session -> session.to.equals(server) && session.life == life && session.isServed())
                .sorted(Comparator.comparingLong(session -> session.at))
                .toList();
    }
}
