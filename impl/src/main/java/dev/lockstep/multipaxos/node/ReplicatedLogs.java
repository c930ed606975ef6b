package dev.lockstep.multipaxos.node;

import dev.lockstep.core.Process;
import dev.lockstep.host.Host;
import dev.lockstep.host.Transport;
import dev.lockstep.multipaxos.Learner;
import dev.lockstep.multipaxos.Message;
import dev.lockstep.paxos.node.BackOff;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Logs that are kept by all nodes of a cluster: all read the same commands in the same order. Works as long as a majority of the nodes
 * does. Thread-safe.
 */
public final class ReplicatedLogs implements AutoCloseable {
    private record Wish(String log, String command) {}

    private final LogNode node;
    private final Host<Packet<Message>> host;

    /** The calls that wait for a command to be in a log; guarded by itself. */
    private final Map<Wish, List<CompletableFuture<Integer>>> waiting = new HashMap<>();

    /**
     * Starts one node of the cluster.
     *
     * @param disk opens its storage, which is used for nothing else and closed with the node
     * @param tick the tick of the node's patience
     * @param recorder the recorder of its trace, with no predecessor; or null
     */
    public ReplicatedLogs(
            LogCluster cluster,
            String id,
            Supplier<StableStorage> disk,
            Transport<Packet<Message>> transport,
            BackOff backOff,
            Duration tick,
            @Nullable Recorder recorder) {
        node = new LogNode(new Logs.Of(cluster, Cores.RIGHT), id, disk, backOff, this::stepped, NodeTrace.of(recorder));
        host = new Host<>(node, transport, recorder);
        host.onEnd(this::ended);
        host.start();
        host.every(tick, node::tick);
    }

    /** Answers whose command the node has learned, or will never learn since the log is full. */
    private void stepped(String log, List<Process<Message>> roles) {
        Learner learner = Roles.of(Learner.class, roles);
        Map<Wish, List<CompletableFuture<Integer>>> over = new HashMap<>();
        synchronized (waiting) {
            waiting.forEach((wish, answers) -> {
                if (wish.log.equals(log) && (learner.isFull() || learner.hasLearned(wish.command))) {
                    over.put(wish, answers);
                }
            });
            waiting.keySet().removeAll(over.keySet());
        }
        over.forEach((wish, answers) -> {
            int slot = learner.learned().indexOf(Optional.of(wish.command)) + 1;
            answers.forEach(answer -> {
                if (slot > 0) {
                    answer.complete(slot);
                } else {
                    answer.completeExceptionally(new IllegalStateException(log + " is full, without " + wish.command));
                }
            });
        });
    }

    private void ended(IllegalStateException reason) {
        node.close();
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        synchronized (waiting) {
            waiting.values().forEach(answers::addAll);
            waiting.clear();
        }
        answers.forEach(answer -> answer.completeExceptionally(reason));
    }

    /**
     * Puts the command in the log, at least once; a command that is there already stays where it is.
     *
     * @return a slot that has it, from 1. Fails when the log is full, or when the node ends; then the command may be in the log or not
     */
    public CompletableFuture<Integer> append(String log, String command) {
        return host.ask(answer -> {
            if (node.hasRoom(log)) {
                synchronized (waiting) {
                    waiting.computeIfAbsent(new Wish(log, command), wish -> new ArrayList<>())
                            .add(answer);
                }
                node.append(log, command);
            } else {
                answer.completeExceptionally(new IllegalStateException("no room for another log: " + log));
            }
        });
    }

    /** Returns what this node knows of the log, by slot: it may lag behind others. */
    public CompletableFuture<List<Optional<String>>> known(String log) {
        return host.ask(answer -> answer.complete(node.learned(log)));
    }

    /** Ends the node as a crash would; nothing that somebody was told is lost. */
    @Override
    public void close() {
        host.close();
    }
}
