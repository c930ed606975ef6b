package dev.lockstep.recorder;

/**
 * Holds the part of a line that says to which process its event belongs.
 *
 * @param process the name of the process as it is written
 * @param head the text of the line up to the time
 * @param instance the JSON member that names the instance of the spec; empty if there is none
 */
record Origin(String process, byte[] head, byte[] instance) {
    /** @param instance the instance of the spec; may be null */
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
