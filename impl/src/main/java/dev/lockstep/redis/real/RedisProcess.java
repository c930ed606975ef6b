package dev.lockstep.redis.real;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Holds one process of Redis, a server or a sentinel, which may be killed and started again. */
public final class RedisProcess {
    private static final int FIRST = 16384;

    /** Linux gives ports from here on to connections. */
    private static final int CONNECTIONS = 32768;

    /** Counts the ports that were tried. JVMs that run at one time begin at different ones. */
    private static final AtomicLong NEXT =
            new AtomicLong(ProcessHandle.current().pid() * 101);

    private final String name;
    private final Path program;
    private final Path config;
    private final int port;
    private @Nullable Process process;

    /** @param port at which the process itself listens, as its configuration says */
    RedisProcess(String name, Path program, Path config, int port) {
        this.name = name;
        this.program = program;
        this.config = config;
        this.port = port;
    }

    /**
     * Returns a port that is free now and that this has not returned before. It is below those that the system gives to connections, so that none
     * of these takes it while the process is not there.
     */
    static int freePort() {
        for (int i = FIRST; i < CONNECTIONS; i++) {
            int port = FIRST + (int) Math.floorMod(NEXT.getAndIncrement(), (long) CONNECTIONS - FIRST);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                continue; // it is taken
            }
        }
        throw new IllegalStateException("no port from " + FIRST + " to " + CONNECTIONS + " is free");
    }

    public String name() {
        return name;
    }

    public int port() {
        return port;
    }

    public void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program.toString(), config.toString());
        builder.directory(config.toAbsolutePath().getParent().toFile());
        builder.environment().put("TZ", "UTC");
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        process = builder.start();
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Kills it as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Stops it, so that it does nothing until it is let go on. */
    public void stop() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it go on. */
    public void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        if (process != null) {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        }
    }

    /** Ends it without waiting, also while the JVM itself ends. */
    void destroy() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
