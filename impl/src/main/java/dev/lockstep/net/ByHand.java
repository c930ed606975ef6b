package dev.lockstep.net;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Lets people run a server in one terminal and ask it from another. */
public final class ByHand {
    /** Runs until it is closed, or until something goes wrong. */
    public interface Server extends AutoCloseable {
        /** Lets this be called when the server stops by itself, with the reason. */
        void onEnd(Consumer<IllegalStateException> callback);

        @Override
        void close();
    }

    /** Holds a server that runs, and its port for clients. */
    public record Served<S extends Server>(S node, LinePort port) implements AutoCloseable {
        @Override
        public void close() {
            port.close();
            node.close();
        }

        /** Waits until the server stops by itself, tells why, and returns exit code 1. */
        public int untilItEnds(PrintStream err) throws InterruptedException {
            CountDownLatch ended = new CountDownLatch(1);
            node.onEnd(reason -> {
                err.println(reason.getMessage());
                ended.countDown();
            });
            ended.await();
            return 1;
        }
    }

    private ByHand() {}

    /**
     * Sends a request, and prints the answer: {@code done}, {@code none}, {@code refused REASON}, or a word and what it says.
     *
     * @return the exit code: 0: done, or what was asked for is printed; 1: nothing is there, it was refused, or nobody answers
     */
    public static int ask(PrintStream out, PrintStream err, Path folder, String server, List<String> request) {
        try (LineClient client = new LineClient(folder, server)) {
            List<String> answer = Words.of(client.ask(Words.line(request.toArray(String[]::new))));
            List<String> said = answer.subList(1, answer.size());
            switch (answer.get(0)) {
                case "none" -> out.println("(none)");
                case "refused" -> err.println(String.join(" ", said));
                default -> {
                    if (!said.isEmpty()) {
                        out.println(String.join(" ", said));
                    }
                    return 0;
                }
            }
        } catch (IOException e) {
            err.println(server + " does not answer: " + e.getMessage());
        }
        return 1;
    }

    /** Returns the line that tells why a request is refused. */
    public static String refused(Throwable reason) {
        return Words.line("refused", String.valueOf(reason.getMessage()));
    }
}
