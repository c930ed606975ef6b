package dev.lockstep.paxos;

/**
 * Tells what a proposer has on stable storage.
 *
 * @param round the round of its latest ballot; 0: none yet
 */
public record ProposerRecord(int round) {
    public static final ProposerRecord EMPTY = new ProposerRecord(0);
}
