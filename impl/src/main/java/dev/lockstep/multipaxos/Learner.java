package dev.lockstep.multipaxos;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.core.Process;
import dev.lockstep.multipaxos.Message.Accepted;
import dev.lockstep.paxos.Group;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Learns one log, each slot by itself: L. Lamport, "Paxos Made Simple", 2001, section 3. It has nothing on stable storage: the next leader
 * proposes everything again.
 */
@Spec("MultiPaxos")
public class Learner extends Process<Message> {
    @Self("l")
    private final String id;

    private final Group group;

    /** Votes reported, in slots that it has not learned. */
    @Variable
    private Set<Accepted> accepted = Set.of();

    /** The learned values, by slot. */
    @Variable
    private List<Optional<String>> learned;

    private boolean isDown;

    /**
     * A learner that is up, and knows nothing.
     *
     * @param slots how many the log has
     */
    public Learner(String id, Group group, int slots) {
        this.id = id;
        this.group = group;
        this.learned = Slots.noCommands(slots);
    }

    /** @throws IllegalArgumentException the message is not for a learner */
    @Override
    public void receive(Message message) {
        if (message instanceof Accepted m) {
            if (hasLearned(m.slot())) {
                ignoreAccepted(m);
            } else if (completes(m)) {
                learn(m);
            } else {
                receiveAccepted(m);
            }
        } else {
            throw new IllegalArgumentException("no message for a learner: " + message);
        }
    }

    @Override
    public boolean isReady() {
        return !isDown;
    }

    /** A report that completes no quorum is kept. */
    @Action
    public void receiveAccepted(Accepted m) {
        require(!isDown && !hasLearned(m.slot()) && !completes(m));

        accepted = with(m);
    }

    /** One that completes a quorum tells what is chosen in its slot. */
    @Action
    public void learn(Accepted m) {
        require(!isDown && !hasLearned(m.slot()) && completes(m));

        learned = Slots.except(learned, m.slot(), Optional.of(m.value()));
        accepted = accepted.stream().filter(r -> r.slot() != m.slot()).collect(Collectors.toUnmodifiableSet());
    }

    /** It knows already. */
    @Action
    public void ignoreAccepted(Accepted m) {
        require(!isDown && hasLearned(m.slot()));
    }

    public boolean hasLearned(int slot) {
        return learned.get(slot - 1).isPresent();
    }

    /** Returns whether it has learned the command, in any slot. */
    public boolean hasLearned(String command) {
        return learned.contains(Optional.of(command));
    }

    /** It knows all slots. */
    public boolean isFull() {
        return learned.stream().allMatch(Optional::isPresent);
    }

    /** Returns whether a quorum has voted for one value in one ballot, with this report. */
    public boolean completes(Accepted m) {
        return group.hasQuorum(with(m).stream()
                .filter(r -> isSameProposal(r, m))
                .map(Accepted::from)
                .collect(Collectors.toSet()));
    }

    boolean isSameProposal(Accepted r, Accepted m) {
        return r.slot() == m.slot() && r.ballot() == m.ballot() && r.value().equals(m.value());
    }

    private Set<Accepted> with(Accepted m) {
        Set<Accepted> all = new HashSet<>(accepted);
        all.add(m);
        return Set.copyOf(all);
    }

    @Override
    @Action("CrashLearner")
    public void crash() {
        require(!isDown);

        isDown = true;
        accepted = Set.of();
        learned = Slots.noCommands(learned.size());
    }

    @Override
    @Action("RestartLearner")
    public void restart() {
        require(isDown);

        isDown = false;
    }

    /** Returns the commands that it knows to be chosen, by slot. */
    public List<Optional<String>> learned() {
        return learned;
    }

    @Override
    public Learner copy() {
        Learner copy = new Learner(id, group, learned.size());
        copy.accepted = accepted;
        copy.learned = learned;
        copy.isDown = isDown;
        return copied(copy);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<Object> state() {
        return List.of(id, isDown, accepted, learned, unsent());
    }
}
