package dev.lockstep.commit.node;

/** Names transactions in traces and messages by their numbers; a number is never used again. */
public final class Transactions {
    private Transactions() {}

    public static String name(long number) {
        return "t" + number;
    }

    /** @throws NumberFormatException the name is no transaction's */
    public static long number(String name) {
        return Long.parseLong(name.substring(1));
    }
}
