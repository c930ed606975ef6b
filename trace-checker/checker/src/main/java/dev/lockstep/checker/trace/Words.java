package dev.lockstep.checker.trace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Keeps one object for each string that a trace repeats, if it is ASCII without escapes. Those that there is no room for are forgotten. */
final class Words {
    /** The length in bytes of the longest text that is kept. */
    static final int LONGEST = 64;

    private static final int ROOM = 1 << 12;

    private final @Nullable Word[] words = new Word[ROOM];
    private final boolean areInterned;

    /** @param areInterned no two objects are the same text */
    Words(boolean areInterned) {
        this.areInterned = areInterned;
    }

    /** Remembers a string that was read before, and how it was written. */
    static final class Word {
        final byte[] bytes;
        final Value.Str text;

        /** The word that came after this one when it was read last. */
        @Nullable
        Word next;

        private Word(byte[] bytes, Value.Str text) {
            this.bytes = bytes;
            this.text = text;
        }

        static Word none() {
            return new Word(new byte[0], new Value.Str(""));
        }

        /** Returns whether it is what there is from the start on; that is not beyond the end. */
        boolean is(byte[] line, int start, int end) {
            byte[] own = bytes;
            if (end - start < own.length) {
                return false;
            }
            for (int i = 0; i < own.length; i++) {
                if (own[i] != line[start + i]) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Returns the hash of a string with one more character. */
    static int hash(int before, int character) {
        return before * 31 + character;
    }

    /** Returns the string between these places. Not for longer ones than {@link #LONGEST}. */
    Word word(byte[] line, int start, int stop, int hash) {
        int place = (hash ^ (hash >>> 12)) & (ROOM - 1);
        Word known = words[place];
        if (known == null || known.bytes.length != stop - start || !known.is(line, start, stop)) {
            String text = text(line, start, stop);
            known = new Word(Arrays.copyOfRange(line, start, stop), new Value.Str(areInterned ? text.intern() : text));
            words[place] = known;
        }
        return known;
    }

    static String text(byte[] line, int start, int stop) {
        return new String(line, start, stop - start, StandardCharsets.ISO_8859_1);
    }
}
