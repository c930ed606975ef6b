package dev.lockstep.paxos;

/** Tells what the roles of one instance send each other. May be lost, come twice, and overtake others. */
public sealed interface Message extends dev.lockstep.core.Message {
    /** Asks for promises, phase 1(a). */
    record Prepare(String from, String to, int ballot) implements Message {}

    /** Promises that the sender votes in no lower ballot, phase 1(b). This is its latest vote. */
    record Promise(String from, String to, int ballot, Vote vote) implements Message {}

    /** Asks for votes, phase 2(a). */
    record Accept(String from, String to, int ballot, String value) implements Message {}

    /** Tells a learner the sender's vote, phase 2(b). */
    record Accepted(String from, String to, int ballot, String value) implements Message {}

    /** Says that the sender has promised a higher ballot than this one. */
    record Refusal(String from, String to, int ballot, int promised) implements Message {}

    /** Tells what is chosen, from one learner to another. */
    record Chosen(String from, String to, String value) implements Message {}

    /** A learner may have missed the outcome. */
    record Ask(String from, String to) implements Message {}
}
