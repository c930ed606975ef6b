package dev.lockstep.flink;

import java.io.Serializable;

/**
 * Holds what the job is to check by, and travels with it to where it runs.
 *
 * @param spec the path of the user's spec; "": the bundled one that a trace names
 * @param config the path of its config; "": the one beside the spec
 * @param modules paths of folders and jars with more modules
 * @param candidates most states that may explain a trace up to one event
 * @param lateness by how much the clock of an event may be less than that of one that came before it; 0: events come in their order
 * @param isFollowing whether traces are still being written, so that a failure is told before their end
 * @param hintSeconds for how long it is looked for what would make a rejected trace accepted; 0: it is not
 */
record Settings(
        String spec,
        String config,
        String[] modules,
        int candidates,
        long lateness,
        boolean isFollowing,
        int hintSeconds)
        implements Serializable {
    private static final long serialVersionUID = 1L;
}
