package dev.lockstep.checker.trace;

/** Remembers strings that a trace repeats, so that each is one object; forgets those that it has no room for. */
final class Words {
    private static final int ROOM = 1 << 12;
    private static final int LONGEST = 64;

    private final Value.Str[] words = new Value.Str[ROOM];

    Value.Str of(char[] text, int offset, int length) {
        if (length > LONGEST) {
            return new Value.Str(new String(text, offset, length));
        }
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = hash * 31 + text[offset + i];
        }
        int place = (hash ^ (hash >>> 12)) & (ROOM - 1);
        Value.Str known = words[place];
        if (known != null && is(known.value(), text, offset, length)) {
            return known;
        }
        Value.Str word = new Value.Str(new String(text, offset, length).intern());
        words[place] = word;
        return word;
    }

    private static boolean is(String known, char[] text, int offset, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != text[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
