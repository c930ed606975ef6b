package dev.lockstep.redis.client;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reaches nodes over TCP, and keeps a connection to each that has answered. One thread uses it. */
public final class Connections implements Nodes, AutoCloseable {
    private final int timeout;
    private final Map<String, RespConnection> open = new HashMap<>();

    /** @param timeout the milliseconds after which a node that does not answer is taken for one that cannot be reached */
    public Connections(int timeout) {
        this.timeout = timeout;
    }

    @Override
    public Reply ask(String address, List<List<String>> commands) throws IOException {
        try {
            List<Reply> replies = to(address).askAll(commands);
            return replies.get(replies.size() - 1);
        } catch (IOException e) {
            RespConnection broken = open.remove(address);
            if (broken != null) {
                broken.close();
            }
            throw e;
        }
    }

    private RespConnection to(String address) throws IOException {
        RespConnection connection = open.get(address);
        if (connection == null) {
            int colon = address.lastIndexOf(':');
            connection = new RespConnection(
                    address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)), timeout);
            open.put(address, connection);
        }
        return connection;
    }

    @Override
    public void close() throws IOException {
        for (RespConnection each : open.values()) {
            each.close();
        }
        open.clear();
    }
}
