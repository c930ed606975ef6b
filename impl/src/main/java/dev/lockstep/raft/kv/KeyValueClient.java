package dev.lockstep.raft.kv;

import dev.lockstep.net.LineClient;
import dev.lockstep.net.LinePort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks the service, one request at a time. It finds the leader, and asks again with the same number when no answer comes, so that what it
 * asks for happens once. For one thread.
 */
public final class KeyValueClient implements AutoCloseable {
    private static final long PAUSE_NANOS = 20_000_000;

    private final Path folder;
    private final List<String> servers;
    private final Duration patience;
    private String server;
    private LineClient connection;
    private long session;
    private long number;

    /**
     * @param folder the folder with the servers' {@link LinePort#file}s
     * @param patience after which an answer is given up
     */
    public KeyValueClient(Path folder, List<String> servers, Duration patience) {
        this.folder = folder;
        this.servers = List.copyOf(servers);
        this.patience = patience;
        this.server = servers.get(0);
        this.connection = new LineClient(folder, server);
    }

    /** Says that nobody answered in time: what was asked for may have happened, may happen yet, or never will. */
    public static final class NoAnswerException extends IOException {
        private static final long serialVersionUID = 1;

        NoAnswerException(String message) {
            super(message);
        }
    }

    public void put(String key, String value) throws IOException {
        change(key, new Operation.Put(value));
    }

    /** Returns the value, as of some moment between call and return; empty: there is none. */
    public Optional<String> get(String key) throws IOException {
        return ((Answer.Value) ask(new Request.Read(key))).value();
    }

    public void delete(String key) throws IOException {
        change(key, new Operation.Delete());
    }

    /**
     * Puts the value in the place of the expected one.
     *
     * @param expected empty: where there is none
     * @return whether that was there
     */
    public boolean compareAndSet(String key, Optional<String> expected, String value) throws IOException {
        return change(key, new Operation.CompareAndSet(expected, value)).equals(Answer.SWAPPED);
    }

    /** Calls any operation. */
    public Answer call(String key, Operation operation) throws IOException {
        return operation instanceof Operation.Get ? ask(new Request.Read(key)) : change(key, operation);
    }

    /**
     * Asks for the cluster to become these servers, which takes a while.
     *
     * @return whether it will be tried
     */
    public boolean members(Set<String> members) throws IOException {
        return ask(new Request.Members(members)).equals(Answer.DONE);
    }

    /** Returns what that server says of itself; empty: it does not answer. */
    public Optional<String> status(String of) {
        go(of);
        try {
            return Optional.of(((Answer.Status) once(new Request.Status())).text());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Answer change(String key, Operation operation) throws IOException {
        if (session == 0) {
            session = ((Answer.Session) ask(new Request.Open())).session();
        }
        number++;
        Answer answer = ask(new Request.Change(session, number, key, operation));
        if (answer.equals(Answer.EXPIRED)) {
            long expired = session;
            session = 0;
            number = 0;
            throw new NoAnswerException("session " + expired + " has expired: whether " + operation + " of " + key
                    + " has happened is not known");
        }
        return answer;
    }

    private Answer ask(Request request) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        String failure = "nobody leads";
        for (int attempt = 1; attempt == 1 || System.nanoTime() < deadline; attempt++) {
            Optional<String> hint = Optional.empty();
            try {
                Answer answer = once(request);
                if (!(answer instanceof Answer.NotLeader other)) {
                    return answer;
                }
                hint = other.leader().filter(servers::contains);
            } catch (IOException e) {
                failure = e.getMessage();
            }
            go(hint.orElse(servers.get((servers.indexOf(server) + 1) % servers.size())));
            if (hint.isEmpty() || attempt % servers.size() == 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        throw new NoAnswerException("no answer to " + request + " in " + patience.toSeconds() + " s: " + failure);
    }

    private void go(String other) {
        if (!other.equals(server)) {
            close();
            server = other;
            connection = new LineClient(folder, server);
        }
    }

    private Answer once(Request request) throws IOException {
        return Answer.of(connection.ask(request.line()));
    }

    @Override
    public void close() {
        connection.close();
    }
}
