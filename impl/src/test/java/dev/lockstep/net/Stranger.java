package dev.lockstep.net;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A bare socket that says whatever a test wants it to say. */
final class Stranger implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    Stranger(InetSocketAddress address) throws IOException {
        this(new Socket(address.getAddress(), address.getPort()));
    }

    Stranger(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(30_000);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
    }

    Stranger frame(String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
        return this;
    }

    Stranger length(int length) throws IOException {
        out.writeInt(length);
        out.flush();
        return this;
    }

    Stranger hello(String from, String to) throws IOException {
        return hello(Frame.VERSION, End.CLUSTER, from, to, "first life");
    }

    Stranger hello(int version, String cluster, String from, String to, String incarnation) throws IOException {
        return frame(new String(
                Link.FRAMES.toBytes(new Frame.Hello(version, cluster, from, to, incarnation)), StandardCharsets.UTF_8));
    }

    Stranger say(long number, String from, int word) throws IOException {
        return frame(
                "{\"type\":\"data\",\"number\":%d,\"time\":0,\"message\":{\"type\":\"say\",\"from\":\"%s\",\"number\":%d,\"text\":\"x\"}}"
                        .formatted(number, from, word));
    }

    Frame answer() throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return Link.FRAMES.fromBytes(bytes);
    }

    /** Whether the other end closes the connection without another word. */
    boolean isClosed() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
