package dev.lockstep.raft;

import java.util.AbstractList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says which servers decide, as Configurations.tla has it. It is one set of them, or during a change two, {@code <<C_old, C_new>>}, of
 * which a majority each is needed. Immutable.
 */
public final class Configuration extends AbstractList<Set<String>> {
    private final List<Set<String>> sets;

    private Configuration(List<Set<String>> sets) {
        this.sets = sets;
    }

    public static Configuration simple(Collection<String> servers) {
        return new Configuration(List.of(sorted(servers)));
    }

    public static Configuration joint(Collection<String> old, Collection<String> future) {
        return new Configuration(List.of(sorted(old), sorted(future)));
    }

    private static Set<String> sorted(Collection<String> servers) {
        return Collections.unmodifiableSet(new TreeSet<>(servers));
    }

    public boolean isJoint() {
        return sets.size() == 2;
    }

    /** Returns the set of servers that it ends in: {@code C_new}, or the only one. */
    public Set<String> target() {
        return sets.get(sets.size() - 1);
    }

    /** Returns all servers that have a say. */
    public Set<String> members() {
        Set<String> members = new TreeSet<>();
        sets.forEach(members::addAll);
        return Collections.unmodifiableSet(members);
    }

    /** Returns whether these servers can decide. */
    public boolean isQuorum(Set<String> servers) {
        return sets.stream().allMatch(set -> isMajority(servers, set));
    }

    private static boolean isMajority(Set<String> servers, Set<String> of) {
        return 2 * of.stream().filter(servers::contains).count() > of.size();
    }

    @Override
    public Set<String> get(int index) {
        return sets.get(index);
    }

    @Override
    public int size() {
        return sets.size();
    }
}
