package dev.lockstep.redis.real.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds an event of a node: a step of the spec, and what it comes after. */
final class ClusterEvent {
    final String node;
    final long micros;
    final String action;
    final Map<String, Object> args = new LinkedHashMap<>();
    final Map<String, Object> state = new LinkedHashMap<>();

    /** Names what is sent with this step. */
    final List<Object> sends = new ArrayList<>();

    /** Names what this step receives, so that it comes after the first step that sends it. */
    @Nullable
    Object receives;

    /** Says where in a log it is told. */
    final String source;

    /** Holds what was known of the node after this step. */
    final NodeKnowledge.Known known;

    /** Holds the header of a message that was made in this step, if there was one. */
    @Nullable
    Object header;

    ClusterEvent(String node, long micros, String action, String source, NodeKnowledge.Known known) {
        this.node = node;
        this.micros = micros;
        this.action = action;
        this.source = source;
        this.known = known;
        args.put("n", node);
    }

    ClusterEvent arg(String name, Object value) {
        args.put(name, value);
        return this;
    }

    ClusterEvent observes(String name, Object value) {
        state.put(name, value);
        return this;
    }

    ClusterEvent sends(Object what) {
        sends.add(what);
        return this;
    }

    ClusterEvent receives(Object what) {
        receives = what;
        return this;
    }
}
