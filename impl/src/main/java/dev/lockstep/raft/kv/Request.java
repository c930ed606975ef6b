package dev.lockstep.raft.kv;

import dev.lockstep.net.Words;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Tells what a client asks for. */
public sealed interface Request {
    /** Opens a session; its number is the index of this request in the log. */
    record Open() implements Request {}

    /**
     * Asks for an operation that is in the log, maybe more than once, and is done once.
     *
     * @param number the number of the request in its session, from 1; not asked before the one before is answered or given up
     */
    record Change(long session, long number, String key, Operation operation) implements Request {}

    /** Asks for a {@link Operation.Get}, which is not in the log. */
    record Read(String key) implements Request {}

    /** Asks for these servers to be the cluster from now on. */
    record Members(Set<String> servers) implements Request {
        public Members {
            servers = Collections.unmodifiableSet(new TreeSet<>(servers));
        }
    }

    /** Tells how the server that is asked sees itself. */
    record Status() implements Request {}

    /** Writes the request as one line of text. */
    default String line() {
        if (this instanceof Open) {
            return "open";
        } else if (this instanceof Read m) {
            return Words.line("get", m.key);
        } else if (this instanceof Members m) {
            return Words.line("members", String.join(",", m.servers));
        } else if (this instanceof Status) {
            return "status";
        }
        Change m = (Change) this;
        String number = m.session + "." + m.number;
        if (m.operation instanceof Operation.Put put) {
            return Words.line("put", number, m.key, put.value());
        } else if (m.operation instanceof Operation.Delete) {
            return Words.line("delete", number, m.key);
        } else if (m.operation instanceof Operation.CompareAndSet set) {
            return set.expected()
                    .map(expected -> Words.line("swap", number, m.key, expected, set.value()))
                    .orElse(Words.line("create", number, m.key, set.value()));
        }
        return Words.line("read", number, m.key);
    }

    /** @throws IllegalArgumentException the line is no request */
    static Request of(String line) {
        List<String> words = Words.of(line);
        try {
            return switch (words.get(0)) {
                case "open" -> new Open();
                case "status" -> new Status();
                case "get" -> new Read(words.get(1));
                case "members" -> new Members(Set.of(words.get(1).split(",")));
                default -> change(words);
            };
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("a request with too few words: " + line, e);
        }
    }

    private static Change change(List<String> words) {
        String[] number = words.get(1).split("\\.");
        Operation operation = switch (words.get(0)) {
            case "read" -> new Operation.Get();
            case "put" -> new Operation.Put(words.get(3));
            case "delete" -> new Operation.Delete();
            case "swap" -> new Operation.CompareAndSet(Optional.of(words.get(3)), words.get(4));
            case "create" -> new Operation.CompareAndSet(Optional.empty(), words.get(3));
            default -> throw new IllegalArgumentException("no request: " + words.get(0));
        };
        return new Change(Long.parseLong(number[0]), Long.parseLong(number[1]), words.get(2), operation);
    }
}
