package dev.lockstep.mutex.example;

import dev.lockstep.mutex.node.DistributedLock;
import dev.lockstep.mutex.node.MutexNode;
import dev.lockstep.net.TcpConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Lets three nodes add to a number in a file. Each reads it, adds one and writes it back, which loses additions unless only one of them
 * does so at a time. Prints the total.
 */
public final class SharedCounter {
    private static final Map<String, Integer> RANK = Map.of("p1", 1, "p2", 2, "p3", 3);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private SharedCounter() {}

    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        int additions = args.length > 0 ? Integer.parseInt(args[0]) : 100;
        Path file = Files.createTempFile("counter", ".txt");
        try {
            int total = count(file, additions);
            System.out.println("3 nodes added " + additions + " each: " + total);
        } finally {
            Files.delete(file);
        }
    }

    /** Returns what is in the file after each of the nodes has added one so many times. */
    public static int count(Path file, int additions) throws IOException, InterruptedException, ExecutionException {
        Files.writeString(file, "0");
        Map<String, MutexNode> nodes = new TreeMap<>();
        ExecutorService programs = Executors.newFixedThreadPool(RANK.size());
        try {
            for (String name : RANK.keySet()) {
                nodes.put(
                        name,
                        MutexNode.start(
                                TcpConfig.of(
                                        "counter", name, without(name, RANK).keySet()),
                                RANK));
            }
            Map<String, InetSocketAddress> addresses = new HashMap<>();
            nodes.forEach((name, node) -> addresses.put(name, node.address()));
            nodes.forEach((name, node) -> node.connect(without(name, addresses)));

            List<Callable<Void>> work = new ArrayList<>();
            nodes.values().forEach(node -> work.add(() -> add(node, file, additions)));
            for (Future<Void> program : programs.invokeAll(work)) {
                program.get();
            }
            return Integer.parseInt(Files.readString(file));
        } finally {
            programs.shutdownNow();
            nodes.values().forEach(MutexNode::close);
        }
    }

    private static Void add(DistributedLock lock, Path file, int additions) throws IOException, InterruptedException {
        for (int i = 0; i < additions; i++) {
            if (!lock.acquire(PATIENCE)) {
                throw new IOException("the lock was not granted within " + PATIENCE);
            }
            try {
                Files.writeString(file, Integer.toString(Integer.parseInt(Files.readString(file)) + 1));
            } finally {
                lock.release();
            }
        }
        return null;
    }

    private static <V> Map<String, V> without(String name, Map<String, V> all) {
        Map<String, V> others = new TreeMap<>(all);
        others.remove(name);
        return others;
    }
}
