package dev.lockstep.redis.real;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Stands before one process: takes its connections, passes on what is said on them, and tells of it. */
public final class Proxy implements AutoCloseable {
    private final String name;
    private final int target;
    private final Links links;
    private final Ear ear;
    private final ServerSocket server;
    private final Set<Socket> open = Collections.synchronizedSet(new HashSet<>());

    /** Hears what is said. */
    public interface Ear {
        /** Takes the connections of one process. */
        Conversation begin(String to);
    }

    /** Hears what is said on one connection. */
    public interface Conversation {
        /** Takes bytes of the process that connects. */
        void request(byte[] bytes, int count) throws IOException;

        /** Takes bytes of the process that is connected to. */
        void reply(byte[] bytes, int count) throws IOException;

        /** Returns who connects, as far as it is known. */
        String peer();
    }

    /** @param target the port at which the process listens */
    Proxy(String name, int target, Links links, Ear ear) throws IOException {
        this.name = name;
        this.target = target;
        this.links = links;
        this.ear = ear;
        this.server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        start("accept", this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void start(String what, Runnable task) {
        Thread thread = new Thread(task, "proxy-" + name + "-" + what);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                start("connect", () -> connect(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void connect(Socket client) {
        try {
            Socket process = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(process);
            client.setTcpNoDelay(true);
            process.setTcpNoDelay(true);
            Conversation conversation = ear.begin(name);
            new Pump(client, process, conversation, true).start();
            new Pump(process, client, conversation, false).start();
        } catch (IOException e) {
            close(client); // nobody listens there
        }
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            return; // it is closed for all that matters here
        }
    }

    /** Passes on what comes on one connection in one direction: one thread reads, and another writes when it is time. */
    private final class Pump {
        private static final byte[] END = {};

        private final Socket from;
        private final Socket to;
        private final Conversation conversation;
        private final boolean isRequest;
        private final BlockingQueue<Chunk> queue = new LinkedBlockingQueue<>();

        /** Holds bytes, and when they arrive. */
        private record Chunk(byte[] bytes, long due) {}

        Pump(Socket from, Socket to, Conversation conversation, boolean isRequest) {
            this.from = from;
            this.to = to;
            this.conversation = conversation;
            this.isRequest = isRequest;
        }

        void start() {
            Proxy.this.start("read", this::read);
            Proxy.this.start("write", this::write);
        }

        private void read() {
            byte[] buffer = new byte[65536];
            try {
                InputStream in = from.getInputStream();
                int count = in.read(buffer);
                while (count >= 0) {
                    synchronized (conversation) {
                        if (isRequest) {
                            conversation.request(buffer, count);
                        } else {
                            conversation.reply(buffer, count);
                        }
                    }
                    long due = System.nanoTime() + (isRequest ? links.delay(conversation.peer(), name) : 0);
                    queue.add(new Chunk(Arrays.copyOf(buffer, count), due));
                    count = in.read(buffer);
                }
            } catch (IOException e) {
                close(from);
            }
            queue.add(new Chunk(END, System.nanoTime()));
        }

        private void write() {
            try {
                OutputStream out = to.getOutputStream();
                Chunk chunk = queue.take();
                while (chunk.bytes != END) {
                    TimeUnit.NANOSECONDS.sleep(chunk.due - System.nanoTime());
                    links.await(conversation.peer(), name);
                    out.write(chunk.bytes);
                    out.flush();
                    chunk = queue.take();
                }
            } catch (IOException e) {
                close(from);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            close(from);
            close(to);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        List<Socket> all;
        synchronized (open) {
            all = new ArrayList<>(open);
        }
        all.forEach(this::close);
    }
}
