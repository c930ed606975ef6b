package dev.lockstep.protocol;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Holds what a user asks of {@link Figures}.
 *
 * @param parts a subset of {@link Figures#parts}
 * @param seeds the number of runs for each figure, at least 1
 * @param seed the seed of the first run; all figures but times are functions of the options
 * @param folder an existing folder, in which plots are written; empty: none are
 */
public record FigureOptions(SortedSet<String> parts, int seeds, long seed, Optional<Path> folder) {}
