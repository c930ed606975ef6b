package dev.lockstep.protocol;

import java.io.IOException;
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
     * @return no figure differs from the published one by more than its tolerance
     * @throws IllegalArgumentException the options do not fit; the message tells the user what would
     * @throws IOException a plot cannot be written
     */
    boolean compute(FigureOptions options, Consumer<String> out) throws IOException, InterruptedException;
}
