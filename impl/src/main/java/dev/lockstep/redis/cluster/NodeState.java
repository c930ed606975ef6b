package dev.lockstep.redis.cluster;

import dev.lockstep.redis.cluster.Message.Fail;
import dev.lockstep.redis.cluster.Message.OnBus;
import dev.lockstep.redis.cluster.Message.Ping;
import dev.lockstep.redis.cluster.Message.Update;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says what messages of a node tell, and what is on its disk: the operators of ClusterState.tla. */
abstract class NodeState extends NodeVariables {
    NodeState(String id, Layout layout, Optional<Stable> onDisk) {
        super(id, layout, onDisk);
    }

    // ---------------------------------------------------------------- what messages tell and change

    boolean tellsConfig(OnBus m) {
        return m.head().configEpoch() > configEpoch.get(m.from());
    }

    void takeOffset(OnBus m) {
        offsets = Maps.with(offsets, m.from(), m.head().offset());
    }

    /** Takes what the header has, which is all of the message that changes anything. */
    void takeOnlyHeader(OnBus m) {
        boolean tells = tellsConfig(m);
        become(view().withHeader(m));
        takeOffset(m);
        if (tells) {
            saveFile();
        }
    }

    Header header(View v) {
        String claimant = v.claimant(id);
        return new Header(
                v.current(),
                v.config().get(claimant),
                v.owned(claimant),
                v.slaveof().get(id),
                offsets.get(id));
    }

    Ping ping(View v, String x, Set<String> about, boolean paused) {
        return new Ping(
                id,
                x,
                header(v),
                paused,
                Maps.those(about, y -> flags.get(y) != Flag.UP),
                Maps.those(about, y -> flags.get(y) == Flag.UP));
    }

    /** Tells all others of a new configuration. */
    void broadcast(View v, boolean paused) {
        others().forEach(x -> send(ping(v, x, Set.copyOf(others()), paused)));
    }

    void sendFails(View v, Set<String> failing) {
        for (String x : others()) {
            for (String y : layout.nodes()) {
                if (failing.contains(y)) {
                    send(new Fail(id, x, header(v), y));
                }
            }
        }
    }

    void sendUpdate(View v, String x, String about) {
        send(new Update(id, x, header(v), about, v.config().get(about), v.advertised(about)));
    }

    // ---------------------------------------------------------------- epochs without anybody's vote

    boolean bumps(View v) {
        return v.config().get(id) == 0 || v.config().get(id) != v.maxEpoch();
    }

    View bumped(View v) {
        return bumps(v) ? withNextEpoch(v) : v;
    }

    View withNextEpoch(View v) {
        return v.withCurrent(v.current() + 1).withConfig(id, v.current() + 1);
    }

    // ---------------------------------------------------------------- a new master of this node

    void endManual() {
        mfState = ManualState.NONE;
        mfMasterOffset = -1;
        mfSlave = Optional.empty();
    }

    /** Does what follows if this node has another master in the view. A replica has no open slots, and synchronizes anew. */
    void follow(View v) {
        if (!v.slaveof().get(id).equals(slaveof.get(id))) {
            if (isMaster(id)) {
                migratingSlotsTo = closed();
                importingSlotsFrom = closed();
            }
            synced = Optional.empty();
            endManual();
        }
    }

    private Map<Integer, Optional<String>> closed() {
        return Maps.each(layout.slots(), s -> Optional.empty());
    }

    // ---------------------------------------------------------------- on disk

    NodesConf file() {
        return new NodesConf(
                currentEpoch, lastVoteEpoch, configEpoch, slaveof, slots, flags, migratingSlotsTo, importingSlotsFrom);
    }

    /** Writes {@code nodes.conf} before anybody hears of what has changed: one step of the spec. */
    void saveFile() {
        saved = file();
        changed();
    }

    /** Notes that what is on disk is to change. */
    void changed() {
        isWritten = false;
    }

    @Override
    public Optional<Stable> unwritten() {
        return isWritten ? Optional.empty() : Optional.of(stable());
    }

    Stable stable() {
        return new Stable(saved, data, offsets.get(id));
    }

    @Override
    public void written() {
        require(!isWritten);

        isWritten = true;
    }

    /** Forgets what was in memory. */
    void forget() {
        currentEpoch = saved.current();
        configEpoch = Maps.each(layout.nodes(), this::epochAfterRestart);
        for (int known : configEpoch.values()) {
            currentEpoch = Math.max(currentEpoch, known);
        }
        lastVoteEpoch = voteAfterRestart();
        slaveof = saved.slaveof();
        slots = saved.slots();
        flags = saved.flags();
        migratingSlotsTo = saved.migrating();
        importingSlotsFrom = saved.importing();
        ownerNotClaimingSlot = Set.of();
        reports = Maps.each(layout.nodes(), x -> Set.of());
        state = ClusterState.FAIL;
        failoverAuthSent = AuthSent.NONE;
        failoverAuthEpoch = 0;
        failoverAuthCount = Set.of();
        endManual();
        moving = Optional.empty();
        offsets = offsetsAtStart(offsets.get(id));
        synced = Optional.empty();
        votedAbout = Set.of();
    }

    /** Returns the epoch that it knows of a node after a restart. Those of replicas it does not know. */
    int epochAfterRestart(String x) {
        return saved.slaveof().get(x).isEmpty() ? saved.config().get(x) : 0;
    }

    int voteAfterRestart() {
        return saved.vote();
    }
}
