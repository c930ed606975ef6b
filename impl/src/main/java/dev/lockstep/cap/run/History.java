package dev.lockstep.cap.run;

import dev.lockstep.recorder.Event;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Records what clients asked for and were answered, in the order in which that happened, and when. */
final class History {
    /** Names what a register promises its clients, as a spec of which each history is a trace. */
    enum Promise {
        /** Each operation takes effect at one moment, which nobody sees. A history is accepted if and only if it is linearizable. */
        ATOMIC("AtomicRegister", "Answer", List.of("TakeEffect")),
        /** A read is answered with anything that somebody has written. */
        AVAILABLE("AvailableRegister", "AnswerSomething", List.of());

        private final String spec;
        private final String answer;
        private final List<String> hidden;

        Promise(String spec, String answer, List<String> hidden) {
            this.spec = spec;
            this.answer = answer;
            this.hidden = hidden;
        }
    }

    /** Describes an operation; times count the choices of the simulated run. */
    static final class Operation {
        private final String node;
        private final News.Asked asked;
        private final long since;
        private News.@Nullable Answered answer;
        private long until = Long.MAX_VALUE;

        private Operation(String node, News.Asked asked, long since) {
            this.node = node;
            this.asked = asked;
            this.since = since;
        }

        String node() {
            return node;
        }

        News.Asked asked() {
            return asked;
        }

        /** Returns when the client asked for it. */
        long since() {
            return since;
        }

        /** Returns when it was answered; {@link Long#MAX_VALUE}: never. */
        long until() {
            return until;
        }

        /** Returns the value that it was answered with; empty: no value, or no answer. */
        Optional<String> answered() {
            return answer == null ? Optional.empty() : answer.value();
        }

        @Override
        public String toString() {
            return node + " " + asked;
        }
    }

    private record Moment(Operation operation, boolean isAnswer) {}

    private final List<Operation> operations = new ArrayList<>();
    private final List<Moment> moments = new ArrayList<>();
    private final Map<String, Operation> open = new HashMap<>();

    void asked(String node, News.Asked news, long now) {
        Operation operation = new Operation(node, news, now);
        if (open.put(node, operation) != null) {
            throw new IllegalStateException("well-formedness: " + node + " asks before it is answered");
        }
        operations.add(operation);
        moments.add(new Moment(operation, false));
    }

    void answered(String node, News.Answered news, long now) {
        Operation operation = open.remove(node);
        if (operation == null) {
            throw new IllegalStateException("well-formedness: " + node + " is answered, and has not asked");
        }
        operation.answer = news;
        operation.until = now;
        moments.add(new Moment(operation, true));
    }

    /** Returns all operations, in the order in which they were asked for. */
    List<Operation> operations() {
        return operations;
    }

    /** Returns those that were never answered. */
    List<Operation> unanswered() {
        return operations.stream().filter(operation -> operation.answer == null).toList();
    }

    /**
     * Writes the history as a trace of what was promised.
     *
     * @throws IOException the file cannot be written
     */
    void write(Path file, Promise promise) throws IOException {
        Set<String> nodes = new TreeSet<>();
        operations.forEach(operation -> nodes.add(operation.node));
        Header header = new Header(promise.spec, Map.of("Node", nodes), List.of(), List.of(), promise.hidden);
        try (Recorder recorder = Recorder.open(file, header)) {
            for (Moment moment : moments) {
                recorder.event(moment.isAnswer ? answer(moment.operation, promise) : ask(moment.operation));
            }
        }
    }

    private static Event ask(Operation operation) {
        return Event.of(operation.node, "Ask")
                .withArgs(Map.of("n", operation.node, "kind", operation.asked.kind(), "v", operation.asked.value()));
    }

    private static Event answer(Operation operation, Promise promise) {
        return Event.of(operation.node, promise.answer)
                .withArgs(Map.of("n", operation.node))
                .withState(
                        Map.of("Seen", Objects.requireNonNull(operation.answer).value()));
    }
}
