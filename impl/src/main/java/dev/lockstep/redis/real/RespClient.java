package dev.lockstep.redis.real;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Sends commands to a process of Redis, one after the other. */
final class RespClient implements AutoCloseable {
    private static final int TIMEOUT = 5000;

    private final Socket socket = new Socket();
    private final RespReader reader = new RespReader();

    /** @param port the port of the process itself, on loopback */
    RespClient(int port) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT);
        socket.setSoTimeout(TIMEOUT);
    }

    /**
     * Sends a command to a process, alone.
     *
     * @return the reply: a text, a number, or a list
     */
    static Object ask(int port, String... words) throws IOException {
        try (RespClient client = new RespClient(port)) {
            return client.ask(words);
        }
    }

    Object ask(String... words) throws IOException {
        StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            command.append('$')
                    .append(word.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        socket.getOutputStream().write(command.toString().getBytes(StandardCharsets.UTF_8));
        byte[] buffer = new byte[65536];
        while (true) {
            int count = socket.getInputStream().read(buffer);
            if (count < 0) {
                throw new EOFException("the process has closed the connection");
            }
            List<Object> replies = reader.read(buffer, count);
            if (!replies.isEmpty()) {
                return replies.get(0);
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
