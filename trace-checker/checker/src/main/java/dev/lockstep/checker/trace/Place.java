package dev.lockstep.checker.trace;

/**
 * Names a place in a file.
 *
 * @param file a trace as it was given; or a module of the spec, {@code Bank.tla}, whose folder the loaded spec knows
 * @param line the line from 1
 * @param column the column from 1, in UTF-16 code units
 */
public record Place(String file, long line, int column) {
    /** Returns the place without its column, as explanations name it: {@code Bank.tla:18}. */
    public String brief() {
        return file + ":" + line;
    }

    /** Returns the place as compilers write it. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
