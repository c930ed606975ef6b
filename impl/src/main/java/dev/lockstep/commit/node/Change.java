package dev.lockstep.commit.node;

/** What a transaction does to one key of one participant. */
public sealed interface Change {
    /** Characters of a key or a value, at most. */
    int LONGEST = 1_000;

    String key();

    /** The key gets this value. */
    record Put(String key, String value) implements Change {
        public Put {
            requireShort(key);
            requireShort(value);
        }
    }

    /** The key's value, a number, grows by this much; a key without a value counts as 0. It cannot become negative. */
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
