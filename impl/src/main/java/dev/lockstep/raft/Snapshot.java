package dev.lockstep.raft;

import dev.lockstep.annotations.Immutable;

/**
 * Stands for the beginning of a log.
 *
 * @param index the index of the last entry that it stands for; 0: of none
 * @param term the term of that entry
 * @param config the configuration that was in force there
 */
@Immutable
public record Snapshot(int index, int term, Configuration config) {}
