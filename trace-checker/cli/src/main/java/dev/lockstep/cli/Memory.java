package dev.lockstep.cli;

import picocli.CommandLine.Option;

/**
 * Bounds the memory of a search: the heap of this JVM. The launcher has set it before this JVM began; one that was begun otherwise is told so.
 */
final class Memory {
    /** The system property with which the launcher says what it has set. */
    private static final String SET = "lockstep.memory";

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description =
                    "How much memory the states may take: the heap of this JVM, as 800m or 4g. When it is used up, the search ends"
                            + " with what was found so far. Else it is Java's default, a quarter of the machine's.")
    private String size = "";

    /**
     * Requires that the size is one, and that the heap has it.
     *
     * @throws IllegalArgumentException the size cannot be read, or the launcher has not set the heap
     */
    void require() {
        if (size.isEmpty()) {
            return;
        }
        if (!size.matches("[1-9][0-9]{2,5}[mM]|[1-9][0-9]{0,2}[gG]")) {
            throw new IllegalArgumentException("--memory is a size from 100m, such as 800m or 4g, not " + size);
        }
        if (!size.equals(System.getProperty(SET))) {
            throw new IllegalArgumentException(
                    "--memory is set by the launcher, lockstep; to java itself give -Xmx" + size);
        }
    }
}
