package dev.lockstep.redis.real.replication;

import dev.lockstep.redis.real.replication.Seen.Ack;
import dev.lockstep.redis.real.replication.Seen.Command;
import dev.lockstep.redis.real.replication.Seen.Element;
import dev.lockstep.redis.real.replication.Seen.Kind;
import dev.lockstep.redis.real.replication.Seen.Refusal;
import dev.lockstep.redis.real.replication.Seen.Waited;
import dev.lockstep.redis.real.replication.Seen.Write;
import dev.lockstep.redis.real.replication.Session.Answer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes down what is seen of a run, in the order in which it is seen. Safe for threads. */
final class Recording {
    private final List<Session> sessions = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();
    private final List<Write> writes = new ArrayList<>();
    private final List<Waited> waits = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final Map<String, Integer> lives = new HashMap<>();
    private long last;
    private long count;

    /** Returns the time. It is later by two at least than what was returned before, so that a step that follows from another has a time before it. */
    synchronized long now() {
        last = Math.max(last + 2, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
        return last;
    }

    /** Returns how many things were seen. */
    synchronized long count() {
        return count;
    }

    /** Returns how often the server was started again. */
    synchronized int life(String server) {
        return lives.getOrDefault(server, 0);
    }

    synchronized void begin(String server) {
        lives.merge(server, 1, Integer::sum);
    }

    synchronized Session asked(String from, String to, int life, String replid, long offset, boolean isFailover) {
        Session session = new Session(from, to, life, now(), replid, offset, isFailover);
        sessions.add(session);
        count++;
        return session;
    }

    synchronized void answered(Session session, Answer answer, String replid, long offset) {
        session.answer = answer;
        session.answeredReplid = replid;
        session.answeredOffset = offset;
        session.answeredAt = now();
        count++;
    }

    synchronized void streamed(Session session, List<String> words, int size) {
        List<Element> elements = session.elements;
        long start = elements.isEmpty()
                ? session.start()
                : elements.get(elements.size() - 1).end();
        elements.add(new Element(now(), start, start + size, words));
        count += 2; // here, and when it is executed
    }

    synchronized void acknowledged(Session session, long offset) {
        session.acks.add(new Ack(now(), offset));
        count++;
    }

    synchronized void commanded(
            long asked, String server, Kind kind, @Nullable String host, @Nullable Info info, List<String> data) {
        commands.add(new Command(asked, now(), server, kind, host, info, data));
        count++;
    }

    /** A server was told to hand over. When it said so is not known: it may have handed over since. */
    synchronized void handsOver(long asked, String server, String to, Info info, List<String> data) {
        commands.add(new Command(asked, asked, server, Kind.FAILOVER, to, info, data));
        count++;
    }

    synchronized Write written(String server, String value, long size, Info info) {
        Write write = new Write(now(), server, value, size, info);
        writes.add(write);
        return write;
    }

    synchronized void refused(String server) {
        refusals.add(new Refusal(now(), server));
        count++;
    }

    synchronized void waited(Write write, int replicas) {
        waits.add(new Waited(now(), write, replicas));
        count++;
    }

    synchronized List<Session> sessions() {
        return List.copyOf(sessions);
    }

    synchronized List<Command> commands() {
        return List.copyOf(commands);
    }

    synchronized List<Write> writes() {
        return List.copyOf(writes);
    }

    synchronized List<Waited> waits() {
        return List.copyOf(waits);
    }

    synchronized List<Refusal> refusals() {
        return List.copyOf(refusals);
    }
}
