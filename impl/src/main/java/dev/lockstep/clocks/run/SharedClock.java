package dev.lockstep.clocks.run;

import dev.lockstep.clocks.Message;
import dev.lockstep.clocks.node.Stamped;
import dev.lockstep.clocks.node.Timestamp;
import dev.lockstep.clocks.node.TimestampNode;
import dev.lockstep.clocks.node.Timestamps;
import dev.lockstep.net.ByHand;
import dev.lockstep.net.ByHand.Served;
import dev.lockstep.net.LinePort;
import dev.lockstep.net.LossyTransport;
import dev.lockstep.net.Words;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.FolderGroup;
import dev.lockstep.run.Packet;
import dev.lockstep.run.Roles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Runs a process of a group of clocks, or a client that asks it for timestamps, by hand. They find each other by the folder that they share. */
public final class SharedClock {
    private static final String USAGE = """
            usage: SharedClock FOLDER serve ID N [RATE]       runs one process, of p1 ... pN; its clock runs at 90 to 110 percent
                   SharedClock FOLDER ID stamp                the timestamp of an event, and how far other clocks may be from it
                   SharedClock FOLDER ID after TIMESTAMP      of an event that happens after the one with that timestamp""";

    private SharedClock() {}

    /** Exits with code 0: done; 1: not done; 2: the arguments are wrong. */
    public static void main(String... args) throws IOException, InterruptedException {
        System.exit(run(System.out, System.err, args));
    }

    /** Returns the exit code. */
    static int run(PrintStream out, PrintStream err, String... args) throws IOException, InterruptedException {
        List<String> words = Arrays.asList(args);
        try {
            if ((words.size() == 4 || words.size() == 5) && words.get(1).equals("serve")) {
                String rate = words.size() == 5 ? words.get(4) : "100";
                try (Served<?> served = serve(Path.of(words.get(0)), words.get(2), words.get(3), rate)) {
                    out.println(words.get(2) + " is running, of " + words.get(3) + " processes");
                    return served.untilItEnds(err);
                }
            } else if (words.size() > 2 && !words.get(1).equals("serve")) {
                return ByHand.ask(out, err, Path.of(words.get(0)), words.get(1), words.subList(2, words.size()));
            }
            err.println(USAGE);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
        }
        return 2;
    }

    // ---------------------------------------------------------------- a process

    /**
     * Starts a process over TCP on the loopback interface.
     *
     * @param rate how fast its clock runs, in percent
     * @throws IllegalArgumentException the arguments do not fit, or not together with other processes in the folder
     */
    static Served<TimestampNode> serve(Path folder, String id, String number, String rate) throws IOException {
        if (!number.matches("[1-9][0-9]{0,3}") || number.equals("1")) {
            throw new IllegalArgumentException("not a number of processes, of which there are 2 at least: " + number);
        }
        if (!rate.matches("9[0-9]|10[0-9]|110")) {
            throw new IllegalArgumentException("not a rate, from 90 to 110 percent: " + rate);
        }
        List<String> processes = Deployment.names("p", Integer.parseInt(number));
        if (!processes.contains(id)) {
            throw new IllegalArgumentException("no process " + id + ": there are " + String.join(", ", processes));
        }
        FolderGroup.join(folder, id, "of-" + number, "numbers of processes");
        Set<String> others = new TreeSet<>(processes);
        others.remove(id);
        Timestamps timestamps = new Timestamps(
                id, new TreeSet<>(processes), roles(processes), System::nanoTime, Integer.parseInt(rate) / 100.0);
        TimestampNode node =
                new TimestampNode(timestamps, new LossyTransport<>(id, others, folder, Packet.wire(Message.class)));
        return new Served<>(node, new LinePort(id, line -> answer(node, line), folder));
    }

    /** Makes clocks that are right, in a group in which all send to each other. */
    static Roles<Message> roles(List<String> processes) {
        return roles(processes, ClocksProtocol.Core::right);
    }

    static Roles<Message> roles(List<String> processes, ClocksProtocol.Core core) {
        return new ClocksProtocol.Group(
                processes, Graph.COMPLETE.arcs(processes), Transport.TCP, Timestamps.BOUNDS, Timestamps.BOUNDS, core);
    }

    /** Answers {@code stamp TIMESTAMP ERROR}, the error being {@code unknown} or in milliseconds, or {@code refused REASON}. It throws nothing. */
    private static CompletableFuture<String> answer(TimestampNode node, String line) {
        try {
            List<String> words = Words.of(line);
            CompletableFuture<Stamped> stamp = switch (words.get(0) + " " + (words.size() - 1)) {
                case "stamp 0" -> node.stamp();
                case "after 1" -> node.stampAfter(Timestamp.of(words.get(1)));
                default -> throw new IllegalArgumentException("no request: " + words.get(0));
            };
            return stamp.thenApply(SharedClock::line).exceptionally(SharedClock::refused);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(refused(e));
        }
    }

    private static String line(Stamped stamped) {
        String error =
                stamped.error().isPresent() ? Integer.toString(stamped.error().getAsInt()) : "unknown";
        return Words.line("stamp", stamped.timestamp().toString(), error);
    }

    private static String refused(Throwable failure) {
        Throwable reason =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return ByHand.refused(reason);
    }
}
