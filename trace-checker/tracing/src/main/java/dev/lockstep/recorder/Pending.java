package dev.lockstep.recorder;

/**
 * Describes an event that is not written yet.
 *
 * @param action the JSON member that names the action
 * @param end the end of the rest of its line in a text that holds the rests of several lines; it begins with {@code ,"args":} and ends
 * before the closing brace
 */
record Pending(byte[] action, int end) {
    static byte[] action(String name) {
        return new Text().plain(",\"action\":").string(name).copy();
    }
}
