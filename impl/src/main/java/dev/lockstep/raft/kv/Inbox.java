package dev.lockstep.raft.kv;

import dev.lockstep.raft.kv.KeyValueNode.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Where requests wait while the server is busy with its disk; it takes all of them together. Thread-safe. */
public final class Inbox {
    private final KeyValueNode node;
    private final Executor host;
    private final List<Asked> waiting = new ArrayList<>();

    /** @param host runs inputs of the node on its thread */
    public Inbox(KeyValueNode node, Executor host) {
        this.node = node;
        this.host = host;
    }

    /** Never done if the server ends before. */
    public CompletableFuture<Answer> ask(Request request) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        boolean isFirst;
        synchronized (waiting) {
            isFirst = waiting.isEmpty();
            waiting.add(new Asked(request, answer::complete));
        }
        if (isFirst) {
            host.execute(this::take);
        }
        return answer;
    }

    private void take() {
        List<Asked> taken;
        synchronized (waiting) {
            taken = List.copyOf(waiting);
            waiting.clear();
        }
        node.ask(taken);
    }
}
