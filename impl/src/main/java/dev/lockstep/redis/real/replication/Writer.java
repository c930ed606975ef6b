package dev.lockstep.redis.real.replication;

import dev.lockstep.redis.client.Reply;
import dev.lockstep.redis.client.RespConnection;
import dev.lockstep.redis.real.replication.Seen.Write;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Plays a client that writes, mostly at the master, and waits for replicas. It runs on a thread of its own. */
final class Writer implements Runnable, AutoCloseable {
    /** One of so many writes goes to any server. */
    private static final int ANYWHERE = 8;

    private static final int PACE = 60;
    private static final int WAITING = 200;

    private final String name;
    private final ServerGroup group;
    private final Recording recording;
    private final Supplier<String> master;
    private final int waitFor;
    private final Random random;
    private final Map<String, RespConnection> connections = new HashMap<>();
    private final Thread thread;
    private volatile boolean isStopped;
    private int count;

    /**
     * @param master whom the operator takes for the master
     * @param waitFor how many replicas it waits for; 0: it does not wait
     */
    Writer(String name, ServerGroup group, Recording recording, Supplier<String> master, int waitFor, long seed) {
        this.name = name;
        this.group = group;
        this.recording = recording;
        this.master = master;
        this.waitFor = waitFor;
        this.random = new Random(seed);
        this.thread = new Thread(this, "writer-" + name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void run() {
        while (!isStopped) {
            List<String> servers = group.servers();
            String server = random.nextInt(ANYWHERE) == 0 ? servers.get(random.nextInt(servers.size())) : master.get();
            try {
                write(server);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(PACE));
            } catch (IOException e) {
                forget(server); // it was killed
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /**
     * Writes at a server, if it may be asked, and waits if the write counts.
     *
     * @return whether it was written, and as many replicas have acknowledged it in time as the client waits for
     */
    boolean write(String server) throws IOException {
        Write write;
        try (Gates.Closed gate = group.gates().ask(server)) {
            if (group.gates().isShut(server)) {
                return false;
            }
            String value = name + "-" + ++count;
            List<Reply> replies =
                    connection(server).askAll(List.of(List.of("RPUSH", ServerGroup.LIST, value), Info.COMMAND));
            if (replies.get(0) instanceof Reply.Failure failure
                    && failure.message().startsWith("READONLY")) {
                recording.refused(server);
                return false;
            }
            if (!(replies.get(0) instanceof Reply.Number size)) {
                return false; // it is loading, or lacks its master
            }
            write = recording.written(server, value, size.value(), Info.of(replies.get(1)));
        }
        if (waitFor == 0) {
            return true;
        }
        if (write.info() != null && write.info().hasBacklog()) {
            Reply reply = connection(server).ask("WAIT", String.valueOf(waitFor), String.valueOf(WAITING));
            if (reply instanceof Reply.Number number) {
                recording.waited(write, (int) number.value());
                return number.value() >= waitFor;
            }
        }
        return false;
    }

    private RespConnection connection(String server) throws IOException {
        RespConnection connection = connections.get(server);
        if (connection == null) {
            connection = group.client(server);
            connections.put(server, connection);
        }
        return connection;
    }

    private void forget(String server) {
        RespConnection connection = connections.remove(server);
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (IOException e) {
            return; // it is closed for all that matters here
        }
    }

    /** Ends it, when what it does now is done. */
    @Override
    public void close() {
        isStopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List.copyOf(connections.keySet()).forEach(this::forget);
    }
}
