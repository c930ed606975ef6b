package dev.lockstep.redis.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Holds a connection to a node, on which commands are sent and replies read in the same order. One thread uses it. */
public final class RespConnection implements AutoCloseable {
    private final Socket socket = new Socket();
    private final InputStream in;
    private final RespReader reader = new RespReader();
    private final byte[] buffer = new byte[8192];

    /**
     * Connects.
     *
     * @param timeout the milliseconds after which connecting or reading fails
     */
    public RespConnection(String host, int port, int timeout) throws IOException {
        try {
            socket.connect(new InetSocketAddress(host, port), timeout);
            socket.setSoTimeout(timeout);
            socket.setTcpNoDelay(true);
            in = socket.getInputStream();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends a command, and returns the reply. */
    public Reply ask(String... words) throws IOException {
        send(List.of(List.of(words)));
        return read();
    }

    /** Sends commands at once, so that the node takes one after the other with nothing between, and returns the replies. */
    public List<Reply> askAll(List<List<String>> commands) throws IOException {
        send(commands);
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            replies.add(read());
        }
        return replies;
    }

    private void send(List<List<String>> commands) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (List<String> words : commands) {
            bytes.writeBytes(line("*" + words.size()));
            for (String word : words) {
                byte[] text = word.getBytes(StandardCharsets.UTF_8);
                bytes.writeBytes(line("$" + text.length));
                bytes.writeBytes(text);
                bytes.writeBytes(line(""));
            }
        }
        socket.getOutputStream().write(bytes.toByteArray());
    }

    private static byte[] line(String text) {
        return (text + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private Reply read() throws IOException {
        Reply reply = reader.next();
        while (reply == null) {
            int count = in.read(buffer);
            if (count < 0) {
                throw new EOFException("the node has closed the connection");
            }
            reader.add(buffer, count);
            reply = reader.next();
        }
        return reply;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
