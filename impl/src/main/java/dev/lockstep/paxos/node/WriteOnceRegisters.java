package dev.lockstep.paxos.node;

import dev.lockstep.core.Process;
import dev.lockstep.host.Host;
import dev.lockstep.host.Transport;
import dev.lockstep.paxos.Learner;
import dev.lockstep.paxos.Message;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Packet;
import dev.lockstep.run.Roles;
import dev.lockstep.storage.StableStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps registers that are written once, by all nodes of a cluster. Whoever writes first, all read the same, for ever. Works as long as a
 * majority of the nodes does. Thread-safe.
 */
public final class WriteOnceRegisters implements AutoCloseable {
    private final PaxosNode node;
    private final Host<Packet<Message>> host;

    /** The calls that wait for a register; guarded by itself. */
    private final Map<String, List<CompletableFuture<String>>> waiting = new HashMap<>();

    /**
     * Starts one node of the cluster.
     *
     * @param disk opens its storage, which is used for nothing else and closed with the node
     * @param tick the tick of the node's patience
     * @param recorder the recorder of its trace, with no predecessor; or null
     */
    public WriteOnceRegisters(
            Cluster cluster,
            String id,
            Supplier<StableStorage> disk,
            Transport<Packet<Message>> transport,
            BackOff backOff,
            Duration tick,
            @Nullable Recorder recorder) {
        node = new PaxosNode(
                new Registers.Of(cluster, Cores.RIGHT), id, disk, backOff, this::stepped, NodeTrace.of(recorder));
        host = new Host<>(node, transport, recorder);
        host.onEnd(this::ended);
        host.start();
        host.every(tick, node::tick);
    }

    private void stepped(String register, List<Process<Message>> roles) {
        Roles.of(Learner.class, roles).learned().ifPresent(value -> {
            List<CompletableFuture<String>> clients;
            synchronized (waiting) {
                clients = waiting.remove(register);
            }
            if (clients != null) {
                clients.forEach(client -> client.complete(value));
            }
        });
    }

    private void ended(IllegalStateException reason) {
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
        return host.ask(answer -> {
            if (node.hasRoom(register)) {
                synchronized (waiting) {
                    waiting.computeIfAbsent(register, r -> new ArrayList<>()).add(answer);
                }
                input.run();
            } else {
                answer.completeExceptionally(new IllegalStateException("no room for another register: " + register));
            }
        });
    }

    /** Ends the node as a crash would; nothing that somebody was told is lost. */
    @Override
    public void close() {
        host.close();
    }
}
