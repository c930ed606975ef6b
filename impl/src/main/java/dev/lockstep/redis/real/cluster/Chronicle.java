package dev.lockstep.redis.real.cluster;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a trace of what the nodes of a cluster logged and said. Steps of a node stay in their order, and a message is received after it was sent;
 * of those that can be next, the earliest is.
 */
final class Chronicle {
    private static final JsonMapper JSON = new JsonMapper();

    /** Names what is a function of nodes. */
    private static final List<String> LOCAL = List.of(
            "running",
            "currentEpoch",
            "lastVoteEpoch",
            "configEpoch",
            "saved",
            "slaveof",
            "slots",
            "flags",
            "state",
            "reports");

    private final ClusterLayout layout;
    private final List<Deque<ClusterEvent>> processes = new ArrayList<>();

    Chronicle(ClusterLayout layout) {
        this.layout = layout;
    }

    /** Adds the steps of a node. */
    void add(List<ClusterEvent> events) {
        processes.add(new ArrayDeque<>(events));
    }

    /**
     * Writes the trace.
     *
     * @return how many events it has
     * @throws IOException something was received that nobody had sent
     */
    long write(Path trace) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(trace)) {
            out.write(JSON.writeValueAsString(header()));
            out.newLine();
            long count = 0;
            for (ClusterEvent event : ordered()) {
                count++;
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("process", event.node);
                line.put("clock", count);
                line.put("action", event.action);
                line.put("args", event.args);
                if (!event.state.isEmpty()) {
                    line.put("state", event.state);
                }
                line.put("source", event.source);
                out.write(JSON.writeValueAsString(line));
                out.newLine();
            }
            return count;
        }
    }

    private List<ClusterEvent> ordered() throws IOException {
        List<ClusterEvent> ordered = new ArrayList<>();
        Set<Object> sent = new HashSet<>();
        Deque<ClusterEvent> next = next(sent);
        while (next != null) {
            ClusterEvent event = next.remove();
            sent.addAll(event.sends);
            ordered.add(event);
            next = next(sent);
        }
        for (Deque<ClusterEvent> process : processes) {
            ClusterEvent stuck = process.peek();
            if (stuck != null) {
                throw new IOException(
                        stuck.source + ": " + stuck.action + " receives what nobody has sent before: " + stuck.args);
            }
        }
        return ordered;
    }

    private @Nullable Deque<ClusterEvent> next(Set<Object> sent) {
        Deque<ClusterEvent> next = null;
        for (Deque<ClusterEvent> process : processes) {
            ClusterEvent event = process.peek();
            if (event != null
                    && (event.receives == null || sent.contains(event.receives))
                    && (next == null || event.micros < next.element().micros)) {
                next = process;
            }
        }
        return next;
    }

    private Map<String, Object> header() {
        Map<String, Object> constants = new LinkedHashMap<>();
        constants.put("Node", SpecMessages.set(layout.nodes()));
        constants.put("Slot", SpecMessages.set(layout.owners().keySet()));
        constants.put("SlotOf", Map.of("#map", List.of()));
        Map<String, Object> order = new TreeMap<>();
        Map<String, Object> masters = new TreeMap<>();
        Map<String, Object> epochs = new TreeMap<>();
        for (String node : layout.nodes()) {
            order.put(node, order.size() + 1);
            masters.put(node, layout.master(node));
            epochs.put(node, layout.epoch(node));
        }
        constants.put("Id", order);
        constants.put("FirstMaster", masters);
        constants.put("FirstEpoch", epochs);
        constants.put(
                "FirstOwner",
                Map.of(
                        "#map",
                        layout.owners().entrySet().stream()
                                .map(each -> List.of(each.getKey(), each.getValue()))
                                .toList()));
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("lockstep", 1);
        header.put("spec", "RedisCluster");
        header.put("constants", constants);
        header.put("local", LOCAL);
        return header;
    }
}
