package dev.lockstep.redis.real.cluster;

import dev.lockstep.redis.real.Proxy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes down what nodes of a cluster say to each other on its bus, connection by connection. Safe for threads. */
final class Bus implements Proxy.Ear {
    private final Map<String, String> names;
    private final List<Connection> connections = new ArrayList<>();

    /** @param names the names of the nodes, by their ids */
    Bus(Map<String, String> names) {
        this.names = names;
    }

    /**
     * Holds a message as it left its sender.
     *
     * @param isByConnecting whether the sender has made the connection
     * @param micros when the proxy has seen it, in microseconds since 1970
     */
    record Sent(BusMessage message, String from, String to, boolean isByConnecting, long micros) {}

    /** Holds what was said on one connection, in both directions, each in its order. */
    static final class Connection {
        final String from;
        final String to;
        final List<Sent> requests = new ArrayList<>();
        final List<Sent> replies = new ArrayList<>();

        Connection(String from, String to) {
            this.from = from;
            this.to = to;
        }
    }

    /** Returns all connections on which something was said, in the order of their beginning. Nobody says anything any more. */
    synchronized List<Connection> connections() {
        return List.copyOf(connections);
    }

    /** Returns the time, in microseconds since 1970. */
    static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    private synchronized Connection connection(String from, String to) {
        Connection connection = new Connection(from, to);
        connections.add(connection);
        return connection;
    }

    private String name(BusMessage message) {
        String name = names.get(message.sender());
        if (name == null) {
            throw new IllegalArgumentException("a message of " + message.sender() + ", whom nobody knows");
        }
        return name;
    }

    @Override
    public Proxy.Conversation begin(String to) {
        return new Conversation(to);
    }

    /** Listens to one connection. */
    private final class Conversation implements Proxy.Conversation {
        private final String to;
        private final BusReader requests = new BusReader();
        private final BusReader replies = new BusReader();
        private Connection connection = new Connection("", "");

        Conversation(String to) {
            this.to = to;
        }

        @Override
        public void request(byte[] bytes, int count) {
            for (BusMessage message : requests.read(bytes, count)) {
                if (connection.from.isEmpty()) {
                    connection = connection(name(message), to);
                }
                add(connection.requests, new Sent(message, connection.from, to, true, now()));
            }
        }

        @Override
        public void reply(byte[] bytes, int count) {
            for (BusMessage message : replies.read(bytes, count)) {
                add(connection.replies, new Sent(message, to, connection.from, false, now()));
            }
        }

        private void add(List<Sent> list, Sent sent) {
            synchronized (Bus.this) {
                list.add(sent);
            }
        }

        @Override
        public String peer() {
            return connection.from;
        }
    }
}
