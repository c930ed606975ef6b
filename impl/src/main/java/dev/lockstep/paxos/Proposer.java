package dev.lockstep.paxos;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.core.Process;
import dev.lockstep.core.Step;
import dev.lockstep.paxos.Message.Accept;
import dev.lockstep.paxos.Message.Ask;
import dev.lockstep.paxos.Message.Prepare;
import dev.lockstep.paxos.Message.Promise;
import dev.lockstep.paxos.Message.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Proposes in one instance: L. Lamport, "Paxos Made Simple", 2001, sections 2.2 - 2.4.
 *
 * <p>In phase {@link Phase#NUMBERING} it waits until the number of its ballot is durable: only then do its prepare requests leave.
 */
@Spec("Paxos")
public class Proposer extends Process<Message> {
    @Self("p")
    final String id;

    final Group group;

    @Variable
    private Optional<String> request = Optional.empty();

    @Variable
    private int round;

    /** The round on disk. */
    @Variable
    private int stableRound;

    @Variable
    private Phase phase = Phase.IDLE;

    @Variable
    private Set<Promise> promises = Set.of();

    private boolean isDown;

    /** A proposer that is up, and has this on disk. */
    public Proposer(String id, Group group, ProposerRecord stable) {
        this.id = id;
        this.group = group;
        this.round = stable.round();
        this.stableRound = stable.round();
    }

    /** Returns the number of this proposer's ballot in a round, unique because ids are. */
    int number(int r) {
        return r * group.ids().size() + group.ids().get(id);
    }

    int roundOf(int ballot) {
        return ballot / group.ids().size();
    }

    int current() {
        return number(round);
    }

    /** It takes inputs: it has not crashed, and is not writing. */
    @Override
    public boolean isReady() {
        return !isDown && phase != Phase.NUMBERING;
    }

    private boolean isWriting() {
        return !isDown && phase == Phase.NUMBERING;
    }

    /** Its patience may end whenever it may prepare; it proposes at once when it may. */
    @Override
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        if (mayPropose()) {
            steps.add(new Step("propose", Step.By.PROCESS, this::propose));
        }
        if (mayPrepare()) {
            steps.add(new Step("prepare", Step.By.TIMEOUT, this::prepare));
        }
        return steps;
    }

    /** @throws IllegalArgumentException the message is not for a proposer */
    @Override
    public void receive(Message message) {
        if (message instanceof Ask m) {
            if (isFree()) {
                prepareAsked(m);
            } else {
                ignoreAsk(m);
            }
        } else if (message instanceof Promise m) {
            if (awaits(m)) {
                receivePromise(m);
            } else {
                ignorePromise(m);
            }
        } else if (message instanceof Refusal m) {
            if (concerns(m)) {
                abandon(m);
            } else {
                ignoreRefusal(m);
            }
        } else {
            throw new IllegalArgumentException("no message for a proposer: " + message);
        }
    }

    /** A client asks for this value. */
    @Action
    public void request(String v) {
        require(isReady() && !hasRequest());

        request = Optional.of(v);
    }

    /** There is room for one request. */
    @Action
    public void ignoreRequest(String v) {
        require(isReady() && hasRequest());
    }

    public boolean hasRequest() {
        return request.isPresent();
    }

    /** Phase 1(a): begin a ballot with a higher number, and write the number down. */
    @Action
    public void prepare() {
        require(mayPrepare());

        takeNumber();
    }

    /** It has something to propose, or lost patience with its latest ballot. */
    public boolean mayPrepare() {
        return isReady() && (hasRequest() || phase != Phase.IDLE) && round < group.maxRound();
    }

    /** Phase 1(a) for the sake of a learner that missed the outcome. */
    @Action
    public void prepareAsked(Ask m) {
        require(isReady() && isFree());

        takeNumber();
    }

    /** It is busy with a ballot of its own. */
    @Action
    public void ignoreAsk(Ask m) {
        require(isReady() && !isFree());
    }

    public boolean isFree() {
        return phase == Phase.IDLE && round < group.maxRound();
    }

    private void takeNumber() {
        round++;
        phase = Phase.NUMBERING;
        promises = Set.of();
    }

    @Override
    public Optional<ProposerRecord> unwritten() {
        return isWriting() ? Optional.of(new ProposerRecord(round)) : Optional.empty();
    }

    /** The number is on stable storage, so that it is never used again: the prepare requests leave. */
    @Override
    @Action("PersistProposer")
    public void written() {
        require(isWriting());

        stableRound = round;
        phase = Phase.PREPARING;
        group.acceptors().forEach(a -> send(new Prepare(id, a, current())));
    }

    @Action
    public void receivePromise(Promise m) {
        require(isReady() && awaits(m));

        promises = counted(m);
    }

    /** It comes late: for another ballot, or after the proposal was made. */
    @Action
    public void ignorePromise(Promise m) {
        require(isReady() && !awaits(m));
    }

    public boolean awaits(Promise m) {
        return phase == Phase.PREPARING && m.ballot() == current();
    }

    Set<Promise> counted(Promise m) {
        Set<Promise> counted = new HashSet<>(promises);
        counted.add(m);
        return Set.copyOf(counted);
    }

    /** Phase 2(a): promised by a quorum, propose the value of the latest vote reported, or else the client's. */
    @Action
    public void propose() {
        require(mayPropose());

        String value = proposal().orElseThrow();
        phase = Phase.PROPOSING;
        promises = Set.of();
        group.acceptors().forEach(a -> send(new Accept(id, a, current(), value)));
    }

    public boolean mayPropose() {
        return isReady()
                && phase == Phase.PREPARING
                && hasQuorum()
                && proposal().isPresent();
    }

    boolean hasQuorum() {
        return group.hasQuorum(promises.stream().map(Promise::from).collect(Collectors.toSet()));
    }

    Optional<String> proposal() {
        return promises.stream()
                .map(Promise::vote)
                .filter(vote -> !vote.equals(Vote.NONE))
                .max(Comparator.comparingInt(Vote::ballot))
                .map(Vote::value)
                .orElse(request);
    }

    /** Its ballot is refused for a higher one: the next number will be above that. */
    @Action
    public void abandon(Refusal m) {
        require(isReady() && concerns(m));

        round = Math.max(round, roundOf(m.promised()));
        phase = Phase.IDLE;
        promises = Set.of();
    }

    @Action
    public void ignoreRefusal(Refusal m) {
        require(isReady() && !concerns(m));
    }

    public boolean concerns(Refusal m) {
        return (phase == Phase.PREPARING || phase == Phase.PROPOSING) && m.ballot() == current();
    }

    /** Crash: what was in memory is lost; the client has to ask again. */
    @Override
    @Action("CrashProposer")
    public void crash() {
        require(!isDown);

        isDown = true;
        request = Optional.empty();
        round = 0;
        phase = Phase.IDLE;
        promises = Set.of();
    }

    @Override
    @Action("RestartProposer")
    public void restart() {
        require(isDown);

        isDown = false;
        round = recoveredRound();
    }

    int recoveredRound() {
        return stableRound;
    }

    public Phase phase() {
        return phase;
    }

    Optional<String> request() {
        return request;
    }

    Set<Promise> promises() {
        return promises;
    }

    @Override
    public Proposer copy() {
        Proposer copy = new Proposer(id, group, new ProposerRecord(stableRound));
        copy.request = request;
        copy.round = round;
        copy.phase = phase;
        copy.promises = promises;
        copy.isDown = isDown;
        return copied(copy);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<Object> state() {
        return List.of(id, isDown, request, round, stableRound, phase, promises, unsent());
    }
}
