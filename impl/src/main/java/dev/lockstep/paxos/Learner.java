package dev.lockstep.paxos;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.core.Process;
import dev.lockstep.core.Step;
import dev.lockstep.paxos.Message.Accepted;
import dev.lockstep.paxos.Message.Ask;
import dev.lockstep.paxos.Message.Chosen;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Learns in one instance: L. Lamport, "Paxos Made Simple", 2001, section 2.3. It has nothing on stable storage: it can ask.
 */
@Spec("Paxos")
public class Learner extends Process<Message> {
    @Self("l")
    private final String id;

    private final Group group;

    /** Votes reported, until it has learned. */
    @Variable
    private Set<Accepted> accepted = Set.of();

    @Variable
    private Optional<String> learned = Optional.empty();

    private boolean isDown;

    /** A learner that is up, and knows nothing. */
    public Learner(String id, Group group) {
        this.id = id;
        this.group = group;
    }

    /** @throws IllegalArgumentException the message is not for a learner */
    @Override
    public void receive(Message message) {
        if (message instanceof Accepted m) {
            if (learned.isPresent()) {
                informAgain(m);
            } else if (completes(m)) {
                learn(m);
            } else {
                receiveAccepted(m);
            }
        } else if (message instanceof Chosen m) {
            if (learned.isPresent()) {
                ignoreChosen(m);
            } else {
                receiveChosen(m);
            }
        } else {
            throw new IllegalArgumentException("no message for a learner: " + message);
        }
    }

    @Override
    public boolean isReady() {
        return !isDown;
    }

    /** Lists a timeout as long as it has not learned: it may ask any proposer. */
    @Override
    public List<Step> steps() {
        return isDown || learned.isPresent()
                ? List.of()
                : group.ids().keySet().stream()
                        .sorted()
                        .map(p -> new Step("ask " + p, Step.By.TIMEOUT, () -> ask(p)))
                        .toList();
    }

    /** A report that completes no quorum is kept. */
    @Action
    public void receiveAccepted(Accepted m) {
        require(!isDown && learned.isEmpty() && !completes(m));

        accepted = with(m);
    }

    /** One that completes a quorum tells what is chosen; a distinguished learner informs the others. */
    @Action
    public void learn(Accepted m) {
        require(!isDown && learned.isEmpty() && completes(m));

        learned = Optional.of(m.value());
        accepted = Set.of();
        inform(m.value());
    }

    /** It knows already. That the acceptors vote again shows that somebody does not, and may have missed what it was told. */
    @Action
    public void informAgain(Accepted m) {
        require(!isDown && learned.isPresent());

        inform(learned.get());
    }

    /** Returns whether a quorum has voted for one value in one ballot, with this report. */
    public boolean completes(Accepted m) {
        return group.hasQuorum(with(m).stream()
                .filter(r -> r.ballot() == m.ballot() && r.value().equals(m.value()))
                .map(Accepted::from)
                .collect(Collectors.toSet()));
    }

    Set<Accepted> with(Accepted m) {
        Set<Accepted> all = new HashSet<>(accepted);
        all.add(m);
        return Set.copyOf(all);
    }

    private void inform(String value) {
        for (String learner : group.learners()) {
            if (!group.distinguished().contains(learner)) {
                send(new Chosen(id, learner, value));
            }
        }
    }

    @Action
    public void receiveChosen(Chosen m) {
        require(!isDown && learned.isEmpty());

        learned = Optional.of(m.value());
        accepted = Set.of();
    }

    @Action
    public void ignoreChosen(Chosen m) {
        require(!isDown && learned.isPresent());
    }

    /** It may have missed the outcome, and has a proposer issue a proposal. */
    @Action
    public void ask(String p) {
        require(!isDown && learned.isEmpty());

        send(new Ask(id, p));
    }

    @Override
    @Action("CrashLearner")
    public void crash() {
        require(!isDown);

        isDown = true;
        accepted = Set.of();
        learned = Optional.empty();
    }

    @Override
    @Action("RestartLearner")
    public void restart() {
        require(isDown);

        isDown = false;
    }

    /** Returns the value that it knows to be chosen. */
    public Optional<String> learned() {
        return learned;
    }

    @Override
    public Learner copy() {
        Learner copy = new Learner(id, group);
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
