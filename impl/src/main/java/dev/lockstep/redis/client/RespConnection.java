package dev.lockstep.redis.client;

import java.io.BufferedInputStream;
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
            in = new BufferedInputStream(socket.getInputStream());
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
        return read(in);
    }

    /** Reads the next reply of a stream. */
    static Reply read(InputStream in) throws IOException {
        String line = readLine(in);
        if (line.isEmpty()) {
            throw new IOException("an empty line where a reply was expected");
        }
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> new Reply.Text(rest);
            case '-' -> new Reply.Failure(rest);
            case ':' -> new Reply.Number(number(rest));
            case '$' -> text(in, number(rest));
            case '*' -> many(in, number(rest));
            default -> throw new IOException("no reply begins so: " + line);
        };
    }

    private static long number(String text) throws IOException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IOException("a number was expected: " + text, e);
        }
    }

    private static Reply text(InputStream in, long size) throws IOException {
        if (size < 0) {
            return new Reply.Nothing();
        }
        byte[] bytes = in.readNBytes(Math.toIntExact(size));
        if (bytes.length < size) {
            throw new EOFException("the node has closed the connection within a reply");
        }
        readLine(in);
        return new Reply.Text(new String(bytes, StandardCharsets.UTF_8));
    }

    private static Reply many(InputStream in, long size) throws IOException {
        if (size < 0) {
            return new Reply.Nothing();
        }
        List<Reply> replies = new ArrayList<>();
        for (long i = 0; i < size; i++) {
            replies.add(read(in));
        }
        return new Reply.Many(replies);
    }

    private static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        while (next != '\r') {
            if (next < 0) {
                throw new EOFException("the node has closed the connection");
            }
            line.write(next);
            next = in.read();
        }
        in.read(); // \n
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
