package dev.lockstep.raft.kv;

import dev.lockstep.raft.kv.KeyValueNode.Asked;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Where clients come in: TCP on the loopback interface, a line for each request, a line for each answer, one at a time on a connection. What
 * comes in while the server is busy with its disk it takes together. The port is a free one, which a file tells.
 */
public final class ClientPort implements AutoCloseable {
    private final KeyValueNode node;
    private final Executor host;
    private final ServerSocket server;

    /** What waits for the server; guarded by itself. */
    private final List<Asked> inbox = new ArrayList<>();

    /**
     * Begins to listen.
     *
     * @param host runs inputs of the node on its thread
     * @param folder where its {@link #file} is written
     */
    public ClientPort(KeyValueNode node, Executor host, Path folder) throws IOException {
        this.node = node;
        this.host = host;
        server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        Path unfinished = Files.createTempFile(folder, node.id(), ".new");
        Files.writeString(unfinished, Integer.toString(server.getLocalPort()));
        Files.move(
                unfinished,
                file(folder, node.id()),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        thread("clients-" + node.id(), this::accept);
    }

    /** The file with the port of that server. */
    static Path file(Path folder, String id) {
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
                out.write(answer(line).line() + "\n");
                out.flush();
            }
        } catch (IOException e) {
            // the client is gone
        }
    }

    private Answer answer(String line) {
        Request request;
        try {
            request = Request.of(line);
        } catch (IllegalArgumentException e) {
            return Answer.REFUSED;
        }
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        boolean isFirst;
        synchronized (inbox) {
            isFirst = inbox.isEmpty();
            inbox.add(new Asked(request, answer::complete));
        }
        if (isFirst) {
            host.execute(this::take);
        }
        return answer.join();
    }

    private void take() {
        List<Asked> taken;
        synchronized (inbox) {
            taken = List.copyOf(inbox);
            inbox.clear();
        }
        node.ask(taken);
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
