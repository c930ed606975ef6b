package dev.lockstep.redis.client;

import java.util.List;

/** Holds what a node replies to a command. */
public sealed interface Reply {
    /** Holds a text, simple or bulk. */
    record Text(String text) implements Reply {}

    /** Holds a number. */
    record Number(long value) implements Reply {}

    /** Holds several replies. */
    record Many(List<Reply> replies) implements Reply {
        public Many {
            replies = List.copyOf(replies);
        }
    }

    /** Says that there is no value. */
    record Nothing() implements Reply {}

    /**
     * Holds an error.
     *
     * @param message the text, which begins with a code, as {@code MOVED}
     */
    record Failure(String message) implements Reply {}

    /** Returns a text, or what stands for another reply where a text was expected. */
    default String asText() {
        return this instanceof Text text ? text.text() : toString();
    }

    /** Returns the words of a command; none: it is no list. */
    default List<String> asWords() {
        return this instanceof Many many
                ? many.replies().stream().map(Reply::asText).toList()
                : List.of();
    }
}
