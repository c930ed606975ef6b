package dev.lockstep.multipaxos;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.multipaxos.Message.Accept;
import dev.lockstep.multipaxos.Message.Prepare;
import dev.lockstep.multipaxos.Message.Promise;
import dev.lockstep.multipaxos.Message.Refusal;
import dev.lockstep.paxos.Group;
import dev.lockstep.paxos.Role;
import dev.lockstep.paxos.Vote;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One node that may lead one log: L. Lamport, "Paxos Made Simple", 2001, section 3.
 *
 * <p>Not thread-safe. After each call the host sends what {@link #drain} returns. In phase {@link Phase#NUMBERING} the host makes {@link
 * #round} durable, and only then calls {@link #persistLeader}. An action whose guard is false throws {@link IllegalStateException} and
 * changes nothing.
 */
@Spec("MultiPaxos")
public class Leader extends Role<Message> {
    /** The command that does nothing. */
    public static final String NOOP = "noop";

    @Self("p")
    private final String id;

    private final Group group;
    private final int slots;

    @Variable
    private int round;

    /** On disk. */
    @Variable
    private int stableRound;

    @Variable
    private Phase phase = Phase.IDLE;

    @Variable
    private Set<Promise> promises = Set.of();

    /** While it leads: what it has proposed, by slot. */
    @Variable
    private List<Optional<String>> proposals;

    /**
     * @param slots how many the log has
     * @param stableRound on disk; 0: no ballot yet
     * @param isDown about to {@link #restartLeader}; otherwise at the beginning
     */
    public Leader(String id, Group group, int slots, int stableRound, boolean isDown) {
        this(id, group, slots, isDown ? 0 : stableRound, stableRound, Phase.IDLE, isDown);
    }

    /** One that is known from its trace only. */
    public Leader(String id, Group group, int slots, int round, int stableRound, Phase phase, boolean isDown) {
        super(isDown);
        this.id = id;
        this.group = group;
        this.slots = slots;
        this.round = round;
        this.stableRound = stableRound;
        this.phase = phase;
        this.proposals = Slots.noCommands(slots);
    }

    /** The number of this leader's ballot in a round, unique because ids are. */
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
     * Takes a message by the one action that is enabled. The leader {@link #isReady}.
     *
     * @throws IllegalArgumentException the message is not for a leader
     */
    public void receive(Message message) {
        if (message instanceof Promise m) {
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
            throw new IllegalArgumentException("no message for a leader: " + message);
        }
    }

    /** Phase 1(a), for all slots: begin a ballot with a higher number, and write the number down. */
    @Action
    public void prepare() {
        require(mayPrepare());

        round++;
        phase = Phase.NUMBERING;
        promises = Set.of();
        proposals = Slots.noCommands(slots);
    }

    public boolean mayPrepare() {
        return isReady() && round < group.maxRound();
    }

    /** The number is on stable storage, so that it is never used again: the prepare requests leave. */
    @Action
    public void persistLeader() {
        require(isWriting());

        stableRound = round;
        phase = Phase.PREPARING;
        group.acceptors().forEach(a -> send(new Prepare(id, a, current())));
    }

    @Action
    public void receivePromise(Promise m) {
        require(isReady() && awaits(m));

        Set<Promise> counted = new HashSet<>(promises);
        counted.add(m);
        promises = Set.copyOf(counted);
    }

    /** It comes late: for another ballot, or after it was enough. */
    @Action
    public void ignorePromise(Promise m) {
        require(isReady() && !awaits(m));
    }

    public boolean awaits(Promise m) {
        return phase == Phase.PREPARING && m.ballot() == current();
    }

    /** Promised by a quorum: propose again what earlier leaders may have had chosen, and no-ops between. */
    @Action
    public void lead() {
        require(mayLead());

        proposals = IntStream.rangeClosed(1, slots).mapToObj(this::inherited).toList();
        phase = Phase.LEADING;
        promises = Set.of();
        for (int s = 1; s <= slots; s++) {
            int slot = s;
            proposals.get(slot - 1).ifPresent(v -> sendAccept(slot, v));
        }
    }

    public boolean mayLead() {
        return isReady()
                && phase == Phase.PREPARING
                && group.hasQuorum(promises.stream().map(Promise::from).collect(Collectors.toSet()));
    }

    /** What the promises make it propose in that slot. */
    Optional<String> inherited(int slot) {
        boolean isInherited = IntStream.rangeClosed(slot, slots)
                .anyMatch(s -> latestReported(s).isPresent());
        return isInherited ? latestReported(slot).or(() -> Optional.of(NOOP)) : Optional.empty();
    }

    /** The value of the latest vote reported in this slot. */
    Optional<String> latestReported(int slot) {
        return promises.stream()
                .map(m -> m.votes().get(slot - 1))
                .filter(vote -> !vote.equals(Vote.NONE))
                .max(Comparator.comparingInt(Vote::ballot))
                .flatMap(Vote::value);
    }

    private void sendAccept(int slot, String value) {
        group.acceptors().forEach(a -> send(new Accept(id, a, current(), slot, value)));
    }

    /** Phase 2(a): a client's command goes into the first free slot. */
    @Action
    public void propose(String v) {
        require(isReady() && hasRoom());

        int slot = proposals.indexOf(Optional.<String>empty()) + 1;
        proposals = Slots.except(proposals, slot, Optional.of(v));
        sendAccept(slot, v);
    }

    /** It does not lead, or the log is full. */
    @Action
    public void refuseRequest(String v) {
        require(isReady() && !hasRoom());
    }

    public boolean hasRoom() {
        return phase == Phase.LEADING && proposals.contains(Optional.<String>empty());
    }

    /** While it leads. */
    public boolean hasProposed(String v) {
        return proposals.contains(Optional.of(v));
    }

    /** Its ballot is refused for a higher one: it leads no more, and its next number will be above that. */
    @Action
    public void abandon(Refusal m) {
        require(isReady() && concerns(m));

        round = Math.max(round, roundOf(m.promised()));
        phase = Phase.IDLE;
        promises = Set.of();
        proposals = Slots.noCommands(slots);
    }

    @Action
    public void ignoreRefusal(Refusal m) {
        require(isReady() && !concerns(m));
    }

    public boolean concerns(Refusal m) {
        return (phase == Phase.PREPARING || phase == Phase.LEADING) && m.ballot() == current();
    }

    /** What was in memory is lost. */
    @Action
    public void crashLeader() {
        require(!isDown);

        isDown = true;
        round = 0;
        phase = Phase.IDLE;
        promises = Set.of();
        proposals = Slots.noCommands(slots);
    }

    @Action
    public void restartLeader() {
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

    @Override
    public String toString() {
        return (isDown ? "down, " : "") + phase + " in round " + round + " of " + id;
    }
}
