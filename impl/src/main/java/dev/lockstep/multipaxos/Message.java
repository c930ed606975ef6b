package dev.lockstep.multipaxos;

import dev.lockstep.paxos.Vote;
import java.util.List;

/** What the roles of one log send each other. May be lost, come twice, and overtake others. */
public sealed interface Message extends dev.lockstep.core.Message {
    /** Phase 1(a), for all slots. */
    record Prepare(String from, String to, int ballot) implements Message {}

    /** Phase 1(b): the sender votes in no lower ballot, and these are its latest votes, by slot. */
    record Promise(String from, String to, int ballot, List<Vote> votes) implements Message {}

    /**
     * Phase 2(a), in one slot.
     *
     * @param slot from 1
     */
    record Accept(String from, String to, int ballot, int slot, String value) implements Message {}

    /** Phase 2(b): the sender's vote in one slot, for a learner. */
    record Accepted(String from, String to, int ballot, int slot, String value) implements Message {}

    /** The sender has promised a higher ballot than this one. */
    record Refusal(String from, String to, int ballot, int promised) implements Message {}

    /** A client's command, from the node that the client asked. The spec has no such message: there a client asks any leader. */
    record Request(String from, String to, String command) implements Message {}
}
