package dev.lockstep.multipaxos;

import dev.lockstep.paxos.Vote;
import java.util.List;

/** Tells what the roles of one log send each other. May be lost, come twice, and overtake others. */
public sealed interface Message extends dev.lockstep.core.Message {
    /** Asks for promises, phase 1(a), for all slots. */
    record Prepare(String from, String to, int ballot) implements Message {}

    /** Promises that the sender votes in no lower ballot, phase 1(b). These are its latest votes, by slot. */
    record Promise(String from, String to, int ballot, List<Vote> votes) implements Message {}

    /**
     * Asks for votes, phase 2(a), in one slot.
     *
     * @param slot the slot, from 1
     */
    record Accept(String from, String to, int ballot, int slot, String value) implements Message {}

    /** Tells a learner the sender's vote in one slot, phase 2(b). */
    record Accepted(String from, String to, int ballot, int slot, String value) implements Message {}

    /** Says that the sender has promised a higher ballot than this one. */
    record Refusal(String from, String to, int ballot, int promised) implements Message {}

    /** Carries a client's command, from the node that the client asked. The spec has no such message: there a client asks any leader. */
    record Request(String from, String to, String command) implements Message {}
}
