package dev.lockstep.cap.run;

import dev.lockstep.cap.node.RegisterNode;
import dev.lockstep.core.Message;
import dev.lockstep.net.ByHand;
import dev.lockstep.net.ByHand.Served;
import dev.lockstep.net.FaultyTransport;
import dev.lockstep.net.LinePort;
import dev.lockstep.net.LossyTransport;
import dev.lockstep.net.Words;
import dev.lockstep.run.FolderGroup;
import dev.lockstep.run.Packet;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** Runs a node of a register, or a client of one, by hand. They find each other by the folder that they share. All nodes have one policy. */
public final class SharedRegister {
    private static final Duration TICK = Duration.ofMillis(50);

    private static final String USAGE = """
            usage: SharedRegister FOLDER serve ID N --policy POLICY   runs one node, of n1 ... nN
                   SharedRegister FOLDER ID read
                   SharedRegister FOLDER ID write VALUE
                   SharedRegister FOLDER ID cut ID,ID,...              cuts the node off from these
                   SharedRegister FOLDER ID heal                       cuts it off from nobody any more
            POLICY is primary, quorum, local or connected""";

    private SharedRegister() {}

    /** Exits with code 0: done; 1: not done; 2: the arguments are wrong. */
    public static void main(String... args) throws IOException, InterruptedException {
        System.exit(run(System.out, System.err, args));
    }

    /** Returns the exit code. */
    static int run(PrintStream out, PrintStream err, String... args) throws IOException, InterruptedException {
        List<String> words = Arrays.asList(args);
        try {
            if (words.size() == 6
                    && words.get(1).equals("serve")
                    && words.get(4).equals("--policy")) {
                try (Served<?> served = serve(Path.of(words.get(0)), words.get(2), words.get(3), words.get(5))) {
                    out.println(words.get(2) + " is running, of " + words.get(3) + " nodes");
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

    // ---------------------------------------------------------------- a node

    /**
     * Starts a node over TCP on the loopback interface.
     *
     * @throws IllegalArgumentException the arguments do not fit, or not together with other nodes in the folder
     */
    static Served<? extends RegisterNode<?>> serve(Path folder, String id, String number, String policy)
            throws IOException {
        if (!number.matches("[1-9][0-9]{0,3}")) {
            throw new IllegalArgumentException("not a number of nodes: " + number);
        }
        Policy chosen = Arrays.stream(Policy.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(policy))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no policy " + policy + ": there are primary, quorum, local and connected"));
        List<String> nodes = RegisterDescription.nodes(Integer.parseInt(number));
        if (!nodes.contains(id)) {
            throw new IllegalArgumentException("no node " + id + ": there are " + String.join(", ", nodes));
        }
        FolderGroup.join(folder, id, policy + "-of-" + number, "policies, or numbers of nodes");
        return serve(folder, id, chosen.deployment(nodes, history -> {}));
    }

    private static <M extends Message> Served<RegisterNode<M>> serve(
            Path folder, String id, RegisterDeployment<M> deployment) throws IOException {
        Set<String> peers = new TreeSet<>(deployment.names());
        peers.remove(id);
        FaultyTransport<Packet<M>> transport = new FaultyTransport<>(
                new LossyTransport<>(id, peers, folder, deployment.wire()), Set.of(), new SplittableRandom());
        RegisterNode<M> node = new RegisterNode<>(id, deployment, transport, TICK, null);
        return new Served<>(node, new LinePort(id, line -> answer(node, transport, peers, line), folder));
    }

    /** Answers {@code done}, {@code none}, {@code value VALUE}, or {@code refused REASON}. It throws nothing. */
    private static CompletableFuture<String> answer(
            RegisterNode<?> node, FaultyTransport<?> transport, Set<String> peers, String line) {
        try {
            List<String> words = Words.of(line);
            return switch (words.get(0) + " " + (words.size() - 1)) {
                case "read 0" ->
                    node.read()
                            .thenApply(found -> found.map(value -> Words.line("value", value))
                                    .orElse("none"))
                            .exceptionally(ByHand::refused);
                case "write 1" ->
                    node.write(words.get(1)).thenApply(nothing -> "done").exceptionally(ByHand::refused);
                case "cut 1" ->
                    cut(transport, peers, new TreeSet<>(List.of(words.get(1).split(","))));
                case "heal 0" -> cut(transport, peers, Set.of());
                default -> throw new IllegalArgumentException("no request: " + words.get(0));
            };
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(ByHand.refused(e));
        }
    }

    private static CompletableFuture<String> cut(FaultyTransport<?> transport, Set<String> peers, Set<String> others) {
        if (!peers.containsAll(others)) {
            throw new IllegalArgumentException(
                    "the others are " + String.join(", ", peers) + ", not " + String.join(", ", others));
        }
        transport.cut(others);
        return CompletableFuture.completedFuture("done");
    }
}
