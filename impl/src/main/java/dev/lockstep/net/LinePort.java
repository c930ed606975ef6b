package dev.lockstep.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Lets clients come in over TCP on the loopback interface. There is a line for each request, a line for each answer, one at a time on a
 * connection. The port is a free one, which a file tells.
 */
public final class LinePort implements AutoCloseable {
    private final Function<String, CompletableFuture<String>> service;
    private final ServerSocket server;

    /**
     * Begins to listen.
     *
     * @param id the id of the server
     * @param service takes the line of a request, and will answer with a line; it throws nothing
     * @param folder where its {@link #file} is written
     */
    public LinePort(String id, Function<String, CompletableFuture<String>> service, Path folder) throws IOException {
        this.service = service;
        server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        Path unfinished = Files.createTempFile(folder, id, ".new");
        Files.writeString(unfinished, Integer.toString(server.getLocalPort()));
        Files.move(unfinished, file(folder, id), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        thread("clients-" + id, this::accept);
    }

    /** Returns the file with the port of that server. */
    public static Path file(Path folder, String id) {
        return folder.resolve(id + ".clients");
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                thread("client", () -> serve(socket));
            } catch (IOException e) {
                // closed; or a client that is gone already
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                Writer out = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.US_ASCII)) {
            socket.setTcpNoDelay(true);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write(service.apply(line).join() + "\n");
                out.flush();
            }
        } catch (IOException e) {
            // the client is gone
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // nobody is let in any more
        }
    }
}
