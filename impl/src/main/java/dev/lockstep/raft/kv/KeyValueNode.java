package dev.lockstep.raft.kv;

import dev.lockstep.host.Core;
import dev.lockstep.host.Send;
import dev.lockstep.host.Step;
import dev.lockstep.raft.Entry;
import dev.lockstep.raft.Message;
import dev.lockstep.raft.Role;
import dev.lockstep.raft.Snapshot;
import dev.lockstep.raft.node.RaftNode;
import dev.lockstep.raft.node.RaftNode.Position;
import dev.lockstep.raft.node.StateMachine;
import dev.lockstep.run.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Plays a server of the key-value service. What it is asked goes into the log if it changes something, and is answered when it has been
 * applied. What is read is read when nothing that was acknowledged can be missing.
 */
public class KeyValueNode implements Core<Packet<Message>>, RaftNode.Client {
    /** A session expires this many entries behind its last use. */
    public static final long SESSION_LIFE = 100_000;

    /** Makes the server that keeps the log. */
    public interface Maker {
        RaftNode make(StateMachine machine, RaftNode.Client client);
    }

    private record Waiting(int term, Consumer<Answer> answer) {}

    private final KeyValueStore store;
    private final RaftNode node;

    /** The waiting clients, by the index at which what they asked for may be. */
    private final SortedMap<Integer, Waiting> waiting = new TreeMap<>();

    /** The answers that clients are to be told once it is durable. */
    private final List<Runnable> answers = new ArrayList<>();

    private long ticks;

    public KeyValueNode(Maker maker) {
        this(maker, new KeyValueStore(SESSION_LIFE));
    }

    /** @param store a store that has applied nothing yet */
    KeyValueNode(Maker maker, KeyValueStore store) {
        this.store = store;
        this.node = maker.make(new Machine(), this);
    }

    private final class Machine implements StateMachine {
        @Override
        public String apply(int index, String command) {
            return store.apply(index, command).line();
        }

        @Override
        public byte[] snapshot() {
            return store.snapshot();
        }

        @Override
        public void restore(byte[] content) {
            store.restore(content);
        }
    }

    /** Takes a request; it is answered when what the answer follows from is durable: in {@link #drain}, at the earliest. */
    public void ask(Request request, Consumer<Answer> answer) {
        if (request instanceof Request.Open || request instanceof Request.Change) {
            Optional<Position> position = node.propose(request.line());
            position.ifPresentOrElse(
                    at -> waiting.put(at.index(), new Waiting(at.term(), answer)), () -> tell(answer, askTheLeader()));
        } else if (request instanceof Request.Read read) {
            read(mayRead -> tell(answer, mayRead ? new Answer.Value(store.get(read.key())) : askTheLeader()));
        } else if (request instanceof Request.Members members) {
            tell(answer, change(members));
        } else {
            tell(answer, new Answer.Status(describe(node.status())));
        }
    }

    /**
     * Asks it on the thread that it is used by; may be called on any.
     *
     * @param host runs inputs of this node on that thread
     * @return never done if the server ends before
     */
    public CompletableFuture<Answer> submit(Request request, Executor host) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        host.execute(() -> ask(request, answer::complete));
        return answer;
    }

    /** Does the same with the line of a request, and will answer with a line. */
    public CompletableFuture<String> submit(String line, Executor host) {
        Request request;
        try {
            request = Request.of(line);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(Answer.REFUSED.line());
        }
        return submit(request, host).thenApply(Answer::line);
    }

    private void tell(Consumer<Answer> who, Answer answer) {
        answers.add(() -> who.accept(answer));
    }

    void read(Consumer<Boolean> read) {
        node.read(read);
    }

    boolean leads() {
        return node.status().role() == Role.LEADER;
    }

    private Answer change(Request.Members members) {
        if (!leads()) {
            return askTheLeader();
        }
        return node.change(members.servers()) ? Answer.DONE : Answer.REFUSED;
    }

    private Answer askTheLeader() {
        return new Answer.NotLeader(node.status().leader().filter(leader -> !leader.equals(id())));
    }

    private static String describe(RaftNode.Status status) {
        return status.id() + ": " + status.role() + " in term " + status.term() + " under "
                + status.leader().orElse("nobody") + ", members " + status.configuration() + ", committed "
                + status.commitIndex() + " of " + status.lastIndex() + ", snapshot up to " + status.snapshotIndex();
    }

    @Override
    public void applied(int index, Entry entry, String answer) {
        Waiting here = waiting.get(index);
        if (here != null && here.term == entry.term()) {
            waiting.remove(index);
            tell(here.answer, Answer.of(answer));
        }
    }

    @Override
    public void installed(Snapshot snapshot) {
        giveUp();
    }

    /** Gives up what somebody waits for. It may come about under another leader, or never: they are to ask again. */
    private void giveUp() {
        List<Waiting> all = List.copyOf(waiting.values());
        waiting.clear();
        all.forEach(one -> tell(one.answer, askTheLeader()));
    }

    /** Lets time pass. */
    public void tick(long now) {
        if (now > ticks) {
            ticks = now;
            node.tick();
        }
    }

    public void close() {
        node.close();
    }

    @Override
    public String id() {
        return node.id();
    }

    @Override
    public void receive(Packet<Message> packet) {
        node.receive(packet);
    }

    /** Lists no steps: its host tells it the time. */
    @Override
    public List<Step> steps() {
        return List.of();
    }

    @Override
    public List<Send<Packet<Message>>> drain() {
        List<Send<Packet<Message>>> sent = node.drain();
        if (!waiting.isEmpty() && !leads()) {
            giveUp();
        }
        answers.forEach(Runnable::run);
        answers.clear();
        return sent;
    }
}
