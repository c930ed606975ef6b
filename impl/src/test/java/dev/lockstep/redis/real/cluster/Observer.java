package dev.lockstep.redis.real.cluster;

import dev.lockstep.redis.cluster.ClusterNode;
import dev.lockstep.redis.cluster.Header;
import dev.lockstep.redis.cluster.Layout;
import dev.lockstep.redis.cluster.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * A node in Java among real ones: it says MEET, answers each PING with a PONG, claims no slots, and gives its core what it hears. It knows the
 * names of the others at first, and nothing of their roles, epochs and slots.
 */
final class Observer implements AutoCloseable {
    private static final String NAME = "o";
    private static final int PONG = 1;
    private static final int MEET = 2;

    private final ClusterLayout layout;
    private final String unheard;
    private final String id;
    private final ClusterNode core;
    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** @param unheard a node that the core is told nothing of by itself; empty: none */
    Observer(ClusterLayout layout, String unheard) throws IOException {
        this.layout = layout;
        this.unheard = unheard;
        this.id = (unheard.isEmpty() ? "e" : "f").repeat(40);
        this.core = new ClusterNode(NAME, unknown(layout), Optional.empty());
        this.server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        start(() -> {
            while (true) {
                listen(server.accept());
            }
        });
    }

    private static Layout unknown(ClusterLayout layout) {
        Map<String, Optional<String>> masters = new TreeMap<>();
        Map<String, Integer> epochs = new TreeMap<>();
        List<String> nodes = new ArrayList<>(layout.nodes());
        nodes.add(NAME);
        nodes.forEach(node -> {
            masters.put(node, Optional.empty());
            epochs.put(node, 0);
        });
        Map<Integer, Optional<String>> owners = new TreeMap<>();
        layout.owners().keySet().forEach(slot -> owners.put(slot, Optional.empty()));
        return new Layout(Map.copyOf(masters), Map.copyOf(owners), Map.copyOf(epochs), Map.of());
    }

    /** To be read under its own lock. */
    ClusterNode core() {
        return core;
    }

    /** Tells a real node, by its bus, that it is there. */
    void meet(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        listen(socket);
        socket.getOutputStream().write(message(MEET));
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // the other one, or this one, has ended
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void listen(Socket socket) {
        sockets.add(socket);
        start(() -> {
            BusReader reader = new BusReader();
            byte[] bytes = new byte[1 << 16];
            for (int count = socket.getInputStream().read(bytes);
                    count >= 0;
                    count = socket.getInputStream().read(bytes)) {
                for (BusMessage heard : reader.read(bytes, count)) {
                    hear(heard);
                    if (heard.type().equals("ping") || heard.type().equals("meet")) {
                        socket.getOutputStream().write(message(PONG));
                    }
                }
            }
        });
    }

    /** Gives the core what it hears of those that it knows by name. */
    private void hear(BusMessage heard) {
        Map<String, String> names = layout.names();
        String from = names.get(heard.sender());
        if (from == null || from.equals(unheard)) {
            return;
        }
        Header head = new Header(
                Math.toIntExact(heard.currentEpoch()),
                Math.toIntExact(heard.configEpoch()),
                slots(heard.slots()),
                Optional.ofNullable(names.get(heard.slaveof())),
                0);
        synchronized (core) {
            switch (heard.type()) {
                case "ping", "pong" ->
                    core.receive(new Message.Ping(
                            from, NAME, head, heard.isPaused(), about(heard, true), about(heard, false)));
                case "update" ->
                    core.receive(new Message.Update(
                            from,
                            NAME,
                            head,
                            names.get(heard.about()),
                            Math.toIntExact(heard.config()),
                            slots(heard.owned())));
                case "fail" -> core.receive(new Message.Fail(from, NAME, head, names.get(heard.about())));
                default -> {
                    return; // an observer has no vote
                }
            }
            core.drain();
        }
    }

    private Set<Integer> slots(BitSet slots) {
        return Set.copyOf(layout.spec(slots));
    }

    private Set<String> about(BusMessage heard, boolean isSuspect) {
        return heard.gossip().stream()
                .filter(each -> each.isSuspect() == isSuspect && layout.names().containsKey(each.id()))
                .map(each -> layout.names().get(each.id()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A header without slots is all of a message of the bus that an observer sends. */
    private byte[] message(int type) {
        ByteBuffer bytes = ByteBuffer.allocate(BusMessage.HEADER);
        bytes.put("RCmb".getBytes(StandardCharsets.US_ASCII));
        bytes.putInt(4, BusMessage.HEADER);
        bytes.putShort(8, (short) 1); // the version
        bytes.putShort(10, (short) server.getLocalPort()); // no client comes there
        bytes.putShort(12, (short) type);
        synchronized (core) {
            bytes.putLong(16, core.currentEpoch());
        }
        bytes.put(40, id.getBytes(StandardCharsets.US_ASCII));
        bytes.put(2168, "127.0.0.1".getBytes(StandardCharsets.US_ASCII));
        bytes.putShort(2248, (short) server.getLocalPort()); // its bus
        bytes.putShort(2250, (short) 1); // a master
        return bytes.array();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
