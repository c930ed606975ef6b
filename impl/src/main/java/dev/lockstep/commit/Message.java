package dev.lockstep.commit;

/** Tells what coordinator and participants of one transaction send each other. May be lost, come twice, and overtake others. */
public sealed interface Message extends dev.lockstep.core.Message {
    /** Asks whether the receiver can do its part: phase one. */
    record Prepare(String from, String to) implements Message {}

    /** Votes yes: whatever happens, the sender can. */
    record Yes(String from, String to) implements Message {}

    /** Votes no: the sender has aborted. */
    record No(String from, String to) implements Message {}

    /** The transaction has committed. */
    record Commit(String from, String to) implements Message {}

    /** The transaction has aborted, or is presumed to have. */
    record Abort(String from, String to) implements Message {}

    /** The sender has carried out its intentions. */
    record Ack(String from, String to) implements Message {}

    /** The sender is in doubt and asks for the outcome. */
    record Inquiry(String from, String to) implements Message {}
}
