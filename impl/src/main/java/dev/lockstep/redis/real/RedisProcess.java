package dev.lockstep.redis.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Holds one process of Redis, a server or a sentinel, which may be killed and started again. */
public final class RedisProcess {
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

    /** Returns a port that is free now. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
