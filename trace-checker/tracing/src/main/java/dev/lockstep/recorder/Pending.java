package dev.lockstep.recorder;

/**
 * An event that is not written yet.
 *
 * @param action the member that names it
 * @param end of the rest of its line, among those of others: it goes from {@code ,"args":} to before the closing brace
 */
record Pending(byte[] action, int end) {
    static byte[] action(String name) {
        return new Text().plain(",\"action\":").string(name).copy();
    }
}
