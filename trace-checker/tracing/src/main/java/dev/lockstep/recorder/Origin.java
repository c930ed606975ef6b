package dev.lockstep.recorder;

/**
 * Whose event it is, as its line tells.
 *
 * @param process its name as it is written
 * @param head of the line, up to the time
 * @param instance the member that names it, or nothing
 */
record Origin(String process, byte[] head, byte[] instance) {
    /** @param instance may be null */
    Origin(String process, String instance) {
        this(
                Itf.encode(process),
                new Text()
                        .plain("{\"process\":")
                        .string(process)
                        .plain(",\"clock\":")
                        .copy(),
                instance == null
                        ? new byte[0]
                        : new Text().plain(",\"instance\":").string(instance).copy());
    }
}
