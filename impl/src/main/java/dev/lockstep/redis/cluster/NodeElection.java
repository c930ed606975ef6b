package dev.lockstep.redis.cluster;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Spec;
import dev.lockstep.redis.cluster.Message.AuthAck;
import dev.lockstep.redis.cluster.Message.AuthRequest;
import dev.lockstep.redis.cluster.Message.MfStart;
import java.util.Optional;
import java.util.Set;

/** Takes the place of its master, by votes or as a person asks for it: ClusterElection.tla. */
@Spec("ClusterWithData")
abstract class NodeElection extends NodeConfiguration {
    NodeElection(String id, Layout layout, Optional<Stable> onDisk) {
        super(id, layout, onDisk);
    }

    // ---------------------------------------------------------------- guards and values

    /** Tells whether it is a master that has slots. Only those vote. */
    boolean isVoter() {
        return isMaster(id) && hasSlots(id);
    }

    boolean isCurrent(View v, AuthRequest m) {
        return m.head().currentEpoch() >= v.current();
    }

    boolean hasNotVoted(View v) {
        return lastVoteEpoch != v.current();
    }

    /** Tells whether the candidate is a replica of a master that has failed, or is said to. */
    boolean isCandidate(AuthRequest m) {
        Optional<String> x = slaveof.get(m.from());
        return x.isPresent() && (flags.get(x.get()) == Flag.FAIL || m.force());
    }

    /** Tells whether no slot that the candidate claims has gone to a greater epoch. */
    boolean isUpToDate(View v, AuthRequest m) {
        return m.head().slots().stream()
                .allMatch(
                        s -> v.isUnclaimed(s) || v.configOfOwner(s) <= m.head().configEpoch());
    }

    boolean givesVote(View v, AuthRequest m) {
        return isVoter() && isCurrent(v, m) && hasNotVoted(v) && isCandidate(m) && isUpToDate(v, m);
    }

    /** Tells whether it has voted about the candidate's master lately. */
    boolean withholds(AuthRequest m) {
        return slaveof.get(m.from()).filter(votedAbout::contains).isPresent();
    }

    /** Tells whether the vote counts: it is of a master with slots, and not of an epoch before. */
    boolean isCounted(AuthAck m) {
        return isMaster(m.from()) && hasSlots(m.from()) && m.head().currentEpoch() >= failoverAuthEpoch;
    }

    boolean isElected() {
        return isMajority(failoverAuthCount.size());
    }

    boolean takesNewEpoch() {
        return configEpoch.get(id) < failoverAuthEpoch;
    }

    /** Tells whether its master has failed, or a person has asked for a failover that is ready. */
    public boolean canFailOver() {
        Optional<String> x = slaveof.get(id);
        return running
                && x.isPresent()
                && (flags.get(x.get()) == Flag.FAIL || mfState == ManualState.START)
                && hasSlots(x.get());
    }

    // ---------------------------------------------------------------- elections

    /** The election is to come, after a delay. Votes are counted from here on. */
    @Action
    public void scheduleElection() {
        require(canFailOver());

        failoverAuthSent = AuthSent.DELAYED;
        failoverAuthCount = Set.of();
    }

    public boolean mayStartElection() {
        return canFailOver() && failoverAuthSent == AuthSent.DELAYED;
    }

    /** Asks all for their votes, in a new epoch. */
    @Action
    public void startElection() {
        require(mayStartElection());

        View v = view().withCurrent(currentEpoch + 1);
        currentEpoch = v.current();
        failoverAuthSent = AuthSent.SENT;
        failoverAuthEpoch = v.current();
        others().forEach(x -> send(new AuthRequest(id, x, header(v), mfState != ManualState.NONE)));
        saveFile();
    }

    /** Votes once in its epoch, which the header of the request may have moved. */
    @Action
    public void vote(AuthRequest m) {
        View v = view().withHeader(m);
        require(running && givesVote(v, m));

        votedAbout = Maps.with(votedAbout, slaveof.get(m.from()).orElse(m.from()));
        become(v);
        lastVoteEpoch = epochOfVote(v);
        takeOffset(m);
        send(new AuthAck(id, m.from(), header(v)));
        saveFile();
    }

