package dev.lockstep.multipaxos.node;

import dev.lockstep.multipaxos.Leader;
import dev.lockstep.paxos.Group;
import dev.lockstep.paxos.node.Cluster;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Names the nodes {@code n1}, {@code n2}, ... and their roles. Node {@code n1} is leader {@code p1}, acceptor {@code a1} and learner
 * {@code l1} of every log.
 *
 * @param size how many
 * @param slots the number of slots of each log
 */
public record LogCluster(int size, int slots) {
    private Cluster roles() {
        return new Cluster(size, size);
    }

    public List<String> nodes() {
        return roles().nodes();
    }

    public Group group() {
        return roles().group();
    }

    /** Returns what clients may ask for: {@code c1}, {@code c2}, ..., each once in a log, fewer than there are slots. */
    public List<String> commands() {
        return IntStream.rangeClosed(1, Math.max(1, slots * 2 / 3))
                .mapToObj(i -> "c" + i)
                .toList();
    }

    /** Returns the node whose ballot this is. */
    String owner(int ballot) {
        return group().ids().entrySet().stream()
                .filter(id -> id.getValue() == ballot % size)
                .map(id -> Cluster.node(id.getKey()))
                .collect(Collectors.joining());
    }

    /** Returns the constants of MultiPaxos.tla, which takes every majority for a quorum if it is given none. */
    public Map<String, Object> constants() {
        Group group = group();
        Map<String, Object> constants = new TreeMap<>();
        constants.put("Value", Set.copyOf(commands()));
        constants.put("Noop", Leader.NOOP);
        constants.put("Leader", group.ids().keySet());
        constants.put("Acceptor", group.acceptors());
        constants.put("Learner", group.learners());
        constants.put("Quorum", Set.of());
        constants.put("Id", group.ids());
        constants.put("MaxRound", group.maxRound());
        constants.put("MaxSlot", slots);
        constants.put("TellRefusals", group.tellRefusals());
        return constants;
    }
}
