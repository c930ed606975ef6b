package dev.lockstep.multipaxos;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.multipaxos.Message.Accepted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One learner: each slot by itself, as in single-decree Paxos. As {@link Leader} to be used. */
@Spec("MultiPaxos")
public class Learner extends Role {
    @Self("l")
    private final String id;

    private final Group group;

    /** Votes reported in slots that it has not learned. */
    @Variable
    private Set<Accepted> accepted = Set.of();

    /** The command that it knows to be chosen in each slot, from slot 1 on. */
    @Variable
    private List<Optional<String>> learned;

    /** @param isDown about to {@link #restartLearner} */
    public Learner(String id, Group group, boolean isDown) {
        super(isDown);
        this.id = id;
        this.group = group;
        this.learned = group.noCommands();
    }

    /** A report that completes no quorum is kept. */
    @Action
    public void receiveAccepted(Accepted m) {
        require(!isDown && !hasLearned(m) && !completes(m));

        accepted = with(m);
    }

    /** One that completes a quorum tells what is chosen in its slot. */
    @Action
    public void learn(Accepted m) {
        require(!isDown && !hasLearned(m) && completes(m));

        List<Optional<String>> next = new ArrayList<>(learned);
        next.set(m.slot() - 1, Optional.of(m.value()));
        learned = List.copyOf(next);
        accepted = accepted.stream().filter(r -> r.slot() != m.slot()).collect(Collectors.toUnmodifiableSet());
    }

    @Action
    public void ignoreAccepted(Accepted m) {
        require(!isDown && hasLearned(m));
    }

    public boolean hasLearned(Accepted m) {
        return learned.get(m.slot() - 1).isPresent();
    }

    /** With this report it has heard of the votes of a quorum for one command in one ballot, in this slot. */
    public boolean completes(Accepted m) {
        return group.hasQuorum(with(m).stream()
                .filter(r -> r.slot() == m.slot()
                        && r.ballot() == m.ballot()
                        && r.value().equals(m.value()))
                .map(Accepted::from)
                .collect(Collectors.toSet()));
    }

    private Set<Accepted> with(Accepted m) {
        Set<Accepted> all = new HashSet<>(accepted);
        all.add(m);
        return Set.copyOf(all);
    }

    @Action
    public void crashLearner() {
        require(!isDown);

        isDown = true;
        accepted = Set.of();
        learned = group.noCommands();
    }

    @Action
    public void restartLearner() {
        require(isDown);

        isDown = false;
    }

    /** The log as far as it knows it, from slot 1 on. */
    public List<Optional<String>> learned() {
        return learned;
    }

    @Override
    public String toString() {
        return (isDown ? "down, " : "") + learned + " learned, " + accepted + " reported, of " + id;
    }
}
