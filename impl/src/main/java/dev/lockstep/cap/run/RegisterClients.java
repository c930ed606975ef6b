package dev.lockstep.cap.run;

import dev.lockstep.cap.Kind;
import dev.lockstep.cap.Register;
import dev.lockstep.core.Message;
import dev.lockstep.core.Process;
import dev.lockstep.history.History;
import dev.lockstep.run.Clients;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.storage.StableStorage;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * Plays a client at each node, who reads and writes, one operation after the other, and writes no value twice. They judge that nothing is
 * invented and that everything is answered in the end; whether the {@link History} is linearizable is for the trace checker.
 */
class RegisterClients<M extends Message> implements Clients<InstanceNode<M>, News> {
    /** One of so many calls asks for something; at the others the client thinks. */
    private static final int CALLS_PER_OPERATION = 8;

    private final IntUnaryOperator choice;
    private final Teller<News> teller;
    private final Consumer<History> judge;

    /** Tells what a client knows of its latest operation. */
    private record Known(int number, boolean isWaiting) {}

    private final Map<String, Known> known = new TreeMap<>();

    private final History history = new History();
    private final Set<Optional<String>> written = new HashSet<>(Set.of(Optional.empty()));
    private long now;

    /** @param judge takes the history when the run is over */
    RegisterClients(IntUnaryOperator choice, Teller<News> teller, Consumer<History> judge) {
        this.choice = choice;
        this.teller = teller;
        this.judge = judge;
    }

    History history() {
        return history;
    }

    @Override
    public List<Call> calls(InstanceNode<M> node) {
        return known(node.id()).isWaiting ? List.of() : List.of(new Call("ask", true, () -> ask(node)));
    }

    private Known known(String node) {
        return known.getOrDefault(node, new Known(0, false));
    }

    private void ask(InstanceNode<M> node) {
        if (choice.applyAsInt(CALLS_PER_OPERATION) != 0) {
            return;
        }
        Kind kind = Kind.values()[choice.applyAsInt(Kind.values().length)];
        node.call("", node.id(), process -> {
            Register<M> register = (Register<M>) process;
            String value = node.id() + "-" + (register.number() + 1);
            register.ask(kind, kind == Kind.WRITE ? Optional.of(value) : Optional.empty());
        });
    }

    /** Tells what the node's process did for its client, who may have asked and been answered at once. */
    @Override
    public void stepped(String node, String instance, List<? extends Process<?>> processes) {
        Register<?> register = (Register<?>) processes.get(0);
        Known before = known(node);
        known.put(node, new Known(register.number(), register.isWaiting()));
        boolean isNew = register.number() > before.number;
        if (isNew) {
            teller.tell(
                    node,
                    new News.Asked(
                            register.kind(), register.kind() == Kind.WRITE ? register.seen() : Optional.empty()));
        }
        if ((isNew || before.isWaiting) && !register.isWaiting()) {
            teller.tell(node, new News.Answered(register.seen()));
        }
    }

    @Override
    public void passed(long choices) {
        now = choices;
    }

    @Override
    public void told(String node, News news) {
        if (news instanceof News.Asked m) {
            history.asked(node, m.value(), now);
            written.add(m.value());
        } else if (news instanceof News.Answered m) {
            history.answered(node, m.value(), now);
        }
    }

    @Override
    public void check(Function<String, StableStorage> disks) {
        judge.accept(history);
        history.operations().stream()
                .filter(operation -> !written.contains(operation.answered()))
                .findFirst()
                .ifPresent(operation -> {
                    throw new IllegalStateException("validity: " + operation.node() + " is told " + operation.answered()
                            + ", which nobody has written");
                });
        if (!history.unanswered().isEmpty()) {
            throw new IllegalStateException("liveness: never answered: " + history.unanswered());
        }
    }

    @Override
    public Map<String, Long> figures() {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("operations", (long) history.operations().size());
        figures.put(
                "writes",
                history.operations().stream().filter(History.Operation::isWrite).count());
        return figures;
    }
}
