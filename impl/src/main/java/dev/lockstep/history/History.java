package dev.lockstep.history;

import dev.lockstep.protocol.Figures.Validator;
import dev.lockstep.recorder.Event;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import java.io.IOException;
import java.nio.file.Files;
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
public final class History {
    /** Names what a register promises its clients, as a spec of which each history is a trace. */
    public enum Promise {
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
    public static final class Operation {
        private final String node;
        private final Optional<String> written;
        private final long since;
        private @Nullable Optional<String> answer;
        private long until = Long.MAX_VALUE;

        private Operation(String node, Optional<String> written, long since) {
            this.node = node;
            this.written = written;
            this.since = since;
        }

        public String node() {
            return node;
        }

        /** Returns the value that it writes; empty: it reads. */
        public Optional<String> written() {
            return written;
        }

        public boolean isWrite() {
            return written.isPresent();
        }

        /** Returns when the client asked for it. */
        public long since() {
            return since;
        }

        /** Returns when it was answered; {@link Long#MAX_VALUE}: never. */
        public long until() {
            return until;
        }

        /** Returns the value that it was answered with; empty: no value, or no answer. */
        public Optional<String> answered() {
            return answer == null ? Optional.empty() : answer;
        }

        @Override
        public String toString() {
            return node + written.map(value -> " writes " + value).orElse(" reads");
        }
    }

    private record Moment(Operation operation, boolean isAnswer) {}

    private final List<Operation> operations = new ArrayList<>();
    private final List<Moment> moments = new ArrayList<>();
    private final Map<String, Operation> open = new HashMap<>();

    /**
     * Notes that the client at a node asks for an operation.
     *
     * @param written the value that it writes; empty: it reads
     */
    public void asked(String node, Optional<String> written, long now) {
        Operation operation = new Operation(node, written, now);
        if (open.put(node, operation) != null) {
            throw new IllegalStateException("well-formedness: " + node + " asks before it is answered");
        }
        operations.add(operation);
        moments.add(new Moment(operation, false));
    }

    /**
     * Notes that the operation of the client at a node is answered.
     *
     * @param value what it was answered with; empty: the initial value
     */
    public void answered(String node, Optional<String> value, long now) {
        Operation operation = open.remove(node);
        if (operation == null) {
            throw new IllegalStateException("well-formedness: " + node + " is answered, and has not asked");
        }
        operation.answer = value;
        operation.until = now;
        moments.add(new Moment(operation, true));
    }

    /** Returns all operations, in the order in which they were asked for. */
    public List<Operation> operations() {
        return operations;
    }

    /** Returns those that were never answered. */
    public List<Operation> unanswered() {
        return operations.stream().filter(operation -> operation.answer == null).toList();
    }

    /**
     * Writes the history as a trace of what was promised.
     *
     * @throws IOException the file cannot be written
     */
    public void write(Path file, Promise promise) throws IOException {
        Set<String> nodes = new TreeSet<>();
        operations.forEach(operation -> nodes.add(operation.node));
        Header header = new Header(promise.spec, Map.of("Node", nodes), List.of(), List.of(), promise.hidden);
        try (Recorder recorder = Recorder.open(file, header)) {
            for (Moment moment : moments) {
                recorder.event(moment.isAnswer ? answer(moment.operation, promise) : ask(moment.operation));
            }
        }
    }

    /**
     * Returns whether the history is linearizable, which the trace checker decides.
     *
     * @throws IOException the checker is undecided, or a file for it cannot be written
     */
    public boolean isLinearizable(Validator validator) throws IOException {
        Path file = Files.createTempFile("history", ".ndjson");
        try {
            write(file, Promise.ATOMIC);
            return validator.accepts(file);
        } finally {
            Files.delete(file);
        }
    }

    private static Event ask(Operation operation) {
        return Event.of(operation.node, "Ask")
                .withArgs(Map.of(
                        "n", operation.node, "kind", operation.isWrite() ? "write" : "read", "v", operation.written));
    }

    private static Event answer(Operation operation, Promise promise) {
        return Event.of(operation.node, promise.answer)
                .withArgs(Map.of("n", operation.node))
                .withState(Map.of("Seen", Objects.requireNonNull(operation.answer)));
    }
}
