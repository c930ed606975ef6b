package dev.lockstep.raft.kv;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Represents the state machine: what all servers come to by applying the same log. It is KeyValueSessions.tla for many keys. A function of
 * the log alone: a session expires by the log's length, not by a clock.
 */
public class KeyValueStore {
    /** Remembers a session: where in the log it was last used, its last request, and the answer to that. */
    private record Session(long used, long number, Answer answer) {}

    private final long life;
    private final Map<String, String> values = new HashMap<>();

    /** The sessions, beginning with the one that was not used for longest. */
    private final Map<Long, Session> sessions = new LinkedHashMap<>();

    /** @param life so many entries behind its last use in the log a session expires; the same at all servers */
    public KeyValueStore(long life) {
        this.life = life;
    }

    /**
     * Applies the log's next entry, if it is a command.
     *
     * @param command the line of a {@link Request}; of what is none nothing becomes
     */
    public Answer apply(long index, String command) {
        expire(index);
        Request request;
        try {
            request = Request.of(command);
        } catch (IllegalArgumentException e) {
            return Answer.REFUSED;
        }
        if (request instanceof Request.Open) {
            sessions.put(index, new Session(index, 0, Answer.REFUSED));
            return new Answer.Session(index);
        }
        return request instanceof Request.Change change ? apply(index, change) : Answer.REFUSED;
    }

    private void expire(long index) {
        Iterator<Session> oldest = sessions.values().iterator();
        while (oldest.hasNext() && oldest.next().used < index - life) {
            oldest.remove();
        }
    }

    private Answer apply(long index, Request.Change change) {
        Session session = sessions.remove(change.session());
        if (session == null) {
            return Answer.EXPIRED;
        }
        Answer answer = session.answer;
        long number = session.number;
        if (isNew(change, number)) {
            Optional<String> value = get(change.key());
            answer = change.operation().told(value);
            number = change.number();
            change.operation()
                    .after(value)
                    .ifPresentOrElse(after -> values.put(change.key(), after), () -> values.remove(change.key()));
        }
        sessions.put(change.session(), new Session(index, number, answer));
        return change.number() == number ? answer : Answer.REFUSED; // nobody waits for the answer to an earlier one
    }

    boolean isNew(Request.Change change, long done) {
        return change.number() > done;
    }

    public Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** Returns all of it, as bytes: the same at all servers that have applied the same log. */
    public byte[] snapshot() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(values.size());
            for (Map.Entry<String, String> entry : new TreeMap<>(values).entrySet()) {
                write(out, entry.getKey());
                write(out, entry.getValue());
            }
            out.writeInt(sessions.size());
            for (Map.Entry<Long, Session> entry : sessions.entrySet()) {
                out.writeLong(entry.getKey());
                out.writeLong(entry.getValue().used);
                out.writeLong(entry.getValue().number);
                write(out, entry.getValue().answer.line());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @param snapshot the snapshot of another; no bytes: of one that has applied nothing */
    public void restore(byte[] snapshot) {
        values.clear();
        sessions.clear();
        if (snapshot.length == 0) {
            return;
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(snapshot))) {
            for (int left = in.readInt(); left > 0; left--) {
                values.put(read(in), read(in));
            }
            for (int left = in.readInt(); left > 0; left--) {
                sessions.put(in.readLong(), new Session(in.readLong(), in.readLong(), Answer.of(read(in))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no snapshot of a key-value store", e);
        }
    }

    /** Writes a text. The method {@link DataOutputStream#writeUTF} takes no long texts. */
    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String read(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
