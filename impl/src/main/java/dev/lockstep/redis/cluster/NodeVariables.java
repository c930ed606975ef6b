package dev.lockstep.redis.cluster;

import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Variable;
import dev.lockstep.core.Process;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds the variables of one node, as ClusterState.tla has them, and shows them to clients. */
abstract class NodeVariables extends Process<Message> {
    @Self("n")
    final String id;

    final Layout layout;

    @Variable
    boolean running = true;

    // What nodes.conf holds

    @Variable
    int currentEpoch;

    @Variable
    int lastVoteEpoch;

    @Variable
    Map<String, Integer> configEpoch;

    @Variable
    Map<String, Optional<String>> slaveof;

    @Variable
    Map<Integer, Optional<String>> slots;

    @Variable("migrating_slots_to")
    Map<Integer, Optional<String>> migratingSlotsTo;

    @Variable("importing_slots_from")
    Map<Integer, Optional<String>> importingSlotsFrom;

    @Variable
    Map<String, Flag> flags;

    @Variable
    NodesConf saved;

    // In memory only

    @Variable("owner_not_claiming_slot")
    Set<Integer> ownerNotClaimingSlot = Set.of();

    @Variable
    Map<String, Set<String>> reports;

    @Variable("failover_auth_sent")
    AuthSent failoverAuthSent = AuthSent.NONE;

    @Variable("failover_auth_epoch")
    int failoverAuthEpoch;

    @Variable("failover_auth_count")
    Set<CountedVote> failoverAuthCount = Set.of();

    @Variable("mf_state")
    ManualState mfState = ManualState.NONE;

    @Variable("mf_master_offset")
    int mfMasterOffset = -1;

    @Variable("mf_slave")
    Optional<String> mfSlave = Optional.empty();

    @Variable
    ClusterState state = ClusterState.OK;

    @Variable
    Map<String, Integer> offsets;

    @Variable
    Optional<String> moving = Optional.empty();

    // Data

    @Variable
    Set<String> data;

    @Variable
    Optional<String> synced;

    /** The masters about which it has voted lately: it withholds a vote about them. */
    Set<String> votedAbout = Set.of();

    /** The disk has what {@code saved} and {@code data} say: a step is written before what it sends leaves. */
    boolean isWritten = true;

    /** @param onDisk what is on its disk; empty: it is new */
    NodeVariables(String id, Layout layout, Optional<Stable> onDisk) {
        this.id = id;
        this.layout = layout;
        saved = onDisk.map(Stable::conf).orElseGet(() -> first(layout));
        data = onDisk.map(Stable::data).orElse(Set.of());
        currentEpoch = saved.current();
        lastVoteEpoch = saved.vote();
        configEpoch = saved.config();
        slaveof = saved.slaveof();
        slots = saved.slots();
        flags = saved.flags();
        migratingSlotsTo = saved.migrating();
        importingSlotsFrom = saved.importing();
        reports = Maps.each(layout.nodes(), x -> Set.of());
        offsets = offsetsAtStart(onDisk.map(Stable::offset).orElse(0));
        synced = layout.masters().get(id);
    }

    private static NodesConf first(Layout layout) {
        Map<Integer, Optional<String>> closed = Maps.each(layout.slots(), s -> Optional.empty());
        int start = layout.epochs().values().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        return new NodesConf(
                start,
                0,
                layout.epochs(),
                layout.masters(),
                layout.owners(),
                Maps.each(layout.nodes(), x -> Flag.UP),
                closed,
                closed);
    }

