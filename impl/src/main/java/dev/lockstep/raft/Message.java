package dev.lockstep.raft;

import java.util.List;

/** Tells what servers send each other. May be lost, come twice, and overtake others. */
public sealed interface Message extends dev.lockstep.core.Message {
    int term();

    /** Represents a candidate's request, or that of one who would like to be. */
    sealed interface Ask extends Message {
        int lastIndex();

        int lastTerm();
    }

    /** Represents an answer that may tell of a later term. */
    sealed interface Answer extends Message {
        boolean yes();
    }

    /**
     * Asks whether the receiver would vote for the sender.
     *
     * @param term the term that the sender would stand in
     */
    record AskPreVote(String from, String to, int term, int lastIndex, int lastTerm) implements Ask {}

    record AskVote(String from, String to, int term, int lastIndex, int lastTerm) implements Ask {}

    /** @param term the term that the sender would vote in, or its own if it would not */
    record PreVote(String from, String to, int term, boolean granted) implements Answer {
        @Override
        public boolean yes() {
            return granted;
        }
    }

    record Vote(String from, String to, int term, boolean granted) implements Answer {
        @Override
        public boolean yes() {
            return granted;
        }
    }

    /**
     * Carries a leader's entries; none: it still leads.
     *
     * @param commit up to where the sender knows its log to be committed
     */
    record Append(String from, String to, int term, int prevIndex, int prevTerm, List<Entry> entries, int commit)
            implements Message {}

    /** @param match how much of its log the sender knows to be that of the leader */
    record Appended(String from, String to, int term, boolean success, int match) implements Answer {
        @Override
        public boolean yes() {
            return success;
        }
    }

    /** Carries a leader's {@link dev.lockstep.raft.Snapshot}. */
    record Snapshot(String from, String to, int term, int index, int lastTerm, Configuration config)
            implements Message {}
}
