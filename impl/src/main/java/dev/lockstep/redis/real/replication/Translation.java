package dev.lockstep.redis.real.replication;

import dev.lockstep.redis.real.replication.Seen.Ack;
import dev.lockstep.redis.real.replication.Seen.Command;
import dev.lockstep.redis.real.replication.Seen.Element;
import dev.lockstep.redis.real.replication.Seen.Waited;
import dev.lockstep.redis.real.replication.Seen.Write;
import dev.lockstep.redis.real.replication.Session.Answer;
import dev.lockstep.redis.replication.Persistence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the steps of all servers as lines of a log, with the names and offsets of the spec. A mapping says which actions they are. */
final class Translation {
    /** Stands for what is in the stream and is no write, and for no server. */
    private static final String NONE = "None";

    private final Map<String, Persistence> persistence;
    private final int waitFor;
    private final Map<String, Numbers> servers = new TreeMap<>();
    private final Map<Session, Asked> sessions = new HashMap<>();
    private final Map<Ack, Map<String, Object>> acks = new HashMap<>();
    private final Map<Write, Integer> written = new HashMap<>();
    private final Set<String> rewriting = new HashSet<>();
    private final List<String> lines = new ArrayList<>();

    /** Holds what a replica has asked, and how it was answered. */
    private static final class Asked {
        final int connection;
        final Map<String, Object> question;
        int run;
        int offset;

        Asked(int connection, Map<String, Object> question) {
            this.connection = connection;
            this.question = question;
        }
    }

    /**
     * @param first what each server said of itself when it was started
     * @param waitFor how many replicas clients wait for
     */
    Translation(Map<String, Persistence> persistence, Map<String, Info> first, int waitFor) {
        this.persistence = persistence;
        this.waitFor = waitFor;
        Map<String, Map<String, Object>> ids = Numbers.noIds();
        first.forEach((server, info) -> {
            Numbers numbers = new Numbers(server, ids);
            numbers.id(info.replid());
            servers.put(server, numbers);
        });
    }

    /** Returns a line of JSON for each step. */
    List<String> lines(List<Item> items) {
        items.forEach(this::line);
        return lines;
    }

    private Numbers of(String server) {
        return Objects.requireNonNull(servers.get(server));
    }

    private Asked of(Session session) {
        return Objects.requireNonNull(sessions.get(session));
    }

    private static <S extends Seen> S seen(Item item, Class<S> type) {
        return type.cast(Objects.requireNonNull(item.seen));
    }

    private static Session session(Item item) {
        return Objects.requireNonNull(item.session);
    }

