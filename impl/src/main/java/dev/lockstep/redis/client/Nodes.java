package dev.lockstep.redis.client;

import java.io.IOException;
import java.util.List;

/** Sends commands to the nodes of a cluster, by their addresses, as {@code 127.0.0.1:7000}. */
@FunctionalInterface
public interface Nodes {
    /**
     * Sends a node commands at once, and returns the reply to the last one.
     *
     * @throws IOException the node cannot be reached, or does not answer
     */
    Reply ask(String address, List<List<String>> commands) throws IOException;
}