    final Map<String, Integer> offsetsAtStart(int own) {
        return Maps.each(layout.nodes(), x -> x.equals(id) ? own : 0);
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public boolean isReady() {
        return running;
    }

    List<String> others() {
        return layout.nodes().stream().filter(x -> !x.equals(id)).toList();
    }

    boolean isMaster(String x) {
        return slaveof.get(x).isEmpty();
    }

    Set<Integer> owned(String x) {
        return view().owned(x);
    }

    boolean hasSlots(String x) {
        return slots.containsValue(Optional.of(x));
    }

    /** Returns the masters that have slots, as this node sees it: {@code size}. */
    Set<String> sized() {
        Set<String> sized = new HashSet<>();
        for (Optional<String> owner : slots.values()) {
            if (owner.isPresent() && isMaster(owner.get())) {
                sized.add(owner.get());
            }
        }
        return sized;
    }

    int needed() {
        return sized().size() / 2 + 1;
    }

    Set<String> keysIn(int s) {
        return Maps.those(data, k -> layout.slotOf().get(k) == s);
    }

    View view() {
        return new View(currentEpoch, configEpoch, slaveof, slots, ownerNotClaimingSlot);
    }

    void become(View v) {
        currentEpoch = v.current();
        configEpoch = v.config();
        slaveof = v.slaveof();
        slots = v.slots();
        ownerNotClaimingSlot = v.unclaimed();
    }

    // ---------------------------------------------------------------- for clients and hosts

    public Set<String> data() {
        return data;
    }

    /** Returns the master of this node; empty: it is one. */
    public Optional<String> master() {
        return slaveof.get(id);
    }

    /** Returns whom this node takes for that one's master; empty: it is one. */
    public Optional<String> masterOf(String x) {
        return slaveof.get(x);
    }

    /** Returns who has each slot, as far as this node knows; empty: nobody. */
    public Map<Integer, Optional<String>> slots() {
        return slots;
    }

    public int currentEpoch() {
        return currentEpoch;
    }

    /** Returns that node's configEpoch, as far as this one knows. */
    public int configEpoch(String x) {
        return configEpoch.get(x);
    }

    public Flag flag(String x) {
        return flags.get(x);
    }

    public AuthSent failoverAuthSent() {
        return failoverAuthSent;
    }

    public int failoverAuthEpoch() {
        return failoverAuthEpoch;
    }

    public ManualState manualState() {
        return mfState;
    }

    /** Tells whether it lets clients wait for a manual failover of a replica of its own. */
    public boolean isPaused() {
        return mfSlave.isPresent();
    }

    public Optional<String> moving() {
        return moving;
    }

    public ClusterState clusterState() {
        return state;
    }

    /** Returns where the slot moves to; empty: nowhere. */
    public Optional<String> migratingTo(int s) {
        return migratingSlotsTo.get(s);
    }

    /** Returns where the slot comes from; empty: nowhere. */
    public Optional<String> importingFrom(int s) {
        return importingSlotsFrom.get(s);
    }

    /** Tells whether nobody has the slot, or its owner does not claim it any more. */
    public boolean isUnclaimed(int s) {
        return view().isUnclaimed(s);
    }

    /** Tells whether this node, which has the slot, has no keys of it. */
    public boolean isEmpty(int s) {
        return keysIn(s).isEmpty();
    }

    public int offset() {
        return offsets.get(id);
    }

    public Optional<String> synced() {
        return synced;
    }

    /** Lists the masters that say of that node that it does not answer, in order. */
    public List<String> reporters(String x) {
        return reports.get(x).stream().sorted().toList();
    }

    /** Lists the masters about which it votes no more for now, in order. */
    public List<String> withheld() {
        return votedAbout.stream().sorted().toList();
    }

    /** Lets it vote about that master again: node-timeout has passed twice. */
    public void forgetVote(String x) {
        votedAbout = Maps.without(votedAbout, x);
    }

    @Override
    public List<Object> state() {
        return List.of(
                List.of(id, running, currentEpoch, lastVoteEpoch, configEpoch, slaveof, slots),
                List.of(migratingSlotsTo, importingSlotsFrom, flags, saved, ownerNotClaimingSlot, reports),
                List.of(failoverAuthSent, failoverAuthEpoch, failoverAuthCount, mfState, mfMasterOffset, mfSlave),
                List.of(state, offsets, moving, data, synced, votedAbout, isWritten),
                unsent());
    }

    /** Gives a copy, just made of what is on disk, what this node has in memory. */
    final <N extends NodeVariables> N remembered(N copy) {
        NodeVariables other = copy;
        other.running = running;
        other.currentEpoch = currentEpoch;
        other.lastVoteEpoch = lastVoteEpoch;
        other.configEpoch = configEpoch;
        other.slaveof = slaveof;
        other.slots = slots;
        other.migratingSlotsTo = migratingSlotsTo;
        other.importingSlotsFrom = importingSlotsFrom;
        other.flags = flags;
        other.ownerNotClaimingSlot = ownerNotClaimingSlot;
        other.reports = reports;
        other.failoverAuthSent = failoverAuthSent;
        other.failoverAuthEpoch = failoverAuthEpoch;
        other.failoverAuthCount = failoverAuthCount;
        other.mfState = mfState;
        other.mfMasterOffset = mfMasterOffset;
        other.mfSlave = mfSlave;
        other.state = state;
        other.offsets = offsets;
        other.moving = moving;
        other.synced = synced;
        other.votedAbout = votedAbout;
        other.isWritten = isWritten;
        return copied(copy);
    }
}
