package dev.lockstep.run;

import java.io.IOException;
import java.util.Map;

/** Runs clients in a process of their own. They reach the nodes of a run by what these have written to the folder of the run. */
public interface ExternalClients extends Memberships, AutoCloseable {
    /** Tells whether the run may wind down. It is asked again and again once there are as many events as wanted. */
    boolean isDone();

    /**
     * Judges what the clients were told, once all nodes have ended.
     *
     * @throws IllegalStateException a result cannot be, or a client could not go on
     */
    void check() throws IOException, InterruptedException;

    /** Returns what is worth telling of them, in order. */
    Map<String, Long> figures();

    /** Stops them, if they have not ended. */
    @Override
    void close();
}
