package dev.lockstep.paxos.node;

import dev.lockstep.host.Eager;
import dev.lockstep.host.Host;
import dev.lockstep.host.Step;
import dev.lockstep.host.Transport;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.storage.StableStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Registers that are written once, kept by all nodes of a cluster: whoever writes first, all read the same, for ever. Works as long as a
 * majority of the nodes does. Thread-safe.
 */
public final class WriteOnceRegisters implements AutoCloseable {
    private final PaxosNode node;
    private final Eager<Packet> core;
    private final Host<Packet> host;
    private final ScheduledExecutorService clock;

    /** Who waits for a register; guarded by itself. */
    private final Map<String, List<CompletableFuture<String>>> waiting = new HashMap<>();

    /**
     * One node of the cluster, running.
     *
     * @param disk opens its storage, which is used for nothing else and closed with the node
     * @param tick of the node's patience
     * @param recorder of its trace, with no predecessor; or null
     */
    public WriteOnceRegisters(
            Cluster cluster,
            String id,
            Supplier<StableStorage> disk,
            Transport<Packet> transport,
            Patience patience,
            Duration tick,
            @Nullable Recorder recorder) {
        node = new PaxosNode(cluster, id, disk, Cores.RIGHT, patience, this::learned, recorder, Map.of());
        core = new Eager<>(node);
        host = new Host<>(core, transport, recorder);
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "clock-" + id);
            thread.setDaemon(true);
            return thread;
        });
        host.onEnd(this::ended);
        host.start();
        clock.scheduleAtFixedRate(() -> host.call(this::tick), tick.toNanos(), tick.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void tick() {
        node.steps().stream()
                .filter(Step::isTimeout)
                .forEach(step -> step.action().run());
        core.settle();
    }

    private void learned(String register, String value) {
        List<CompletableFuture<String>> clients;
        synchronized (waiting) {
            clients = waiting.remove(register);
        }
        if (clients != null) {
            clients.forEach(client -> client.complete(value));
        }
    }

    private void ended(IllegalStateException reason) {
        clock.shutdownNow();
        node.close();
        List<CompletableFuture<String>> clients = new ArrayList<>();
        synchronized (waiting) {
            waiting.values().forEach(clients::addAll);
            waiting.clear();
        }
        clients.forEach(client -> client.completeExceptionally(reason));
    }

    /**
     * Writes the register if it has no value yet.
     *
     * @return the register's value: this one, or what was written before. Fails when the node ends; then the value may be written or not
     */
    public CompletableFuture<String> write(String register, String value) {
        return ask(register, () -> node.write(register, value));
    }

    /** The register's value, once it has one. */
    public CompletableFuture<String> read(String register) {
        return ask(register, () -> node.read(register));
    }

    private CompletableFuture<String> ask(String register, Runnable input) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        synchronized (waiting) {
            waiting.computeIfAbsent(register, r -> new ArrayList<>()).add(answer);
        }
        host.call(() -> {
                    if (node.hasRoom(register)) {
                        input.run();
                        core.settle();
                    } else {
                        answer.completeExceptionally(
                                new IllegalStateException("no room for another register: " + register));
                    }
                })
                .exceptionally(failure -> {
                    answer.completeExceptionally(failure);
                    return null;
                });
        return answer;
    }

    /** Ends the node as a crash would; nothing that somebody was told is lost. */
    @Override
    public void close() {
        host.close();
    }
}
