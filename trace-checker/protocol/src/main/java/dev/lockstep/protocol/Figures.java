package dev.lockstep.protocol;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * Computes figures that a paper has published, beside the published ones. The {@code lockstep} command finds it with {@link
 * java.util.ServiceLoader}.
 */
public interface Figures {
    /** Returns the name by which the command calls it, as {@code gossip}. */
    String name();

    /** Returns the parts that can be computed, and what each shows. */
    SortedMap<String, String> parts();

    /**
     * Computes the parts that the options name, and writes plots if they name a folder.
     *
     * @param out takes one line after the other, as soon as it is known
     * @param validator tells of traces whether they are accepted, for figures that depend on it
     * @return no figure differs from the published one by more than its tolerance
     * @throws IllegalArgumentException the options do not fit; the message tells the user what would
     * @throws IOException a file cannot be written, or a trace not be validated
     */
    boolean compute(FigureOptions options, Consumer<String> out, Validator validator)
            throws IOException, InterruptedException;

    /** Validates a trace against the spec that it names. */
    @FunctionalInterface
    interface Validator {
        /**
         * Returns whether the trace is accepted; if not, it is rejected.
         *
         * @throws IOException the trace cannot be read, or its validation is inconclusive
         */
        boolean accepts(Path trace) throws IOException;

        /**
         * Returns the actions that events of a trace may name, as its spec has them. Hidden ones and the names of instances are left out.
         *
         * @throws IOException the trace cannot be read
         * @throws UnsupportedOperationException the validator knows no specs
         */
        default Set<String> actions(Path trace) throws IOException {
            throw new UnsupportedOperationException("the actions of the spec of " + trace + " are not known");
        }
    }
}
