package dev.lockstep.paxos;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.paxos.Message.Accept;
import dev.lockstep.paxos.Message.Ask;
import dev.lockstep.paxos.Message.Prepare;
import dev.lockstep.paxos.Message.Promise;
import dev.lockstep.paxos.Message.Refusal;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One proposer of one instance: L. Lamport, "Paxos Made Simple", 2001, sections 2.2 - 2.4.
 *
 * <p>Not thread-safe. After each call the host sends what {@link #drain} returns. In phase {@link Phase#NUMBERING} the host makes {@link
 * #round} durable, and only then calls {@link #persistProposer}. An action whose guard is false throws {@link IllegalStateException} and
 * changes nothing.
 */
@Spec("Paxos")
public class Proposer extends Role<Message> {
    @Self("p")
    final String id;

    final Group group;

    @Variable
    private Optional<String> request = Optional.empty();

    @Variable
    private int round;

    /** On disk. */
    @Variable
    private int stableRound;

    @Variable
    private Phase phase = Phase.IDLE;

    @Variable
    private Set<Promise> promises = Set.of();

    /**
     * @param stableRound on disk; 0: no ballot yet
     * @param isDown about to {@link #restartProposer}; otherwise at the beginning
     */
    public Proposer(String id, Group group, int stableRound, boolean isDown) {
        super(isDown);
        this.id = id;
        this.group = group;
        this.stableRound = stableRound;
    }

    /** A proposer that stands where these say, with no promises. */
    public Proposer(String id, Group group, Optional<String> request, int round, int stableRound, Phase phase) {
        this(id, group, stableRound, false);
        this.request = request;
        this.round = round;
        this.phase = phase;
    }

    /** The number of this proposer's ballot in a round, unique because ids are. */
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
    public boolean isReady() {
        return !isDown && phase != Phase.NUMBERING;
    }

    public boolean isWriting() {
        return !isDown && phase == Phase.NUMBERING;
    }

    /**
     * Takes a message by the one action that is enabled. The proposer {@link #isReady}.
     *
     * @throws IllegalArgumentException the message is not for a proposer
     */
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
    public void refuseRequest(String v) {
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

    /** The number is on stable storage, so that it is never used again: the prepare requests leave. */
    @Action
    public void persistProposer() {
        require(!isDown && phase == Phase.NUMBERING);

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

    /** What was in memory is lost; the client has to ask again. */
    @Action
    public void crashProposer() {
        require(!isDown);

        isDown = true;
        request = Optional.empty();
        round = 0;
        phase = Phase.IDLE;
        promises = Set.of();
    }

    @Action
    public void restartProposer() {
        require(isDown);

        isDown = false;
        round = recoveredRound();
    }

    int recoveredRound() {
        return stableRound;
    }

    public int round() {
        return round;
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
    public String toString() {
        return (isDown ? "down, " : "") + phase + " in round " + round + " of " + id;
    }
}
