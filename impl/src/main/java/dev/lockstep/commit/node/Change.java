package dev.lockstep.commit.node;

/** Tells what a transaction does to one key of one participant. */
public sealed interface Change {
    /** The length of a key or a value in characters, at most. */
    int LONGEST = 1_000;

    String key();

    /** The key gets this value. */
    record Put(String key, String value) implements Change {
        public Put {
            requireShort(key);
            requireShort(value);
        }
    }

    /** Adds an amount to the key's value, which is a number. A key without a value counts as 0. It cannot become negative. */
    record Add(String key, long amount) implements Change {
        public Add {
            requireShort(key);
        }
    }

    private static void requireShort(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("at most " + LONGEST + " characters, not " + text.length());
        }
    }
}
