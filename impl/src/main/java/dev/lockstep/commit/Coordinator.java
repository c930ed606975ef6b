package dev.lockstep.commit;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.commit.Message.Abort;
import dev.lockstep.commit.Message.Ack;
import dev.lockstep.commit.Message.Commit;
import dev.lockstep.commit.Message.Inquiry;
import dev.lockstep.commit.Message.No;
import dev.lockstep.commit.Message.Prepare;
import dev.lockstep.commit.Message.Yes;
import dev.lockstep.core.Process;
import dev.lockstep.core.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Coordinates one transaction: Lampson and Sturgis, as {@link Participant}, which tells how it is hosted. The abort is presumed: C. Mohan
 * and B. Lindsay, "Efficient Commit Protocols for the Tree of Processes Model of Distributed Transactions", 1983.
 */
@Spec("TwoPhaseCommit")
public class Coordinator extends Process<Message> {
    @Self
    private final String id;

    final Set<String> participants;

    @Variable
    private Stage stage;

    @Variable
    Set<String> votes;

    @Variable
    Set<String> acks;

    /** The record on disk. */
    @Variable
    private CommitRecord record;

    /** The outcome is not observed in traces: after a crash it is not known here, only to the client. */
    private Outcome outcome = Outcome.NONE;

    /**
     * Makes a coordinator that stands where these say. {@link Stage#IDLE}: at the beginning; {@link Stage#DOWN}: about to {@link #restart}.
     *
     * @param record the record on disk
     */
    public Coordinator(
            String id,
            Set<String> participants,
            Stage stage,
            Set<String> votes,
            Set<String> acks,
            CommitRecord record) {
        this.id = id;
        this.participants = Set.copyOf(participants);
        this.stage = stage;
        this.votes = Set.copyOf(votes);
        this.acks = Set.copyOf(acks);
        this.record = record;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void receive(Message message) {
        if (message instanceof Yes m) {
            act(stage == Stage.COLLECTING, m, this::receiveYes, this::refuseYes);
        } else if (message instanceof No m) {
            act(stage == Stage.COLLECTING, m, this::receiveNo, this::refuseNo);
        } else if (message instanceof Ack m) {
            act(stage == Stage.COMMITTED, m, this::receiveAck, this::refuseAck);
        } else if (message instanceof Inquiry m) {
            switch (stage) {
                case COMMITTED -> answerCommit(m);
                case FORGOTTEN -> answerAbort(m);
                default -> refuseInquiry(m);
            }
        } else {
            throw new IllegalArgumentException(id + " is no participant: " + message);
        }
    }

    private static <M> void act(boolean isTaken, M m, Consumer<M> taken, Consumer<M> refused) {
        (isTaken ? taken : refused).accept(m);
    }

    @Override
    public boolean isReady() {
        return stage != Stage.DOWN;
    }

    @Override
    public List<Step> steps() {
        if (mayDecide()) {
            return List.of(new Step("decide", Step.By.PROCESS, this::decide));
        } else if (stage == Stage.COLLECTING) {
            return List.of(new Step("timeOut", Step.By.TIMEOUT, this::timeOut));
        } else if (stage == Stage.COMMITTED && unwritten().isEmpty()) {
            return List.of(new Step("resendCommit", Step.By.TIMEOUT, this::resendCommit));
        }
        return List.of();
    }

    @Override
    public Optional<Write.Decision> unwritten() {
        return switch (stage) {
            case COMMITTING -> Optional.of(new Write.Decision(written(record, CommitRecord.COMMIT)));
            case COMMITTED -> allAcknowledged() ? Optional.of(new Write.Decision(CommitRecord.NONE)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    @Override
    public void written() {
        switch (stage) {
            case COMMITTING -> logCommit();
            case COMMITTED -> forget();
            default -> throw new IllegalStateException("wrote nothing: " + this);
        }
    }

    /** Nothing is known of the transaction any more. */
    @Override
    public boolean isOver() {
        return stage == Stage.FORGOTTEN;
    }

    /** Phase one: ask all participants to prepare. */
    @Action
    public void begin() {
        require(stage == Stage.IDLE);

        stage = Stage.COLLECTING;
        send(participants, p -> new Prepare(id, p));
    }

    @Action
    public void receiveYes(Yes m) {
        require(isAddressed(m) && stage == Stage.COLLECTING);

        votes = with(votes, m.from());
    }

    @Action
    public void refuseYes(Yes m) {
        require(isAddressed(m) && stage != Stage.COLLECTING && stage != Stage.DOWN);
    }

    /** A single no aborts. */
    @Action
    public void receiveNo(No m) {
        require(isAddressed(m) && stage == Stage.COLLECTING);

        giveUp();
    }

    @Action
    public void refuseNo(No m) {
        require(isAddressed(m) && stage != Stage.COLLECTING && stage != Stage.DOWN);
    }

    /** Votes are missing for too long. */
    @Action
    public void timeOut() {
        require(stage == Stage.COLLECTING);

        giveUp();
    }

    /** Nothing is written: tell everyone, and forget. */
    private void giveUp() {
        stage = Stage.FORGOTTEN;
        votes = Set.of();
        outcome = Outcome.ABORT;
        send(participants, p -> new Abort(id, p));
    }

    /** The commit point, its first half: all have voted yes, so begin to write the commit record. */
    @Action
    public void decide() {
        require(mayDecide());

        stage = Stage.COMMITTING;
    }

    public boolean mayDecide() {
        return stage == Stage.COLLECTING && allVotedYes();
    }

    boolean allVotedYes() {
        return votes.equals(participants);
    }

    /** The commit point: the record is on disk. Only now does anyone hear of it. */
    @Action
    public void logCommit() {
        require(stage == Stage.COMMITTING);

        stage = Stage.COMMITTED;
        votes = Set.of();
        record = written(record, CommitRecord.COMMIT);
        outcome = Outcome.COMMIT;
        send(participants, p -> new Commit(id, p));
    }

    /** Phase two: one in doubt asks about a transaction that committed. */
    @Action
    public void answerCommit(Inquiry m) {
        require(isAddressed(m) && stage == Stage.COMMITTED);

        send(Set.of(m.from()), p -> new Commit(id, p));
    }

    /** One in doubt asks about a transaction of which nothing is known: it is presumed to have aborted. */
    @Action
    public void answerAbort(Inquiry m) {
        require(isAddressed(m) && stage == Stage.FORGOTTEN);

        send(Set.of(m.from()), p -> new Abort(id, p));
    }

    /** Not known yet: no answer. */
    @Action
    public void refuseInquiry(Inquiry m) {
        require(isAddressed(m) && stage != Stage.COMMITTED && stage != Stage.FORGOTTEN && stage != Stage.DOWN);
    }

    /** Timeout: tell those again that have not acknowledged. */
    @Action
    public void resendCommit() {
        require(stage == Stage.COMMITTED && !acks.equals(participants));

        send(unacknowledged(), p -> new Commit(id, p));
    }

    Set<String> unacknowledged() {
        Set<String> rest = new HashSet<>(participants);
        rest.removeAll(acks);
        return rest;
    }

    @Action
    public void receiveAck(Ack m) {
        require(isAddressed(m) && stage == Stage.COMMITTED);

        acks = with(acks, m.from());
    }

    @Action
    public void refuseAck(Ack m) {
        require(isAddressed(m) && stage != Stage.COMMITTED && stage != Stage.DOWN);
    }

    /** The record is erased on disk: nobody can be in doubt any more. */
    @Action
    public void forget() {
        require(stage == Stage.COMMITTED && allAcknowledged());

        stage = Stage.FORGOTTEN;
        record = CommitRecord.NONE;
        acks = Set.of();
    }

    boolean allAcknowledged() {
        return acks.equals(participants);
    }

    /** Crash: all that was in memory is lost. */
    @Override
    @Action("CrashCoordinator")
    public void crash() {
        require(stage != Stage.DOWN);

        stage = Stage.DOWN;
        votes = Set.of();
        acks = Set.of();
    }

    /** Goes on telling everyone if there is a commit record. Without one it presumes that the transaction aborted. */
    @Override
    @Action("RecoverCoordinator")
    public void restart() {
        require(stage == Stage.DOWN);

        stage = recoveredStage(record);
    }

    Stage recoveredStage(CommitRecord r) {
        return r == CommitRecord.COMMIT ? Stage.COMMITTED : Stage.FORGOTTEN;
    }

    /** Returns what is on disk after next has been written over old. */
    CommitRecord written(CommitRecord old, CommitRecord next) {
        return next;
    }

    private static Set<String> with(Set<String> set, String process) {
        Set<String> more = new HashSet<>(set);
        more.add(process);
        return Set.copyOf(more);
    }

    /** Sends in the order of their names, the same in every run. */
    private void send(Set<String> to, Function<String, Message> message) {
        new TreeSet<>(to).forEach(p -> send(message.apply(p)));
    }

    private boolean isAddressed(Message m) {
        return m.to().equals(id) && participants.contains(m.from());
    }

    public Stage stage() {
        return stage;
    }

    public CommitRecord record() {
        return record;
    }

    /** Returns what the client is to be told. */
    public Outcome outcome() {
        return outcome;
    }

    @Override
    public Coordinator copy() {
        Coordinator copy = new Coordinator(id, participants, stage, votes, acks, record);
        copy.outcome = outcome;
        return copied(copy);
    }

    @Override
    public List<Object> state() {
        return List.of(id, stage, votes, acks, record, outcome, unsent());
    }
}
