package dev.lockstep.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Asks a {@link LinePort}, one request at a time on one connection. For one thread. */
public final class LineClient implements AutoCloseable {
    private static final int CONNECT_MILLIS = 1_000;
    private static final int ANSWER_MILLIS = 2_000;

    private final Path folder;
    private final String server;
    private @Nullable Socket socket;
    private @Nullable BufferedReader in;
    private @Nullable Writer out;

    /**
     * Connects when it is first asked.
     *
     * @param folder the folder with the servers' {@link LinePort#file}s
     * @param server the id of the server
     */
    public LineClient(Path folder, String server) {
        this.folder = folder;
        this.server = server;
    }

    /**
     * Sends a line and waits for the answer. If it fails, the next request is sent on a connection of its own.
     *
     * @throws IOException the server is not there, is gone, or has not answered within two seconds
     */
    public String ask(String line) throws IOException {
        try {
            if (socket == null) {
                connect();
            }
            out.write(line + "\n");
            out.flush();
            String answer = in.readLine();
            if (answer == null) {
                throw new IOException(server + " is gone");
            }
            return answer;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void connect() throws IOException {
        Path file = LinePort.file(folder, server);
        if (!Files.exists(file)) {
            throw new IOException("there is no file " + file + ", which a server writes when it starts");
        }
        int port = Integer.parseInt(Files.readString(file));
        socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
        socket.setSoTimeout(ANSWER_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        out = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // it is of no more use
        }
        socket = null;
    }
}
