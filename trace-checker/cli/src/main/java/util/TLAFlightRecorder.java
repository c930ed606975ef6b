package util;

/**
 * In the place of TLC's class of this name, which starts the JDK's flight recorder to tell it of each module that is parsed: that takes as long
 * as to parse a small spec. The launcher has the command's jar come before TLC's.
 */
public final class TLAFlightRecorder {
    private TLAFlightRecorder() {}

    /** Of a model checking run: not told to anyone. */
    public static void progress(
            boolean isFinal,
            int depth,
            long states,
            long distinctStates,
            long unseenStates,
            long statesPerMinute,
            long distinctStatesPerMinute) {}

    /** Not told to anyone either; as it is, since its caller prints it. */
    public static String message(String message) {
        return message;
    }
}
