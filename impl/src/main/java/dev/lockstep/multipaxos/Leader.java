package dev.lockstep.multipaxos;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.core.Process;
import dev.lockstep.core.Step;
import dev.lockstep.multipaxos.Message.Accept;
import dev.lockstep.multipaxos.Message.Prepare;
import dev.lockstep.multipaxos.Message.Promise;
import dev.lockstep.multipaxos.Message.Refusal;
import dev.lockstep.multipaxos.Message.Request;
import dev.lockstep.paxos.Group;
import dev.lockstep.paxos.ProposerRecord;
import dev.lockstep.paxos.Vote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Plays one node that may lead one log: L. Lamport, "Paxos Made Simple", 2001, section 3.
 *
 * <p>In phase {@link Phase#NUMBERING} it waits until the number of its ballot is durable: only then do its prepare requests leave.
 */
@Spec("MultiPaxos")
public class Leader extends Process<Message> {
    /** The command that does nothing. */
    public static final String NOOP = "noop";

    @Self("p")
    private final String id;

    private final Group group;
    private final int slots;

    @Variable
    private int round;

    /** The round on disk. */
    @Variable
    private int stableRound;

    @Variable
    private Phase phase = Phase.IDLE;

    @Variable
    private Set<Promise> promises = Set.of();

    /** The values that it has proposed while it leads, by slot. */
    @Variable
    private List<Optional<String>> proposals;

    private boolean isDown;

    /**
     * A leader that is up, and has this on disk.
     *
     * @param slots how many the log has
     */
    public Leader(String id, Group group, int slots, ProposerRecord stable) {
        this.id = id;
        this.group = group;
        this.slots = slots;
        this.round = stable.round();
        this.stableRound = stable.round();
        this.proposals = Slots.noCommands(slots);
    }

    /** Returns the number of this leader's ballot in a round, unique because ids are. */
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

    /** Its patience may end whenever it may prepare; it leads at once when it may. */
    @Override
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        if (mayLead()) {
            steps.add(new Step("lead", Step.By.PROCESS, this::lead));
        }
        if (mayPrepare()) {
            steps.add(new Step("prepare", Step.By.TIMEOUT, this::prepare));
        }
        return steps;
    }

    /** @throws IllegalArgumentException the message is not for a leader */
    @Override
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
        } else if (message instanceof Request m) {
            if (hasRoom()) {
                propose(m.command());
            } else {
                ignoreRequest(m.command());
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

    @Override
    public Optional<ProposerRecord> unwritten() {
        return isWriting() ? Optional.of(new ProposerRecord(round)) : Optional.empty();
    }

    /** The number is on stable storage, so that it is never used again: the prepare requests leave. */
    @Override
    @Action("PersistLeader")
    public void written() {
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

    /** Returns what the promises make it propose in that slot. */
    Optional<String> inherited(int slot) {
        boolean isInherited = IntStream.rangeClosed(slot, slots)
                .anyMatch(s -> latestReported(s).isPresent());
        return isInherited ? latestReported(slot).or(() -> Optional.of(NOOP)) : Optional.empty();
    }

    /** Returns the value of the latest vote reported in this slot. */
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
    public void ignoreRequest(String v) {
        require(isReady() && !hasRoom());
    }

    public boolean hasRoom() {
        return phase == Phase.LEADING && proposals.contains(Optional.<String>empty());
    }

    /** Returns whether it has proposed the value, while it leads. */
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

    /** Crash: all that was in memory is lost. */
    @Override
    @Action("CrashLeader")
    public void crash() {
        require(!isDown);

        isDown = true;
        round = 0;
        phase = Phase.IDLE;
        promises = Set.of();
        proposals = Slots.noCommands(slots);
    }

    @Override
    @Action("RestartLeader")
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

    @Override
    public Leader copy() {
        Leader copy = new Leader(id, group, slots, new ProposerRecord(stableRound));
        copy.round = round;
        copy.phase = phase;
        copy.promises = promises;
        copy.proposals = proposals;
        copy.isDown = isDown;
        return copied(copy);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<Object> state() {
        return List.of(id, isDown, round, stableRound, phase, promises, proposals, unsent());
    }
}
