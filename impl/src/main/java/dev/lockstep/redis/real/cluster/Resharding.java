package dev.lockstep.redis.real.cluster;

import dev.lockstep.redis.client.Connections;
import dev.lockstep.redis.client.HashSlot;
import dev.lockstep.redis.client.Reply;
import dev.lockstep.redis.client.ShardedClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Moves slots of a real cluster from one master to another, with their keys, as {@code redis-cli} does. A node's log tells of each
 * command that changes who has a slot: a line that is written right before it.
 */
final class Resharding {
    /** Begins what logs tell of commands. */
    static final String MARK = "lockstep ";

    /** Follows a command that the node has refused. */
    static final String REFUSED = "refused";

    private static final int TIMEOUT = 2000;

    private final ClusterGroup group;
    private final Map<String, String> written = new TreeMap<>();
    private int values;

    Resharding(ClusterGroup group) {
        this.group = group;
    }

    /**
     * Moves a slot, after a key was written to it.
     *
     * @param slot a slot of the spec
     * @return all nodes have done what they were told; otherwise the slot is closed again
     */
    boolean move(int slot, String from, String to) throws IOException, InterruptedException {
        int number = group.layout().redis(slot);
        write(number);
        boolean isDone = set(to, "SetImporting", slot, from)
                && set(from, "SetMigrating", slot, to)
                && migrate(number, from, to)
                && set(to, "SetSlotNode", slot, to)
                && set(from, "SetSlotNode", slot, to);
        if (isDone) {
            for (String other : group.view(to).owners()) {
                if (!other.equals(from) && !other.equals(to)) {
                    set(other, "SetSlotNode", slot, to);
                }
            }
        } else {
            set(from, "SetStable", slot, "");
            set(to, "SetStable", slot, "");
        }
        return isDone;
    }

    /** Has a master claim a slot as if it had imported it. It is for slots that nobody claims, or that nodes do not agree about. */
    void repair(int slot) throws IOException {
        List<String> masters = group.view("n1").owners();
        String first = masters.get(0);
        String second = masters.get(1);
        boolean isOfFirst = group.view(first).owner(group.layout().redis(slot)).equals(first);
        String owner = isOfFirst ? second : first;
        set(owner, "SetImporting", slot, isOfFirst ? first : second);
        set(owner, "SetSlotNode", slot, owner);
    }

    private boolean set(String node, String action, int slot, String other) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "CLUSTER",
                "SETSLOT",
                String.valueOf(group.layout().redis(slot)),
                action.equals("SetSlotNode") ? "NODE" : action.substring(3).toUpperCase(Locale.ROOT)));
        if (!other.isEmpty()) {
            command.add(ClusterLayout.id(other));
        }
        List<Reply> replies = group.command(
                node, List.of(List.of("DEBUG", "LOG", MARK + action + ' ' + slot + ' ' + other), command));
        if (replies.get(1) instanceof Reply.Failure) {
            group.command(node, "DEBUG", "LOG", MARK + REFUSED);
            return false;
        }
        return true;
    }

    private boolean migrate(int slot, String from, String to) throws IOException {
        List<String> keys = new ArrayList<>();
        if (group.command(from, "CLUSTER", "GETKEYSINSLOT", String.valueOf(slot), "100") instanceof Reply.Many many) {
            many.replies().forEach(each -> keys.add(((Reply.Text) each).text()));
        }
        if (keys.isEmpty()) {
            return true;
        }
        List<String> command = new ArrayList<>(List.of(
                "MIGRATE",
                "127.0.0.1",
                String.valueOf(group.process(to).port()),
                "",
                "0",
                String.valueOf(TIMEOUT),
                "KEYS"));
        command.addAll(keys);
        return !(group.command(from, List.of(command)).get(0) instanceof Reply.Failure);
    }

    private void write(int slot) throws IOException, InterruptedException {
        String key = key(slot);
        String value = String.valueOf(++values);
        try (Connections connections = new Connections(TIMEOUT)) {
            if (client(connections).ask(key, "SET", key, value).reply() instanceof Reply.Text) {
                written.put(key, value);
            }
        }
    }

    /** Returns a key of that slot. */
    static String key(int slot) {
        int i = 0;
        while (HashSlot.of("k" + i) != slot) {
            i++;
        }
        return "k" + i;
    }

    private ShardedClient client(Connections connections) {
        List<String> addresses = group.layout().nodes().stream()
                .map(node -> "127.0.0.1:" + group.process(node).port())
                .toList();
        return new ShardedClient(connections, addresses, attempt -> TimeUnit.MILLISECONDS.sleep(50));
    }

    /** Returns how many keys do not have the value that was written last. */
    long lost() throws IOException, InterruptedException {
        long lost = 0;
        try (Connections connections = new Connections(TIMEOUT)) {
            ShardedClient client = client(connections);
            for (Map.Entry<String, String> each : written.entrySet()) {
                Reply reply = client.ask(each.getKey(), "GET", each.getKey()).reply();
                lost += reply.equals(new Reply.Text(each.getValue())) ? 0 : 1;
            }
        }
        return lost;
    }
}
