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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes part in one transaction: Lampson and Sturgis, "Crash Recovery in a Distributed Data Storage System", 1979.
 */
@Spec("TwoPhaseCommit")
public class Participant extends Process<Message> {
    @Self("p")
    private final String id;

    private final String coordinator;
    private final Set<String> pages;

    @Variable
    private Phase phase;

    /** The latest entry of the log, on disk. */
    @Variable
    private Entry log;

    /** The pages that hold their new values, on disk. */
    @Variable
    private Set<String> data;

    /**
     * Makes a participant that stands where these say. {@link Phase#WORKING}: at the beginning; {@link Phase#DOWN}: about to
     * {@link #restart}.
     *
     * @param pages the pages that the transaction changes at each participant
     * @param log the latest entry of the log, on disk
     * @param data the pages that hold their new values, on disk
     */
    public Participant(String id, String coordinator, Set<String> pages, Phase phase, Entry log, Set<String> data) {
        this.id = id;
        this.coordinator = coordinator;
        this.pages = Set.copyOf(pages);
        this.phase = phase;
        this.log = log;
        this.data = Set.copyOf(data);
    }

    @Override
    public String id() {
        return id;
    }

    /** One that is asked to prepare can do its part; what cannot is told by {@link #receive(Prepare, boolean)}. */
    @Override
    public void receive(Message message) {
        if (message instanceof Prepare m) {
            receive(m, true);
        } else if (message instanceof Commit m) {
            switch (phase) {
                case PREPARED -> commit(m);
                case DONE -> acknowledgeAgain(m);
                default -> refuseCommit(m);
            }
        } else if (message instanceof Abort m) {
            switch (phase) {
                case WORKING, PREPARED -> abort(m);
                default -> refuseAbort(m);
            }
        } else {
            throw new IllegalArgumentException(id + " is no coordinator: " + message);
        }
    }

    /** @param canDoItsPart this participant can carry out what the transaction asks of it */
    public void receive(Prepare m, boolean canDoItsPart) {
        if (phase != Phase.WORKING) {
            refusePrepare(m);
        } else if (canDoItsPart) {
            prepare(m);
        } else {
            voteNo(m);
        }
    }

    @Override
    public boolean isReady() {
        return phase != Phase.DOWN;
    }

    @Override
    public List<Step> steps() {
        if (mayAbortAlone()) {
            return List.of(new Step("abortAlone", Step.By.TIMEOUT, this::abortAlone));
        } else if (phase == Phase.PREPARED) {
            return List.of(new Step("inquire", Step.By.TIMEOUT, this::inquire));
        }
        return List.of();
    }

    @Override
    public Optional<? extends Record> unwritten() {
        return switch (phase) {
            case PREPARING -> Optional.of(new Write.Log(written(log, Entry.PREPARED)));
            case COMMITTING -> Optional.of(new Write.Log(written(log, Entry.COMMITTED)));
            case COMMITTED ->
                allApplied()
                        ? Optional.of(new Write.Log(written(log, Entry.DONE)))
                        : unapplied().map(Write.Page::new);
            case ABORTING -> Optional.of(new Write.Log(written(log, Entry.ABORTED)));
            default -> Optional.empty();
        };
    }

    private Optional<String> unapplied() {
        return new TreeSet<>(pages).stream().filter(i -> !data.contains(i)).findFirst();
    }

    @Override
    public void written() {
        switch (phase) {
            case PREPARING -> logPrepared();
            case COMMITTING -> logCommitted();
            case COMMITTED -> {
                if (allApplied()) {
                    finish();
                } else {
                    apply(unapplied().orElseThrow());
                }
            }
            case ABORTING -> logAborted();
            default -> throw new IllegalStateException("wrote nothing: " + this);
        }
    }

    /** Nothing is on its way to the disk, and the transaction is not in doubt here. */
    @Override
    public boolean isOver() {
        return phase == Phase.WORKING || phase == Phase.DONE || phase == Phase.ABORTED;
    }

    /** Phase one: this participant can do its part, and begins to write its intentions. */
    @Action
    public void prepare(Prepare m) {
        require(isAddressed(m) && phase == Phase.WORKING);

        phase = Phase.PREPARING;
    }

    /** The intentions are on disk: vote yes. From here on it is in doubt. */
    @Action
    public void logPrepared() {
        require(phase == Phase.PREPARING);

        phase = Phase.PREPARED;
        log = written(log, Entry.PREPARED);
        send(new Yes(id, coordinator));
    }

