package dev.lockstep.cap.node;

import dev.lockstep.cap.Kind;
import dev.lockstep.cap.Register;
import dev.lockstep.core.Message;
import dev.lockstep.core.Process;
import dev.lockstep.host.Host;
import dev.lockstep.host.Transport;
import dev.lockstep.net.ByHand;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Packet;
import dev.lockstep.run.Roles;
import dev.lockstep.run.Store;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes a register that the nodes of a group serve together, as one of them. What holds while the network is cut depends on the
 * register's policy: some registers wait until it is whole, and others answer with what the node knows. Thread-safe.
 *
 * <p>A node does one operation after the other, in the order in which they were asked for, so that one that waits holds up all later
 * ones. Nodes keep nothing on a disk: one that was closed, or has failed, must not be started again in its group.
 *
 * @param <M> what the nodes of that register send each other
 */
public final class RegisterNode<M extends Message> implements ByHand.Server {
    private static final String INSTANCE = "";

    /** Describes an operation that a caller waits for; value empty: it reads. */
    private record Waiting(Optional<String> value, CompletableFuture<Optional<String>> answer) {
        Kind kind() {
            return value.isPresent() ? Kind.WRITE : Kind.READ;
        }
    }

    private final InstanceNode<M> node;
    private final Host<Packet<M>> host;

    /** The operations in their order, of which the first is under way. Only the host's thread changes them. */
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    private boolean isAsking;

    /**
     * Starts one node of the group.
     *
     * @param roles makes the node's process, which is a {@link Register}
     * @param tick the tick of the node's patience
     * @param recorder the recorder of its trace, with no predecessor; or null
     */
    public RegisterNode(
            String id, Roles<M> roles, Transport<Packet<M>> transport, Duration tick, @Nullable Recorder recorder) {
        node = new InstanceNode<>(id, roles, Store::none, NodeTrace.of(recorder), this::stepped);
        host = new Host<>(node, transport, recorder);
        host.onEnd(this::ended);
        host.start();
        host.every(tick, node::tick);
    }

    /**
     * Reads the register.
     *
     * @return what it holds; empty: nobody has written it, as far as the policy tells. Fails when the node ends
     */
    public CompletableFuture<Optional<String>> read() {
        return ask(Optional.empty());
    }

    /**
     * Writes the register.
     *
     * @return completes when the policy says that it is written. Fails when the node ends; then the value may be written or not
     */
    public CompletableFuture<Void> write(String value) {
        return ask(Optional.of(value)).thenAccept(nothing -> {});
    }

    private CompletableFuture<Optional<String>> ask(Optional<String> value) {
        return host.ask(answer -> {
            waiting.add(new Waiting(value, answer));
            next();
        });
    }

    /** Begins the operation that has waited longest, unless one is under way. */
    private void next() {
        Waiting first = waiting.peek();
        if (!isAsking && first != null) {
            isAsking = true;
            node.call(INSTANCE, node.id(), process -> register(process).ask(first.kind(), first.value));
        }
    }

    private static Register<?> register(Process<?> process) {
        return (Register<?>) process;
    }

    /** The node's process has taken steps, on the host's thread. */
    private void stepped(String instance, List<Process<M>> roles) {
        Register<?> register = register(roles.get(0));
        if (isAsking && !register.isWaiting()) {
            isAsking = false;
            waiting.remove().answer.complete(register.seen());
            next();
        }
    }

    private void ended(IllegalStateException reason) {
        List<Waiting> left = new ArrayList<>(waiting);
        waiting.clear();
        left.forEach(each -> each.answer.completeExceptionally(reason));
    }

    /** Hears why the node has ended, on any thread; at once if it has. */
    @Override
    public void onEnd(Consumer<IllegalStateException> callback) {
        host.onEnd(callback);
    }

    /** Ends the node as a failure would. */
    @Override
    public void close() {
        host.close();
    }
}
