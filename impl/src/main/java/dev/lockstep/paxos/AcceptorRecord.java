package dev.lockstep.paxos;

/** Tells what an acceptor has on stable storage. */
public record AcceptorRecord(int promised, Vote vote) {
    public static final AcceptorRecord EMPTY = new AcceptorRecord(0, Vote.NONE);
}
