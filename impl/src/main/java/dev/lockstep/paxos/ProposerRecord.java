package dev.lockstep.paxos;

/**
 * What a proposer has on stable storage.
 *
 * @param round of its latest ballot; 0: none yet
 */
public record ProposerRecord(int round) {
    public static final ProposerRecord EMPTY = new ProposerRecord(0);
}
