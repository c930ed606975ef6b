package dev.lockstep.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells what one process needs to know to talk to its peers.
 *
 * @param cluster the group of processes and the protocol that they run; the same for all of them
 * @param name the name of this process
 * @param peers the names of the other processes; any other process is refused
 * @param bind the address to listen on; with port 0 any free port is taken
 * @param tls the TLS identity; if null, connections are neither encrypted nor authenticated
 * @param maxFrame the largest size of a frame in bytes; a connection that announces more is closed
 * @param maxQueue the largest number of messages to one peer that are not acknowledged; with one more the transport fails, since it may
 * lose none
 * @param patience the time that a peer may take to introduce itself, and to acknowledge, before its connection is closed
 */
public record TcpConfig(
        String cluster,
        String name,
        Set<String> peers,
        InetSocketAddress bind,
        @Nullable Tls tls,
        int maxFrame,
        int maxQueue,
        Duration patience) {
    public TcpConfig {
        peers = Set.copyOf(peers);
        if (peers.contains(name)) {
            throw new IllegalArgumentException(name + " cannot be its own peer");
        }
        if (maxFrame < 1 || maxQueue < 1 || patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }

    /**
     * Returns a configuration for a free port of the loopback interface, without TLS. Frames have at most 1 MiB, queues 10,000 messages,
     * and the patience is 10 seconds.
     */
    public static TcpConfig of(String cluster, String name, Set<String> peers) {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new TcpConfig(cluster, name, peers, anyPort, null, 1 << 20, 10_000, Duration.ofSeconds(10));
    }

    public TcpConfig withBind(InetSocketAddress address) {
        return new TcpConfig(cluster, name, peers, address, tls, maxFrame, maxQueue, patience);
    }

    public TcpConfig withTls(Tls identity) {
        return new TcpConfig(cluster, name, peers, bind, identity, maxFrame, maxQueue, patience);
    }

    public TcpConfig withLimits(int frame, int queue, Duration wait) {
        return new TcpConfig(cluster, name, peers, bind, tls, frame, queue, wait);
    }
}
