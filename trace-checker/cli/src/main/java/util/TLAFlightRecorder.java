package util;

/**
 * Stands in the place of TLC's class of this name. That one starts the JDK's flight recorder to tell it of each module that is parsed,
 * which takes as long as to parse a small spec. The launcher has the command's jar come before TLC's.
 */
public final class TLAFlightRecorder {
    private TLAFlightRecorder() {}

    /** Tells nobody of the progress of a model checking run. */
    public static void progress(
            boolean isFinal,
            int depth,
            long states,
            long distinctStates,
            long unseenStates,
            long statesPerMinute,
            long distinctStatesPerMinute) {}

    /** Tells nobody of a message. It is returned as it is, since its caller prints it. */
    public static String message(String message) {
        return message;
    }
}
