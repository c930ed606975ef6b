package dev.lockstep.multipaxos;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.multipaxos.Message.Accept;
import dev.lockstep.multipaxos.Message.Prepare;
import dev.lockstep.multipaxos.Message.Promise;
import dev.lockstep.multipaxos.Message.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One that leads, or wants to: L. Lamport, "Paxos Made Simple", 2001, section 3.
 *
 * <p>Not thread-safe. After each call the host sends what {@link #drain} returns. In phase {@link Phase#NUMBERING} the host makes {@link
 * #round} durable, and only then calls {@link #persistLeader}. An action whose guard is false throws {@link IllegalStateException} and
 * changes nothing.
 */
@Spec("MultiPaxos")
public class Leader extends Role {
    @Self("p")
    final String id;

    final Group group;

    @Variable
    private int round;

    /** On disk. */
    @Variable
    private int stableRound;

    @Variable
    private Phase phase = Phase.IDLE;

    @Variable
    private Set<Promise> promises = Set.of();

    /** What it proposed, leading, in each slot from slot 1 on. */
    @Variable
    private List<Optional<String>> proposals;

    /**
     * @param stableRound on disk; 0: no ballot yet
     * @param isDown about to {@link #restartLeader}; otherwise at the beginning
     */
    public Leader(String id, Group group, int stableRound, boolean isDown) {
        super(isDown);
        this.id = id;
        this.group = group;
        this.stableRound = stableRound;
        this.proposals = group.noCommands();
    }

    private int current() {
        return round * group.ids().size() + group.ids().get(id);
    }

    private int roundOf(int ballot) {
        return ballot / group.ids().size();
    }

    /** It takes inputs: it has not crashed, and is not writing. */
    public boolean isReady() {
        return !isDown && phase != Phase.NUMBERING;
    }

    public boolean isWriting() {
        return !isDown && phase == Phase.NUMBERING;
    }

    /** Phase 1(a), for all slots: begin a ballot with a higher number, and write the number down. */
    @Action
    public void prepare() {
        require(mayPrepare());

        round++;
        phase = Phase.NUMBERING;
        promises = Set.of();
        proposals = group.noCommands();
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

    /** It comes late: for another ballot, or after it began to lead. */
    @Action
    public void ignorePromise(Promise m) {
        require(isReady() && !awaits(m));
    }

    public boolean awaits(Promise m) {
        return phase == Phase.PREPARING && m.ballot() == current();
    }

    /** Promised by a quorum, it leads, and proposes at once in every slot up to the last for which a vote is reported. */
    @Action
    public void lead() {
        require(mayLead());

        List<Optional<String>> inherited = IntStream.rangeClosed(1, group.maxSlot())
                .mapToObj(this::inherited)
                .toList();
        phase = Phase.LEADING;
        promises = Set.of();
        proposals = inherited;
        for (int s = 1; s <= group.maxSlot(); s++) {
            int slot = s;
            inherited.get(slot - 1).ifPresent(v -> sendAccept(slot, v));
        }
    }

    public boolean mayLead() {
        return isReady()
                && phase == Phase.PREPARING
                && group.hasQuorum(promises.stream().map(Promise::from).collect(Collectors.toSet()));
    }

    /** The value of the latest vote reported in this slot; a no-op where there is none, but one above. */
    Optional<String> inherited(int slot) {
        boolean isInherited = IntStream.rangeClosed(slot, group.maxSlot())
                .anyMatch(s -> latestReported(s).isPresent());
        return isInherited ? latestReported(slot).or(() -> Optional.of(group.noop())) : Optional.empty();
    }

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

        int slot = proposals.indexOf(Optional.empty()) + 1;
        List<Optional<String>> next = new ArrayList<>(proposals);
        next.set(slot - 1, Optional.of(v));
        proposals = List.copyOf(next);
        sendAccept(slot, v);
    }

    @Action
    public void refuseRequest(String v) {
        require(isReady() && !hasRoom());
    }

    /** It leads, and there is a free slot. */
    public boolean hasRoom() {
        return phase == Phase.LEADING && proposals.contains(Optional.<String>empty());
    }

    /** Its ballot is refused for a higher one: it leads no more. */
    @Action
    public void abandon(Refusal m) {
        require(isReady() && concerns(m));

        round = Math.max(round, roundOf(m.promised()));
        phase = Phase.IDLE;
        promises = Set.of();
        proposals = group.noCommands();
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
        proposals = group.noCommands();
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
