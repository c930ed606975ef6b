package dev.lockstep.redis.real.cluster;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Turns messages of the bus into those of {@code RedisCluster.tla}. Offsets are in no trace: each is 0. */
final class SpecMessages {
    private final ClusterLayout layout;
    private final Map<String, String> names;

    SpecMessages(ClusterLayout layout) {
        this.layout = layout;
        this.names = layout.names();
    }

    static Map<String, Object> set(Collection<?> elements) {
        return Map.of("#set", elements);
    }

    /** Returns the name of a node. */
    String name(String id) {
        if (id.isEmpty()) {
            return ClusterLayout.NONE;
        }
        String name = names.get(id);
        if (name == null) {
            throw new IllegalArgumentException("nobody has the id " + id);
        }
        return name;
    }

    Map<String, Object> header(BusMessage message) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("currentEpoch", message.currentEpoch());
        head.put("configEpoch", message.configEpoch());
        head.put("slots", set(layout.spec(message.slots())));
        head.put("slaveof", name(message.slaveof()));
        head.put("offset", 0);
        return head;
    }

    /** Returns what two messages of a node have in common as long as its configuration is the same. */
    Object configuration(BusMessage message) {
        return Map.of("head", header(message), "paused", message.isPaused());
    }

    /** Returns the nodes of which a message says that they fail, or that they do not. */
    Set<String> about(BusMessage message, boolean isSuspect) {
        Set<String> about = new TreeSet<>();
        for (BusMessage.Gossip each : message.gossip()) {
            if (each.isSuspect() == isSuspect) {
                about.add(name(each.id()));
            }
        }
        return about;
    }

    Map<String, Object> message(Bus.Sent sent) {
        BusMessage message = sent.message();
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("type", type(message.type()));
        value.put("from", sent.from());
        value.put("to", sent.to());
        value.put("head", header(message));
        switch (message.type()) {
            case "ping", "pong" -> {
                value.put("paused", message.isPaused());
                value.put("suspects", set(about(message, true)));
                value.put("fine", set(about(message, false)));
            }
            case "fail" -> value.put("about", name(message.about()));
            case "auth-req" -> value.put("force", message.isForced());
            case "update" -> {
                value.put("about", name(message.about()));
                value.put("config", message.config());
                value.put("slots", set(layout.spec(message.owned())));
            }
            default -> {
                return value; // the header says all
            }
        }
        return value;
    }

    private static String type(String type) {
        return switch (type) {
            case "ping", "pong" -> "ping";
            case "fail", "update" -> type;
            case "auth-req" -> "authRequest";
            case "auth-ack" -> "authAck";
            case "mfstart" -> "mfStart";
            default -> throw new IllegalArgumentException("the spec has no messages of type " + type);
        };
    }
}
