package dev.lockstep.clocks.node;

import dev.lockstep.clocks.Bounds;
import dev.lockstep.clocks.Message;

/** Real time, in ticks, as the hosts of clocks know it and clocks do not: when events take place. It never goes back. */
public interface RealTime {
    /** Tells whether that message may arrive now. */
    boolean mayArrive(Message m);

    /** Real time passes to the arrival of a message that may arrive, and is returned. */
    int arrived(Message m);

    /** Tells whether a message over that arc is sent now. */
    boolean maySend(String from, String to);

    /** Real time passes to when a message that is sent now is sent, and is returned. */
    int sending(String from, String to);

    /** A process has sent this message. */
    void sent(Message m);

    /** Real time passes to an event of another kind, and is returned. */
    int event();

    /** Returns the bounds as they are known now, if these were known beforehand. */
    default Bounds measured(Bounds known) {
        return known;
    }
}
