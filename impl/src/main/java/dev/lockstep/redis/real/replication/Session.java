package dev.lockstep.redis.real.replication;

import dev.lockstep.redis.real.replication.Seen.Ack;
import dev.lockstep.redis.real.replication.Seen.Element;
import java.util.ArrayList;
import java.util.List;

/** Holds what passed on one connection of a replica to its master, from PSYNC on. The recording guards it. */
final class Session {
    /** Stands for the offset of a replica that asks for all data. */
    static final long ALL = -1;

    /** Says how a master answers. */
    enum Answer {
        NONE,
        CONTINUE,
        FULL,
        REFUSED
    }

    final String from;
    final String to;

    /** Counts which run of the master was asked. */
    final int life;

    final long at;

    /** The history in which it asks to go on; a question mark: none. */
    final String replid;

    final long offset;

    /** Tells whether it asks the other one to be a master first. */
    final boolean isFailover;

    final List<Element> elements = new ArrayList<>();
    final List<Ack> acks = new ArrayList<>();
    Answer answer = Answer.NONE;
    String answeredReplid = "";
    long answeredOffset;
    long answeredAt;

    Session(String from, String to, int life, long at, String replid, long offset, boolean isFailover) {
        this.from = from;
        this.to = to;
        this.life = life;
        this.at = at;
        this.replid = replid;
        this.offset = offset;
        this.isFailover = isFailover;
    }

    boolean isServed() {
        return answer == Answer.CONTINUE || answer == Answer.FULL;
    }

    /** Returns the offset at which the stream begins. */
    long start() {
        return answer == Answer.FULL ? answeredOffset : offset;
    }

    @Override
    public String toString() {
        return "the connection of " + from + " to " + to + " at " + at;
    }
}