    private void line(Item item) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("process", item.server);
        line.put("type", item.kind.name());
        line.put("order", lines.size() + 1);
        line.put("seen", item.at);
        Numbers numbers = of(item.server);
        switch (item.kind) {
            case WRITE -> write(line, numbers, seen(item, Write.class));
            case PING -> {
                numbers.executed(seen(item, Element.class).end());
                line.put("offset", numbers.offset);
            }
            case WAIT -> waited(line, seen(item, Waited.class));
            case CONNECT -> connect(line, numbers, session(item));
            case SERVE -> serve(line, numbers, session(item));
            case IGNORE -> line.put("m", of(session(item)).question);
            case TAKE -> take(line, numbers, session(item));
            case EXECUTE -> execute(line, numbers, session(item), seen(item, Element.class));
            case ACK -> acknowledge(line, numbers, session(item), seen(item, Ack.class));
            case TAKE_ACK -> line.put("m", Objects.requireNonNull(acks.get(seen(item, Ack.class))));
            case PROMOTE, FOLLOW, RESTART, SAVE, FAILOVER, LOSE_FAILOVER, ABORT_FAILOVER ->
                command(item.kind, line, numbers, seen(item, Command.class));
            case HAND_OVER -> line.put("host", host(seen(item, Command.class).host()));
            case TAKE_OVER -> takeOver(line, numbers, session(item));
            case SYNC -> {
                if (persistence.get(item.server) != Persistence.EVERYSEC || rewriting.contains(item.server)) {
                    return;
                }
            }
            case REWRITE -> rewriting.remove(item.server);
            case CRASH -> {
                rewriting.remove(item.server);
                numbers.hasBacklog = false;
            }
            case REFUSE -> {}
        }
        lines.add(Json.of(line));
    }

    private void write(Map<String, Object> line, Numbers numbers, Write write) {
        Info info = write.info();
        numbers.executed(info == null ? numbers.bytes : info.offset());
        written.put(write, numbers.offset);
        line.put("value", write.value());
        line.put("offset", info == null ? numbers.offset : numbers.at(info.offset()));
        line.put("told", info != null);
        if (info != null) {
            line.put("size", write.size());
            line.put("replid", numbers.id(info.replid()));
        }
    }

    private void waited(Map<String, Object> line, Waited waited) {
        Map<String, Object> client = new LinkedHashMap<>();
        client.put("value", waited.write().value());
        client.put("offset", Objects.requireNonNull(written.get(waited.write())));
        line.put("client", client);
        line.put("replicas", waited.replicas());
        line.put("isEnough", waited.replicas() >= waitFor);
    }

    private void connect(Map<String, Object> line, Numbers numbers, Session session) {
        numbers.connection++;
        boolean isAll = session.offset == Session.ALL;
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("type", "psync");
        question.put("from", session.from);
        question.put("to", session.to);
        question.put("connection", numbers.connection);
        question.put("replid", isAll ? Map.of() : numbers.id(session.replid));
        question.put("offset", isAll ? numbers.offset : numbers.at(session.offset));
        question.put("failover", session.isFailover);
        sessions.put(session, new Asked(numbers.connection, question));
        line.put("connection", numbers.connection);
        line.put("isAll", isAll);
        line.put("offset", question.get("offset"));
        line.put("replid", question.get("replid"));
    }

    private void serve(Map<String, Object> line, Numbers numbers, Session session) {
        Asked asked = of(session);
        boolean isFull = session.answer == Answer.FULL;
        if (isFull && !numbers.hasBacklog) {
            numbers.issued++;
            numbers.hasBacklog = true;
        }
        asked.run = numbers.run;
        asked.offset = isFull ? numbers.at(session.answeredOffset) : numbers.offset;
        line.put("m", asked.question);
        line.put("isAll", session.offset == Session.ALL);
        line.put("isFull", isFull);
        line.put("replid", numbers.id(session.answeredReplid));
        line.put("offset", asked.offset);
    }

    private void takeOver(Map<String, Object> line, Numbers numbers, Session session) {
        Asked asked = of(session);
        numbers.issued++;
        asked.run = numbers.run;
        asked.offset = numbers.offset;
        line.put("m", asked.question);
        line.put("replid", numbers.id(session.answeredReplid));
        line.put("offset", numbers.at(session.offset));
    }

    private void take(Map<String, Object> line, Numbers numbers, Session session) {
        Asked asked = of(session);
        boolean isFull = session.answer == Answer.FULL;
        numbers.masterRun = asked.run;
        numbers.hasBacklog = true;
        if (isFull) {
            numbers.took(asked.offset, session.answeredOffset);
            if (persistence.get(session.from) == Persistence.RDB) {
                numbers.saved(false);
            } else if (Objects.requireNonNull(persistence.get(session.from)).hasLog()) {
                rewriting.add(session.from);
            }
        }
        Map<String, Object> answer = reply(session, "continue", asked);
        answer.put("replid", numbers.id(session.answeredReplid));
        line.put("isFull", isFull);
        line.put("m", answer);
        line.put("replid", answer.get("replid"));
        line.put("offset", numbers.offset);
    }

    private static Map<String, Object> reply(Session session, String type, Asked asked) {
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("type", type);
        reply.put("from", session.to);
        reply.put("to", session.from);
        reply.put("connection", asked.connection);
        reply.put("run", asked.run);
        return reply;
    }

    private void execute(Map<String, Object> line, Numbers numbers, Session session, Element element) {
        numbers.executed(element.end());
        Map<String, Object> command = reply(session, "command", of(session));
        command.put("offset", numbers.offset);
        command.put("value", Objects.requireNonNullElse(element.value(), NONE));
        line.put("m", command);
        line.put("offset", numbers.offset);
    }

    private void acknowledge(Map<String, Object> line, Numbers numbers, Session session, Ack ack) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", "ack");
        message.put("from", session.from);
        message.put("to", session.to);
        message.put("connection", of(session).connection);
        message.put("run", of(session).run);
        message.put("offset", numbers.at(ack.offset()));
        acks.put(ack, message);
        line.put("m", message);
        line.put("offset", message.get("offset"));
    }

    private void command(Item.Kind kind, Map<String, Object> line, Numbers numbers, Command command) {
        Info info = Objects.requireNonNull(command.info());
        if (kind == Item.Kind.RESTART) {
            numbers.restarted(command.host() == null, info.offset());
        } else if (kind == Item.Kind.PROMOTE || kind == Item.Kind.LOSE_FAILOVER || kind == Item.Kind.ABORT_FAILOVER) {
            numbers.issued++;
        } else if (kind == Item.Kind.SAVE) {
            numbers.saved(command.host() == null);
        }
        line.put("host", host(command.host()));
        line.put("replid", numbers.id(info.replid()));
        line.put("offset", numbers.at(info.offset()));
        line.put("hasBacklog", info.hasBacklog());
        line.put("failoverState", info.failoverState());
        line.put("data", command.data());
    }

    private static String host(@Nullable String host) {
        return host == null ? NONE : host;
    }
}