    int epochOfVote(View v) {
        return v.current();
    }

    /** Says nothing, and takes the header only. */
    @Action
    public void refuseVote(AuthRequest m) {
        require(running && (!givesVote(view().withHeader(m), m) || withholds(m)));

        takeOnlyHeader(m);
    }

    /** Whether an election is on is not looked at. */
    @Action
    public void receiveAck(AuthAck m) {
        require(running);

        boolean isCounted = isCounted(m);
        takeOnlyHeader(m);
        if (isCounted) {
            failoverAuthCount = Maps.with(
                    failoverAuthCount, new CountedVote(m.from(), m.head().currentEpoch()));
        }
    }

    /** Takes all slots that its master has, as far as it knows, and tells all: {@code clusterFailoverReplaceYourMaster}. */
    private void replaceMaster(View v, boolean isManual) {
        View w = withOwner(v, v.owned(v.claimant(id)), Optional.of(id)).following(id, Optional.empty());
        become(w);
        synced = Optional.empty();
        broadcast(w, isManual);
        endManual();
        saveFile();
    }

    public boolean mayWin() {
        return canFailOver() && failoverAuthSent == AuthSent.SENT && isElected();
    }

    /** More than half of the masters have voted for it. What it has counted it does not forget. */
    @Action
    public void winElection() {
        require(mayWin());

        View v = view();
        replaceMaster(takesNewEpoch() ? v.withConfig(id, failoverAuthEpoch) : v, mfState != ManualState.NONE);
    }

    // ---------------------------------------------------------------- what a person asks for

    /** Takes over without asking anybody: {@code CLUSTER FAILOVER TAKEOVER}. */
    @Action
    public void takeOver() {
        require(running && !isMaster(id));

        replaceMaster(bumped(view()), true);
    }

    /** {@code CLUSTER FAILOVER FORCE}: an election without the master's help. */
    @Action
    public void forceFailover() {
        require(running && !isMaster(id));

        mfState = ManualState.START;
        mfMasterOffset = -1;
    }

    public boolean mayFailOver() {
        return running && slaveof.get(id).filter(x -> flags.get(x) != Flag.FAIL).isPresent();
    }

    /** {@code CLUSTER FAILOVER}: the master is to let its clients wait until the replica has all. */
    @Action
    public void manualFailover() {
        require(mayFailOver());

        mfState = ManualState.WAIT;
        mfMasterOffset = -1;
        send(new MfStart(id, slaveof.get(id).orElseThrow(), header(view())));
    }

    boolean isReplicaOfThis(MfStart m) {
        return slaveof.get(m.from()).equals(Optional.of(id));
    }

    /** Clients wait from now on. */
    @Action
    public void pauseClients(MfStart m) {
        require(running && isReplicaOfThis(m));

        View v = view().withHeader(m);
        mfSlave = Optional.of(m.from());
        send(ping(v, m.from(), Set.copyOf(others()), true));
        takeOnlyHeader(m);
    }

    @Action
    public void ignoreMFStart(MfStart m) {
        require(running && !isReplicaOfThis(m));

        takeOnlyHeader(m);
    }

    boolean hasCaughtUp() {
        return mfMasterOffset == offsets.get(id);
    }

    public boolean mayStartManual() {
        return running && mfState == ManualState.WAIT && hasCaughtUp();
    }

    /** The replica has all that its master had when it paused. */
    @Action
    public void startManual() {
        require(mayStartManual());

        mfState = ManualState.START;
    }

    public boolean isManual() {
        return running && (mfState != ManualState.NONE || mfSlave.isPresent());
    }

    /** A manual failover has taken too long, at the replica or its master. */
    @Action
    public void manualTimeout() {
        require(isManual());

        endManual();
    }
}
