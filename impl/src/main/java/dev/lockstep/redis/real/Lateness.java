package dev.lockstep.redis.real;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/**
 * Measures how late a proxy sees what is said, during one run. A thread says what time it is again and again, and another one reads it from
 * loopback, as proxies do.
 */
final class Lateness implements AutoCloseable {
    private static final long PERIOD = 5;

    private final Socket from;
    private final Socket to;
    private volatile long greatest;

    Lateness() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            from = new Socket(server.getInetAddress(), server.getLocalPort());
            to = server.accept();
        }
        from.setTcpNoDelay(true);
        start("say", this::say);
        start("read", this::read);
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, "lateness-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void say() {
        try {
            DataOutputStream out = new DataOutputStream(from.getOutputStream());
            while (!from.isClosed()) {
                out.writeLong(System.nanoTime());
                TimeUnit.MILLISECONDS.sleep(PERIOD);
            }
        } catch (IOException e) {
            return; // it is closed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try {
            DataInputStream in = new DataInputStream(to.getInputStream());
            while (!to.isClosed()) {
                long said = in.readLong();
                greatest = Math.max(greatest, System.nanoTime() - said);
            }
        } catch (IOException e) {
            return; // it is closed
        }
    }

    /** Returns the greatest that was measured, in milliseconds. */
    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(greatest);
    }

    @Override
    public void close() throws IOException {
        try (to) {
            from.close();
        }
    }
}
