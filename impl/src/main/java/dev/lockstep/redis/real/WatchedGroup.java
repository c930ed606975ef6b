package dev.lockstep.redis.real;

import dev.lockstep.redis.client.Reply;
import dev.lockstep.redis.client.RespConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Holds processes of Redis that run, each behind a proxy. They are ended when this is closed, those that came last first, and also when
 * the JVM ends.
 */
public abstract class WatchedGroup implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final int TIMEOUT = 5000;

    /** Says how many milliseconds pass between two looks at what is waited for. */
    protected static final long PAUSE = 40;

    protected static final String HOST = "127.0.0.1";

    private final Path folder;
    private final Links links = new Links();
    private final Names names = new Names();
    private final Map<String, RedisProcess> processes = new LinkedHashMap<>();
    private final Map<String, Proxy> proxies = new LinkedHashMap<>();
    private final Map<String, RespConnection> connections = new HashMap<>();
    private final Thread hook = new Thread(this::destroy, "redis-end");

    /** @param folder where configurations and logs are */
    protected WatchedGroup(Path folder) {
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Adds a process, which is not started, and starts its proxy. */
    protected final void add(String name, Path program, Proxy.Ear ear) throws IOException {
        RedisProcess process = new RedisProcess(name, program, config(name), RedisProcess.freePort());
        processes.put(name, process);
        Proxy proxy = new Proxy(name, process.port(), links, ear);
        proxies.put(name, proxy);
        names.add(proxy.port(), name);
    }

    /**
     * Adds a process that listens at a second port, before which its proxy stands, as that of a cluster's bus.
     *
     * @return this port
     */
    protected final int addBehind(String name, Path program, Proxy.Ear ear) throws IOException {
        int target = RedisProcess.freePort();
        processes.put(name, new RedisProcess(name, program, config(name), RedisProcess.freePort()));
        proxies.put(name, new Proxy(name, target, links, ear));
        return target;
    }

    protected final Path folder() {
        return folder;
    }

    protected final Path config(String name) {
        return folder.resolve(name + ".conf");
    }

    protected final Path log(String name) {
        return folder.resolve(name + ".log");
    }

    protected final Set<String> processNames() {
        return processes.keySet();
    }

    /** Returns the port by which others know a process: that of its proxy. */
    protected final int announced(String name) {
        Proxy proxy = proxies.get(name);
        if (proxy == null) {
            throw new IllegalArgumentException("no process " + name);
        }
        return proxy.port();
    }

    public final RedisProcess process(String name) {
        RedisProcess process = processes.get(name);
        if (process == null) {
            throw new IllegalArgumentException("no process " + name);
        }
        return process;
    }

    public final Links links() {
        return links;
    }

    protected final Names names() {
        return names;
    }

    /** Returns what every configuration says, of a process with a folder of its own for what it keeps. */
    protected final List<String> common(String name, Path dir) {
        return List.of(
                "bind " + HOST,
                "port " + process(name).port(),
                "dir " + dir.toAbsolutePath(),
                "logfile " + log(name).toAbsolutePath(),
                "loglevel verbose",
                "daemonize no");
    }

    /** Starts processes. */
    @FunctionalInterface
    protected interface Beginning {
        void begin() throws IOException, InterruptedException;
    }

    /** Starts processes, and ends all of them if that fails. */
    protected final void begin(Beginning beginning) throws IOException, InterruptedException {
        try {
            beginning.begin();
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Waits until a process answers. */
    protected final void awaitAnswer(String name) throws IOException, InterruptedException {
        await("answer of " + name, () -> new Reply.Text("PONG").equals(ask(name, "PING")));
    }

    /** Says what is waited for. */
    @FunctionalInterface
    public interface Condition {
        boolean isTrue() throws IOException;
    }

    /**
     * Waits until something is true, and tells what it was if it does not become so.
     *
     * @throws IOException a minute has passed
     */
    protected final void await(String what, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        boolean isTrue = false;
        while (!isTrue) {
            try {
                isTrue = condition.isTrue();
            } catch (IOException e) {
                isTrue = false; // it does not listen yet, or not any more
            }
            if (!isTrue && System.nanoTime() > end) {
                throw new IOException("no " + what + " within " + TimeUnit.NANOSECONDS.toSeconds(PATIENCE)
                        + " seconds; the logs are in " + folder);
            }
            if (!isTrue) {
                TimeUnit.MILLISECONDS.sleep(PAUSE);
            }
        }
    }

    /** Opens a connection to a process itself, past its proxy. */
    protected final RespConnection connect(String name) throws IOException {
        return new RespConnection(HOST, process(name).port(), TIMEOUT);
    }

    /** Asks a process, past its proxy, on a connection that stays open as long as the process runs. One thread asks. */
    protected final Reply ask(String name, String... words) throws IOException {
        List<Reply> replies = askAll(name, List.of(List.of(words)));
        return replies.get(0);
    }

    /** Asks a process several things at once, with nothing in between. */
    protected final List<Reply> askAll(String name, List<List<String>> commands) throws IOException {
        RespConnection connection = connections.get(name);
        if (connection == null) {
            connection = connect(name);
            connections.put(name, connection);
        }
        try {
            return connection.askAll(commands);
        } catch (IOException e) {
            connections.remove(name);
            connection.close();
            throw e;
        }
    }

    private void destroy() {
        List<RedisProcess> all = new ArrayList<>(processes.values());
        for (int i = all.size() - 1; i >= 0; i--) {
            all.get(i).destroy();
        }
    }

    @Override
    public void close() throws IOException {
        destroy();
        for (RespConnection connection : connections.values()) {
            connection.close();
        }
        links.close();
        for (Proxy proxy : proxies.values()) {
            proxy.close();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the JVM is ending: the hook runs, or has run
        }
    }
}
