package dev.lockstep.raft.kv;

import dev.lockstep.net.Words;
import java.util.List;
import java.util.Optional;

/** Tells what a client is told. */
public sealed interface Answer {
    Answer DONE = new Outcome("done");
    Answer SWAPPED = new Outcome("swapped");
    Answer DIFFERS = new Outcome("differs");

    /** The session is not known, or no more: whether its open request was done, nobody can say. */
    Answer EXPIRED = new Outcome("expired");

    /** The answer to what is no request, or cannot be done now. */
    Answer REFUSED = new Outcome("refused");

    /** Represents one of those above. */
    record Outcome(String name) implements Answer {}

    /** Carries a value; empty: the key is not there. */
    record Value(Optional<String> value) implements Answer {}

    /** A session was opened. */
    record Session(long session) implements Answer {}

    /**
     * Tells the client to ask somebody else, who was heard of as the leader; empty: none was. The request was not done, and may be done
     * yet.
     */
    record NotLeader(Optional<String> leader) implements Answer {}

    /** Tells what a server says of itself. */
    record Status(String text) implements Answer {}

    /** Writes the answer as one line of text. */
    default String line() {
        if (this instanceof Value m) {
            return m.value.map(value -> Words.line("value", value)).orElse("none");
        } else if (this instanceof Session m) {
            return Words.line("session", Long.toString(m.session));
        } else if (this instanceof NotLeader m) {
            return m.leader.map(leader -> Words.line("ask", leader)).orElse("leaderless");
        } else if (this instanceof Status m) {
            return Words.line("status", m.text);
        }
        return ((Outcome) this).name;
    }

    /** @throws IllegalArgumentException the line is no answer */
    static Answer of(String line) {
        List<String> words = Words.of(line);
        if (words.size() == 1) {
            return switch (line) {
                case "none" -> new Value(Optional.empty());
                case "leaderless" -> new NotLeader(Optional.empty());
                case "done", "swapped", "differs", "expired", "refused" -> new Outcome(line);
                default -> throw new IllegalArgumentException("no answer: " + line);
            };
        }
        String word = words.get(1);
        return switch (words.get(0)) {
            case "value" -> new Value(Optional.of(word));
            case "session" -> new Session(Long.parseLong(word));
            case "ask" -> new NotLeader(Optional.of(word));
            case "status" -> new Status(word);
            default -> throw new IllegalArgumentException("no answer: " + line);
        };
    }
}
