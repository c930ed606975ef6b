package dev.lockstep.raft.kv;

import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Records what clients called and were told, in the order in which that happened. It is a trace of KeyValueHistory.tla, each key an
 * instance, in which nobody sees when operations happen. Safe for use by many threads.
 */
public final class History {
    private static final String UNKNOWN = "Unknown";

    private sealed interface Event {
        String client();

        String key();
    }

    private record Called(String client, String key, Operation operation) implements Event {}

    private record Returned(String client, String key) implements Event {}

    private record Open(String client, String key) {}

    private final List<Event> events = new ArrayList<>();

    /** The results, by the call's place among the events. */
    private final Map<Integer, Object> results = new HashMap<>();

    private final Map<Open, Integer> open = new HashMap<>();

    /** Records a call, before the request leaves. */
    public synchronized void invoke(String client, String key, Operation operation) {
        if (open.put(new Open(client, key), events.size()) != null) {
            throw new IllegalStateException(client + " calls " + operation + " before " + key + " is answered");
        }
        events.add(new Called(client, key, operation));
    }

    /** Records a return, when the answer is there. If none comes, it is never called: that client calls nothing more. */
    public synchronized void returned(String client, String key, Answer answer) {
        Integer call = open.remove(new Open(client, key));
        if (call == null) {
            throw new IllegalStateException(client + " is answered, but has not called " + key);
        }
        results.put(call, told(answer));
        events.add(new Returned(client, key));
    }

    /** @throws IllegalArgumentException the answer is none to an operation */
    private static Object told(Answer answer) {
        if (answer instanceof Answer.Value found) {
            return found.value(); // None, if there is none
        } else if (answer instanceof Answer.Outcome outcome) {
            return outcome.name();
        }
        throw new IllegalArgumentException("no answer to an operation: " + answer);
    }

    /** Returns how many calls and returns. */
    public synchronized long events() {
        return events.size();
    }

    /** Returns how many calls nobody answered. */
    public synchronized long unanswered() {
        return open.size();
    }

    /** Writes the trace. */
    public synchronized void write(Path file) throws IOException {
        Set<String> clients = new TreeSet<>();
        events.forEach(event -> clients.add(event.client()));
        Header header =
                new Header("KeyValueHistory", Map.of("Client", clients), List.of(), List.of(), List.of("Happen"));
        try (Recorder recorder = Recorder.open(file, header)) {
            for (int i = 0; i < events.size(); i++) {
                recorder.event(recorded(i));
            }
        }
    }

    private dev.lockstep.recorder.Event recorded(int i) {
        Event event = events.get(i);
        var recorded = dev.lockstep.recorder.Event.of(event.client(), event instanceof Called ? "Call" : "Tell")
                .withInstance(event.key());
        return event instanceof Called called
                ? recorded.withArgs(
                        Map.of("c", called.client, "op", called.operation, "r", results.getOrDefault(i, UNKNOWN)))
                : recorded.withArgs(Map.of("c", event.client()));
    }
}
