package dev.lockstep.redis.real;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Knows processes by what they are called on the wire: servers by their port, sentinels by their id. Safe for threads. */
public final class Names {
    private static final String NOBODY = "none";
    private static final int SHORT = 8;

    private final Map<Long, String> ports = new ConcurrentHashMap<>();
    private final Map<String, String> ids = new ConcurrentHashMap<>();

    public void add(int port, String name) {
        ports.put((long) port, name);
    }

    public void add(String id, String name) {
        ids.put(id.substring(0, SHORT), name);
    }

    /** Returns which process listens there; {@code none}: nobody that is known. */
    public String at(String port) {
        return ports.getOrDefault(Long.parseLong(port), NOBODY);
    }

    /** Returns whose id it is; {@code none} stands for the star. */
    public String of(String id) {
        return id.length() < SHORT ? NOBODY : ids.getOrDefault(id.substring(0, SHORT), NOBODY);
    }
}
