package dev.lockstep.redis.replication.run;

import dev.lockstep.redis.replication.Answer;
import java.util.List;

/** Tells what the clients of a server are told, and see of it. */
public sealed interface News {
    /** A client is told something of its write. */
    record Told(Answer answer) implements News {}

    /** The server has these writes besides. */
    record Executed(List<String> values) implements News {}

    /** It has these, and no others. */
    record Holds(List<String> values) implements News {}

    /** Somebody has made it a master. */
    record Promoted() implements News {}
}
