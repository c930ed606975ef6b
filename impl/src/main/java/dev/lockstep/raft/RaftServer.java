package dev.lockstep.raft;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Argument;
import dev.lockstep.annotations.Spec;
import dev.lockstep.core.Step;
import dev.lockstep.core.Step.By;
import dev.lockstep.raft.Message.Answer;
import dev.lockstep.raft.Message.Append;
import dev.lockstep.raft.Message.Appended;
import dev.lockstep.raft.Message.Ask;
import dev.lockstep.raft.Message.AskPreVote;
import dev.lockstep.raft.Message.AskVote;
import dev.lockstep.raft.Message.PreVote;
import dev.lockstep.raft.Message.Vote;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Plays one server, as the Raft paper's extended version has it in sections 5 to 7. The paper is D. Ongaro and J. Ousterhout, "In Search of
 * an Understandable Consensus Algorithm" (extended version, 2014). See also D. Ongaro, "Consensus: Bridging Theory and Practice", 2014,
 * sections 4.2.3, 6.2 and 9.6.
 *
 * <p>Not thread-safe. After one or more calls the host makes {@link #unwritten} durable, and only then sends what {@link #drain} returns: one
 * write may be for many steps. An action whose guard is false throws {@link IllegalStateException} and changes nothing.
 */
@Spec("Raft")
public class RaftServer extends ServerState {
    /**
     * @param stable the state on stable storage
     * @param isDown about to {@link #restart}; otherwise up, and as it is right after that
     */
    public RaftServer(String id, Group group, HardState stable, boolean isDown) {
        super(id, group, stable, isDown);
    }

    // ---------------------------------------------------------------- election

    /** The election timer fires: it asks first whether others would vote for it. */
    @Action
    public void askPreVotes() {
        require(group.preVote() && mayStand());

        become(Role.PRECANDIDATE, Set.of(id));
        loyal = false;
        others().forEach(v -> send(new AskPreVote(id, v, term + 1, log.lastIndex(), log.lastTerm())));
    }

    public boolean mayStand() {
        return role == Role.FOLLOWER || role == Role.PRECANDIDATE || role == Role.CANDIDATE;
    }

    /** It promises nothing. */
    @Action
    public void grantPreVote(AskPreVote m) {
        require(isUp() && wouldVote(m));

        send(new PreVote(id, m.from(), m.term(), true));
    }

    @Action
    public void refusePreVote(AskPreVote m) {
        require(isUp() && !wouldVote(m));

        send(new PreVote(id, m.from(), term, false));
    }

    private boolean wouldVote(AskPreVote m) {
        return m.term() > term && goodEnough(m) && !hasLeader();
    }

    /** Returns whether the sender's log is good enough to vote for it: section 5.4.1. */
    boolean goodEnough(Ask m) {
        return m.lastTerm() > log.lastTerm() || m.lastTerm() == log.lastTerm() && m.lastIndex() >= log.lastIndex();
    }

    public boolean hasLeader() {
        return loyal || role == Role.LEADER;
    }

    @Action
    public void receivePreVote(PreVote m) {
        require(isUp() && countsPreVote(m));

        votes = with(votes, m.from());
    }

    private boolean countsPreVote(PreVote m) {
        return role == Role.PRECANDIDATE && m.granted() && m.term() == term + 1;
    }

    /** It stands for election: a new term, its own vote, and a request to all. */
    @Action
    public void campaign() {
        require(mayCampaign());

        durable(term + 1, Optional.of(id), log);
        become(Role.CANDIDATE, Set.of(id));
        loyal = false;
        others().forEach(v -> send(new AskVote(id, v, term, log.lastIndex(), log.lastTerm())));
    }

    public boolean mayCampaign() {
        return mayStand() && (!group.preVote() || hasPreVotes());
    }

    private boolean hasPreVotes() {
        return role == Role.PRECANDIDATE && isQuorum(votes);
    }

    /**
     * A server that has heard of a leader lately takes no notice of others that want to lead. It ignores even their terms (dissertation,
     * section 4.2.3).
     */
    @Action
    public void ignoreAskVote(AskVote m) {
        require(isUp() && !notices(m));
    }

    private boolean notices(AskVote m) {
        boolean protects = group.checkQuorum() && hasLeader();
        return !(m.term() > term && protects);
    }

    @Action
    public void grantVote(AskVote m) {
        require(isUp() && notices(m) && mayVote(m));

        becomeFollowerIn(m.term());
        durable(m.term(), Optional.of(m.from()), log);
        send(new Vote(id, m.from(), term, true));
    }

    @Action
    public void refuseVote(AskVote m) {
        require(isUp() && notices(m) && !mayVote(m));

        Optional<String> vote = voteIn(m.term());
        becomeFollowerIn(m.term());
        durable(Math.max(term, m.term()), vote, log);
        send(new Vote(id, m.from(), term, false));
    }

    boolean mayVote(AskVote m) {
        return m.term() >= term && voteIn(m.term()).map(m.from()::equals).orElse(true) && goodEnough(m);
    }

    /** Becomes a follower in a term that is new to it. In its own it remains what it is. */
    private void becomeFollowerIn(int t) {
        if (t > term) {
            become(Role.FOLLOWER, Set.of());
        }
    }

    @Action
    public void receiveVote(Vote m) {
        require(isUp() && countsVote(m));

        votes = with(votes, m.from());
    }

    private boolean countsVote(Vote m) {
        return role == Role.CANDIDATE && m.granted() && m.term() == term;
    }

    @Action
    public void becomeLeader() {
        require(mayLead());

        become(Role.LEADER, Set.of());
    }

    public boolean mayLead() {
        return role == Role.CANDIDATE && isQuorum(votes);
    }

    /** An answer that tells of a later term. */
    @Action
    public void learnTerm(Answer m) {
        require(isUp() && tellsLaterTerm(m));

        durable(m.term(), Optional.empty(), log);
        become(Role.FOLLOWER, Set.of());
    }

    private boolean tellsLaterTerm(Answer m) {
        return m.term() > term && !m.yes();
    }

    @Action
    public void ignorePreVote(PreVote m) {
        require(isUp() && !tellsLaterTerm(m) && !countsPreVote(m));
    }

    @Action
    public void ignoreVote(Vote m) {
        require(isUp() && !tellsLaterTerm(m) && !countsVote(m));
    }

    // ---------------------------------------------------------------- replication

    private void extend(Entry e) {
        durable(term, votedFor, log.with(e));
    }

    /** A client's command. */
    @Action
    public void appendCommand(@Argument("c") String command) {
        require(role == Role.LEADER);

        extend(new Entry.Command(term, command));
    }

    /**
     * Sends entries; none is a heartbeat.
     *
     * @param batch the index behind which the entries are, and the one up to which they are
     */
    @Action
    public void sendEntries(@Argument("v") String to, @Argument("b") List<Integer> batch) {
        int previous = batch.get(0);
        int last = batch.get(1);
        require(role == Role.LEADER && !to.equals(id));
        require(snapshot.index() <= previous && previous <= last && last <= log.lastIndex());

        send(new Append(id, to, term, previous, log.termAt(previous), log.between(previous, last), commitIndex));
    }

    /** Accept entries of a leader that is not of an earlier term, if the log has what comes before them. */
    @Action
    public void acceptEntries(Append m) {
        require(isUp() && m.term() >= term && isConsistent(m));

        int n = m.prevIndex() + m.entries().size();
        durable(m.term(), voteIn(m.term()), logWith(m));
        commitIndex = Math.max(commitIndex, committedAmong(m));
        report(m, true, n);
        follow();
    }

    @Action
    public void refuseEntries(Append m) {
        require(isUp() && m.term() >= term && !isConsistent(m));

        durable(m.term(), voteIn(m.term()), log);
        report(m, false, 0);
        follow();
    }

    @Action
    public void refuseStaleEntries(Append m) {
        require(isUp() && m.term() < term);

        report(m, false, 0);
    }

    /**
     * Returns whether the logs agree before the entries: section 5.3. What its snapshot stands for is the same as the leader's, since that
     * is committed.
     */
    boolean isConsistent(Append m) {
        return m.prevIndex() < snapshot.index() || log.has(m.prevIndex(), m.prevTerm());
    }

    /** Returns up to where the entries that it was sent are known to be committed. What follows them may not be the leader's. */
    int committedAmong(Append m) {
        return Math.min(m.commit(), m.prevIndex() + m.entries().size());
    }

    Log logWith(Append m) {
        int previous = Math.max(m.prevIndex(), snapshot.index());
        int known = Math.min(previous - m.prevIndex(), m.entries().size());
        return log.spliced(previous, m.entries().subList(known, m.entries().size()));
    }

    private void report(Message m, boolean success, int matching) {
        send(new Appended(id, m.from(), term, success, matching));
    }

    private void follow() {
        become(Role.FOLLOWER, Set.of());
        loyal = true;
    }

    /** Any answer shows that the follower still follows. */
    @Action
    public void receiveAppended(Appended m) {
        require(isUp() && countsAppended(m));

        Map<String, Integer> now = new TreeMap<>(match);
        now.merge(m.from(), m.match(), Math::max);
        match = Map.copyOf(now);
        heard = group.checkQuorum() ? with(heard, m.from()) : heard;
    }

    public boolean countsAppended(Appended m) {
        return role == Role.LEADER && m.term() == term;
    }

    @Action
    public void ignoreAppended(Appended m) {
        require(isUp() && !tellsLaterTerm(m) && !countsAppended(m));
    }

    /** Commit what a quorum has; if that is a configuration without it, the leader steps down. */
    @Action
    public void commit(int i) {
        require(role == Role.LEADER && i > commitIndex && mayCommit(i));

        commitIndex = i;
        if (isRemoved(i)) {
            become(Role.FOLLOWER, Set.of());
        }
    }

    /** Returns whether it may commit up to there. It may only up to an entry of its own term: section 5.4.2. */
    boolean mayCommit(int i) {
        return log.termAt(i) == term && isHeldByQuorum(i);
    }

    boolean isHeldByQuorum(int i) {
        return isQuorum(holders(i));
    }

    Set<String> holders(int i) {
        Set<String> holders = new TreeSet<>();
        match.forEach((v, matching) -> {
            if (matching >= i || v.equals(id)) {
                holders.add(v);
            }
        });
        return holders;
    }

    boolean isRemoved(int i) {
        return !config().members().contains(id) && log.configIndex() <= i;
    }

    /** Returns the highest index that it may commit now; or what it has committed. */
    public int committable() {
        if (role != Role.LEADER) {
            return commitIndex;
        }
        int highest = higher(commitIndex, log.lastIndex());
        for (int i : match.values()) {
            highest = higher(highest, i);
        }
        return highest;
    }

    private int higher(int known, int i) {
        return i > known && i <= log.lastIndex() && mayCommit(i) ? i : known;
    }

    /** Look from time to time whether a quorum was heard since the leader last did. */
    @Action
    public void keepLeading() {
        require(group.checkQuorum() && role == Role.LEADER && heardQuorum());

        heard = Set.of();
    }

    /** Otherwise it may be one no longer. */
    @Action
    public void resign() {
        require(group.checkQuorum() && role == Role.LEADER && !heardQuorum());

        become(Role.FOLLOWER, Set.of());
    }

    public boolean heardQuorum() {
        return isQuorum(with(heard, id));
    }

    // ---------------------------------------------------------------- membership change

    /** Section 6: first to C_old,new. */
    @Action
    public void beginChange(@Argument("C") Set<String> servers) {
        require(mayBegin(servers));

        extend(new Entry.Config(term, between(config().target(), servers)));
    }

    @Action
    public void refuseChange(@Argument("C") Set<String> servers) {
        require(isUp() && !mayBegin(servers));
    }

    Configuration between(Set<String> old, Set<String> future) {
        return Configuration.joint(old, future);
    }

    /** Returns the change is possible, if not yet perhaps: new servers may have to catch up. */
    public boolean mayPrepare(Set<String> servers) {
        return role == Role.LEADER && isSettled() && !servers.isEmpty() && !servers.equals(config().target());
    }

    public boolean mayBegin(Set<String> servers) {
        return mayPrepare(servers) && isCaughtUp(servers);
    }

    /** There is no change under way. */
    boolean isSettled() {
        return !config().isJoint() && configCommitted();
    }

    /** Those that are new have the whole log. */
    boolean isCaughtUp(Set<String> servers) {
        return servers.stream()
                .filter(v -> !config().members().contains(v) && !v.equals(id))
                .allMatch(v -> match.get(v) == log.lastIndex());
    }

    /** And then to C_new. */
    @Action
    public void endChange() {
        require(mayEnd());

        extend(new Entry.Config(term, Configuration.simple(config().target())));
    }

    public boolean mayEnd() {
        return role == Role.LEADER && config().isJoint() && isJointCommitted();
    }

    boolean isJointCommitted() {
        return configCommitted();
    }

    // ---------------------------------------------------------------- snapshots

    /** Puts a snapshot in the place of entries that it knows to be committed. */
    @Action
    public void compact(int i) {
        require(isUp() && snapshot.index() < i && i <= commitIndex);

        durable(term, votedFor, log.behind(log.snapshotAt(i)));
    }

    /** Send the snapshot to one who lacks entries that the leader has no longer. */
    @Action
    public void sendSnapshot(@Argument("v") String to) {
        require(role == Role.LEADER && !to.equals(id) && snapshot.index() > 0);

        send(new Message.Snapshot(id, to, term, snapshot.index(), snapshot.term(), snapshot.config()));
    }

    /** It tells more than is known to be committed. */
    @Action
    public void installSnapshot(Message.Snapshot m) {
        require(isUp() && m.term() >= term && tellsMore(m));

        Snapshot installed = new Snapshot(m.index(), m.lastTerm(), m.config());
        durable(m.term(), voteIn(m.term()), kept(restored(installed)));
        commitIndex = m.index();
        report(m, true, m.index());
        follow();
    }

    Snapshot restored(Snapshot found) {
        return found;
    }

    Log kept(Snapshot found) {
        return log.behind(found);
    }

    /** It has all that the snapshot stands for. */
    @Action
    public void acknowledgeSnapshot(Message.Snapshot m) {
        require(isUp() && m.term() >= term && !tellsMore(m));

        durable(m.term(), voteIn(m.term()), log);
        report(m, true, m.index());
        follow();
    }

    boolean tellsMore(Message.Snapshot m) {
        return m.index() > commitIndex;
    }

    @Action
    public void refuseStaleSnapshot(Message.Snapshot m) {
        require(isUp() && m.term() < term);

        report(m, false, 0);
    }

    // ---------------------------------------------------------------- crash

    /** Crash: all that was in memory is lost. */
    @Override
    @Action
    public void crash() {
        require(isUp());

        become(Role.DOWN, Set.of());
        commitIndex = 0;
        loyal = false;
    }

    @Override
    @Action
    public void restart() {
        require(!isUp());

        HardState found = recovered();
        become(Role.FOLLOWER, Set.of());
        durable(
                found.term(),
                found.votedFor(),
                found.log().behind(restored(found.log().snapshot())));
        commitIndex = snapshot.index();
        written();
    }

    HardState recovered() {
        return stable();
    }

    // ---------------------------------------------------------------- what a host sees

    /** Lists what it does at once when it may. Which entries a leader sends, and when, is its host's to decide. */
    private List<Step> own() {
        List<Step> steps = new ArrayList<>();
        if (group.preVote() && mayCampaign()) {
            steps.add(new Step("campaign", By.PROCESS, this::campaign));
        }
        if (mayLead()) {
            steps.add(new Step("becomeLeader", By.PROCESS, this::becomeLeader));
        }
        int committable = committable();
        if (committable > commitIndex) {
            steps.add(new Step("commit", By.PROCESS, () -> commit(committable)));
        }
        if (mayEnd()) {
            steps.add(new Step("endChange", By.PROCESS, this::endChange));
        }
        return steps;
    }

    @Override
    public Optional<Step> next() {
        return own().stream().findFirst();
    }

    /** Lists its timeouts too. */
    @Override
    public List<Step> steps() {
        List<Step> steps = own();
        if (mayStand()) {
            steps.add(
                    group.preVote()
                            ? new Step("askPreVotes", By.TIMEOUT, this::askPreVotes)
                            : new Step("campaign", By.TIMEOUT, this::campaign));
        }
        if (group.checkQuorum() && role == Role.LEADER) {
            steps.add(
                    heardQuorum()
                            ? new Step("keepLeading", By.TIMEOUT, this::keepLeading)
                            : new Step("resign", By.TIMEOUT, this::resign));
        }
        return steps;
    }

    @Override
    public RaftServer copy() {
        return remembered(new RaftServer(id, group, stable(), false));
    }

    @Override
    public void receive(Message message) {
        if (message instanceof Answer m && tellsLaterTerm(m)) {
            learnTerm(m);
        } else if (message instanceof AskPreVote m) {
            if (wouldVote(m)) {
                grantPreVote(m);
            } else {
                refusePreVote(m);
            }
        } else if (message instanceof PreVote m) {
            if (countsPreVote(m)) {
                receivePreVote(m);
            } else {
                ignorePreVote(m);
            }
        } else if (message instanceof AskVote m) {
            if (!notices(m)) {
                ignoreAskVote(m);
            } else if (mayVote(m)) {
                grantVote(m);
            } else {
                refuseVote(m);
            }
        } else if (message instanceof Vote m) {
            if (countsVote(m)) {
                receiveVote(m);
            } else {
                ignoreVote(m);
            }
        } else if (message instanceof Append m) {
            if (m.term() < term) {
                refuseStaleEntries(m);
            } else if (isConsistent(m)) {
                acceptEntries(m);
            } else {
                refuseEntries(m);
            }
        } else if (message instanceof Appended m) {
            if (countsAppended(m)) {
                receiveAppended(m);
            } else {
                ignoreAppended(m);
            }
        } else if (message instanceof Message.Snapshot m) {
            if (m.term() < term) {
                refuseStaleSnapshot(m);
            } else if (tellsMore(m)) {
                installSnapshot(m);
            } else {
                acknowledgeSnapshot(m);
            }
        }
    }
}