    /** This participant cannot do its part: it aborts. */
    @Action
    public void voteNo(Prepare m) {
        require(isAddressed(m) && phase == Phase.WORKING);

        phase = Phase.ABORTING;
    }

    /** Asked before, or again: no second answer. */
    @Action
    public void refusePrepare(Prepare m) {
        require(isAddressed(m) && phase != Phase.WORKING && phase != Phase.DOWN);
    }

    /** Timeout: a participant that has not voted may abort alone. */
    @Action
    public void abortAlone() {
        require(mayAbortAlone());

        phase = Phase.ABORTING;
    }

    public boolean mayAbortAlone() {
        return phase == Phase.WORKING;
    }

    /** Phase two: no longer in doubt. */
    @Action
    public void commit(Commit m) {
        require(isAddressed(m) && phase == Phase.PREPARED);

        phase = Phase.COMMITTING;
    }

    /** Logs the commit: the intentions are carried out now, whatever happens. */
    @Action
    public void logCommitted() {
        require(phase == Phase.COMMITTING);

        phase = Phase.COMMITTED;
        log = written(log, Entry.COMMITTED);
    }

    /** Page i is on disk with its new values; to write it again does no harm. */
    @Action
    public void apply(String i) {
        require(phase == Phase.COMMITTED && pages.contains(i));

        Set<String> applied = new TreeSet<>(data);
        applied.add(i);
        data = Set.copyOf(applied);
    }

    boolean allApplied() {
        return data.equals(pages);
    }

    /** The intentions are erased on disk: unlock, and let the coordinator know. */
    @Action
    public void finish() {
        require(phase == Phase.COMMITTED && allApplied());

        phase = Phase.DONE;
        log = written(log, Entry.DONE);
        send(new Ack(id, coordinator));
    }

    /** The acknowledgement may have been lost. */
    @Action
    public void acknowledgeAgain(Commit m) {
        require(isAddressed(m) && phase == Phase.DONE);

        send(new Ack(id, coordinator));
    }

    @Action
    public void refuseCommit(Commit m) {
        require(isAddressed(m) && phase != Phase.PREPARED && phase != Phase.DONE && phase != Phase.DOWN);
    }

    @Action
    public void abort(Abort m) {
        require(isAddressed(m) && (phase == Phase.WORKING || phase == Phase.PREPARED));

        phase = Phase.ABORTING;
    }

    /** The abort is on disk. One that never voted yes says no, so that the coordinator need not wait. */
    @Action
    public void logAborted() {
        require(phase == Phase.ABORTING);

        if (log == Entry.NONE) {
            send(new No(id, coordinator));
        }
        phase = Phase.ABORTED;
        log = written(log, Entry.ABORTED);
    }

    /** It has decided, or is busy writing: then it will ask. */
    @Action
    public void refuseAbort(Abort m) {
        require(isAddressed(m) && phase != Phase.WORKING && phase != Phase.PREPARED && phase != Phase.DOWN);
    }

    /** Timeout: a participant in doubt must ask, again and again. */
    @Action
    public void inquire() {
        require(phase == Phase.PREPARED);

        inquiries().forEach(this::send);
    }

    List<Message> inquiries() {
        return List.of(new Inquiry(id, coordinator));
    }

    /** Crash: all that was in memory is lost. */
    @Override
    @Action
    public void crash() {
        require(phase != Phase.DOWN);

        phase = Phase.DOWN;
    }

    /** The log tells where it was. */
    @Override
    @Action("Recover")
    public void restart() {
        require(phase == Phase.DOWN);

        phase = recovered(log);
    }

    /**
     * Returns the phase after a restart. Without an entry it has not voted, and is free; prepared is in doubt; committed carries out its
     * intentions from the beginning.
     */
    Phase recovered(Entry entry) {
        return switch (entry) {
            case NONE -> Phase.WORKING;
            case PREPARED -> Phase.PREPARED;
            case COMMITTED -> Phase.COMMITTED;
            case DONE -> Phase.DONE;
            case ABORTED -> Phase.ABORTED;
        };
    }

    /** Returns what is on disk after next has been written over old. */
    Entry written(Entry old, Entry next) {
        return next;
    }

    private boolean isAddressed(Message m) {
        return m.to().equals(id) && m.from().equals(coordinator);
    }

    public Phase phase() {
        return phase;
    }

    public Entry log() {
        return log;
    }

    public Set<String> data() {
        return data;
    }

    @Override
    public Participant copy() {
        return copied(new Participant(id, coordinator, pages, phase, log, data));
    }

    @Override
    public List<Object> state() {
        return List.of(id, phase, log, data, unsent());
    }
}
