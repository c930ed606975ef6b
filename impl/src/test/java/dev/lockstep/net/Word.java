package dev.lockstep.net;

/** The messages of these tests. */
sealed interface Word {
    record Say(String from, int number, String text) implements Word {
        public Say {
            if (number < 0) {
                throw new IllegalArgumentException("a number is not negative");
            }
        }
    }

    record Hush(String from) implements Word {}

    static String from(Word word) {
        return word instanceof Say say ? say.from() : ((Hush) word).from();
    }
}
