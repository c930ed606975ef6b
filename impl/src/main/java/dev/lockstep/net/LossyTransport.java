package dev.lockstep.net;

import dev.lockstep.host.Envelope;
import dev.lockstep.host.Transport;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Carries messages over TCP on the loopback interface, among processes that are killed and come back. It is for protocols that bear the
 * loss of messages: a message that cannot be delivered at once is lost. Each process listens on a free port, and writes it to a file that
 * all can read.
 */
public final class LossyTransport<M> implements Transport<M> {
    private static final int LONGEST_QUEUE = 1_000;
    private static final int CONNECT_MILLIS = 1_000;

    private final String id;
    private final Path folder;
    private final Wire<M> wire;
    private final ServerSocket server;
    private final Map<String, BlockingQueue<Envelope<M>>> queues = new HashMap<>();
    private final Set<Socket> accepted = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;
    private volatile @Nullable Receiver<M> receiver;

    public LossyTransport(String id, Set<String> peers, Path folder, Wire<M> wire) throws IOException {
        this.id = id;
        this.folder = folder;
        this.wire = wire;
        server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        for (String peer : peers) {
            BlockingQueue<Envelope<M>> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
            queues.put(peer, queue);
            thread("to-" + peer, () -> deliver(peer, queue));
        }
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void start(Receiver<M> receiver) {
        this.receiver = receiver;
        try {
            Path file = Files.createTempFile(folder, id, ".new");
            Files.writeString(file, Integer.toString(server.getLocalPort()));
            Files.move(file, port(id), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            receiver.failed(e);
            return;
        }
        thread("accept", () -> {
            while (!isClosed) {
                try {
                    Socket socket = server.accept();
                    accepted.add(socket);
                    if (isClosed) {
                        close(socket);
                    }
                    thread("from", () -> read(socket, receiver));
                } catch (IOException e) {
                    if (!isClosed) {
                        receiver.failed(e);
                        return;
                    }
                }
            }
        });
    }

    private Path port(String node) {
        return folder.resolve(node + ".port");
    }

    private void read(Socket socket, Receiver<M> receiver) {
        try (socket;
                DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()))) {
            while (true) {
                String from = in.readUTF();
                long time = in.readLong();
                receiver.received(from, new Envelope<>(time, wire.read(in)));
            }
        } catch (IOException e) {
            // the peer was killed: what it had sent and is not here is lost
        } finally {
            accepted.remove(socket);
        }
    }

    @Override
    public void send(String to, Envelope<M> envelope) {
        Receiver<M> self = receiver;
        if (!to.equals(id)) {
            queues.get(to).offer(envelope); // or it is lost
        } else if (self != null) {
            self.received(id, envelope);
        }
    }

    private void deliver(String peer, BlockingQueue<Envelope<M>> queue) {
        Socket socket = null;
        DataOutputStream out = null;
        while (!isClosed) {
            try {
                Envelope<M> envelope = queue.take();
                if (out == null) {
                    socket = new Socket();
                    int port = Integer.parseInt(Files.readString(port(peer)));
                    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
                    socket.setTcpNoDelay(true);
                    out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
                }
                out.writeUTF(id);
                out.writeLong(envelope.time());
                wire.write(envelope.message(), out);
                if (queue.isEmpty()) {
                    out.flush();
                }
            } catch (IOException e) {
                close(socket);
                out = null;
            } catch (InterruptedException e) {
                return;
            }
        }
        close(socket);
    }

    private static void close(@Nullable Socket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // it is of no more use
        }
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            server.close();
        } catch (IOException e) {
            // nobody is let in any more
        }
        accepted.forEach(LossyTransport::close); // so that the peers notice, as if the process had been killed
    }
}
