package dev.lockstep.commit.run;

import dev.lockstep.commit.Outcome;
import dev.lockstep.commit.node.Change;
import java.util.List;
import java.util.Map;

/** Tells what the clients of a run ask for and are told. */
sealed interface News {
    /** A client asks for a transaction with these changes, by participant. */
    record Asked(long transaction, Map<String, List<Change>> changes) implements News {}

    /** Tells the client of the transaction how it ended. */
    record Told(long transaction, Outcome outcome) implements News {}
}
