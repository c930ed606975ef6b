package dev.lockstep.raft.run;

import dev.lockstep.raft.Group;
import dev.lockstep.raft.node.RaftNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Names the servers {@code s1}, {@code s2}, ..., of which the first are the cluster at the beginning.
 *
 * @param size how many these are
 * @param spare how many others may join
 * @param commands the number of commands that clients may ask for: {@code c1}, {@code c2}, ...
 * @param election ticks that a server waits for a leader, as {@link dev.lockstep.raft.node.Pace} has it
 */
record RaftCluster(int size, int spare, int commands, int election) {
    RaftCluster {
        if (size < 1 || spare < 0) {
            throw new IllegalArgumentException(size + " servers and " + spare + " spare ones");
        }
    }

    List<String> servers() {
        return names("s", size + spare);
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toList();
    }

    static String command(int number) {
        return "c" + number;
    }

    Group group() {
        return new Group(Set.copyOf(servers()), Set.copyOf(names("s", size)), true, true);
    }

    /** Returns the constants of Raft.tla, but Membership: clients may ask for any servers. */
    Map<String, Object> constants() {
        Set<String> all = new HashSet<>(names("c", commands));
        all.add(RaftNode.NOOP);
        Map<String, Object> constants = new TreeMap<>();
        constants.put("Server", group().servers());
        constants.put("Initial", group().initial());
        constants.put("Command", all);
        constants.put("PreVote", group().preVote());
        constants.put("CheckQuorum", group().checkQuorum());
        return constants;
    }
}
