package dev.lockstep.redis.sentinel;

import java.util.Locale;

/** Tells how far a replica is that is to follow the new master, as the spec writes it. */
public enum Reconf {
    NO,
    SENT,
    INPROG,
    DONE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
