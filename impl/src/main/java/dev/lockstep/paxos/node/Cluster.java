package dev.lockstep.paxos.node;

import dev.lockstep.paxos.Group;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Names the nodes {@code n1}, {@code n2}, ... and their roles. Node {@code n1} plays proposer {@code p1}, acceptor {@code a1} and learner
 * {@code l1}.
 *
 * @param size how many
 * @param distinguished how many of their learners the acceptors report to; these inform the others
 */
public record Cluster(int size, int distinguished) {
    /** The number of rounds is larger than a proposer counts in any run. TLC writes out all their ballots when it loads the spec. */
    private static final int UNBOUNDED = 10_000;

    public Cluster {
        if (size < 1 || distinguished < 1 || distinguished > size) {
            throw new IllegalArgumentException(distinguished + " distinguished learners of " + size);
        }
    }

    public List<String> nodes() {
        return names("n", size);
    }

    public List<String> proposers() {
        return names("p", size);
    }

    private static List<String> names(String role, int size) {
        return IntStream.rangeClosed(1, size).mapToObj(i -> role + i).toList();
    }

    public static String proposer(String node) {
        return "p" + node.substring(1);
    }

    public static String acceptor(String node) {
        return "a" + node.substring(1);
    }

    public static String learner(String node) {
        return "l" + node.substring(1);
    }

    /** Returns the node that plays this role. */
    public static String node(String role) {
        return "n" + role.substring(1);
    }

    public Group group() {
        Map<String, Integer> ids = new HashMap<>();
        proposers().forEach(p -> ids.put(p, ids.size()));
        return new Group(
                ids,
                Set.copyOf(names("a", size)),
                Set.copyOf(names("l", size)),
                Set.copyOf(names("l", distinguished)),
                UNBOUNDED,
                true);
    }

    /**
     * Returns the constants of Paxos.tla, which takes every majority for a quorum if it is given none.
     *
     * @param values all that clients ask for
     */
    public Map<String, Object> constants(Set<String> values) {
        Group group = group();
        Map<String, Object> constants = new TreeMap<>();
        constants.put("Value", values);
        constants.put("Proposer", group.ids().keySet());
        constants.put("Acceptor", group.acceptors());
        constants.put("Learner", group.learners());
        constants.put("Quorum", Set.of());
        constants.put("Distinguished", group.distinguished());
        constants.put("Id", group.ids());
        constants.put("MaxRound", group.maxRound());
        constants.put("TellRefusals", group.tellRefusals());
        return constants;
    }
}
