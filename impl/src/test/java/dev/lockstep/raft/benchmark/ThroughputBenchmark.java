package dev.lockstep.raft.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Puts a second into three servers with fsync before the acknowledgement, of ours and of MicroRaft, in turn; and of ours while each server
 * writes its trace. Prints; asserts nothing about times. Not run with the tests: see the README.
 */
class ThroughputBenchmark {
    private static final int CLIENTS = Integer.getInteger("benchmark.clients", 16);
    private static final int SECONDS = Integer.getInteger("benchmark.seconds", 4);
    private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 3);
    private static final int WARM_UP_SECONDS = 2;
    private static final int KEYS = 1_000;
    private static final int PAYLOAD = 100;

    @TempDir
    Path folder;

    private interface Start {
        Contestant in(Path folder) throws Exception;
    }

    @Test
    void putsPerSecond() throws Exception {
        assertThat(ManagementFactory.getRuntimeMXBean().getInputArguments())
                .as("the tests' JVM has one compiler: measure with -Dtest.jvm=")
                .noneMatch(argument -> argument.contains("TieredStopAtLevel"));
        Map<String, Start> contestants = new LinkedHashMap<>();
        contestants.put("lockstep", where -> new Lockstep(where, Lockstep.Network.IN_MEMORY, false));
        contestants.put("lockstep over TCP", where -> new Lockstep(where, Lockstep.Network.TCP, false));
        contestants.put("  and recording", where -> new Lockstep(where, Lockstep.Network.TCP, true));
        contestants.put("MicroRaft on SQLite", where -> new MicroRaft(where, MicroRaft.Store.SQLITE));
        contestants.put("MicroRaft on a plain file", where -> new MicroRaft(where, MicroRaft.Store.PLAIN_FILE));
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        for (int round = 1; round <= ROUNDS; round++) {
            for (Map.Entry<String, Start> contestant : contestants.entrySet()) {
                Path where = Files.createDirectory(folder.resolve(contestant.getKey() + " " + round));
                try (Contestant cluster = contestant.getValue().in(where)) {
                    figures.computeIfAbsent(contestant.getKey(), name -> new ArrayList<>())
                            .add(measure(cluster));
                }
            }
        }

        System.out.printf(
                "3 servers in one JVM, %d clients, values of %d bytes, fsync before each acknowledgement, median of %d times %d s:%n",
                CLIENTS, PAYLOAD, ROUNDS, SECONDS);
        double ours = median(figures.get("lockstep"));
        double overTcp = median(figures.get("lockstep over TCP"));
        figures.forEach((name, all) -> System.out.printf(
                "  %-26s %8.0f puts/s   lockstep is %.2f times as fast, over TCP %.2f   %s%n",
                name,
                median(all),
                ours / median(all),
                overTcp / median(all),
                all.stream().map(each -> String.format("%.0f", each)).toList()));
    }

    private static double median(List<Double> all) {
        List<Double> sorted = new ArrayList<>(all);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static double measure(Contestant cluster) throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicLong puts = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        List<Future<Void>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            SplittableRandom random = new SplittableRandom(i);
            Contestant.Client client = cluster.client();
            clients.add(threads.submit(() -> {
                while (!isOver.get()) {
                    String value = Long.toString(random.nextLong());
                    client.put("k" + random.nextInt(KEYS), value + "x".repeat(PAYLOAD - value.length()));
                    puts.incrementAndGet();
                }
                return null;
            }));
        }
        pass(WARM_UP_SECONDS);
        long before = puts.get();
        long start = System.nanoTime();
        pass(SECONDS);
        double rate = (puts.get() - before) * 1e9 / (System.nanoTime() - start);
        isOver.set(true);
        for (Future<Void> client : clients) {
            client.get();
        }
        threads.shutdown();
        return rate;
    }

    private static void pass(int seconds) {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
