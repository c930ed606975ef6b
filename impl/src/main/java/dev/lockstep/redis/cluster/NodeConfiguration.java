package dev.lockstep.redis.cluster;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Argument;
import dev.lockstep.annotations.Spec;
import dev.lockstep.redis.cluster.Message.Fail;
import dev.lockstep.redis.cluster.Message.Ping;
import dev.lockstep.redis.cluster.Message.Update;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides who has which slot, and who has failed, as far as this node knows: ClusterConfiguration.tla. The claim with the greater epoch
 * wins, and nobody is asked.
 */
@Spec("ClusterWithData")
abstract class NodeConfiguration extends NodeState {
    NodeConfiguration(String id, Layout layout, Optional<Stable> onDisk) {
        super(id, layout, onDisk);
    }

    // ---------------------------------------------------------------- guards and values

    /** Decides who has a slot. */
    boolean takesSlot(View v, int s, int epoch) {
        return v.isUnclaimed(s) || v.configOfOwner(s) < epoch;
    }

    boolean notesUnclaimed(View v, int s, String x) {
        return v.has(Optional.of(x), s);
    }

    /** Tells whether the sender claims the slot with an epoch that is too old. Then it is sent an UPDATE. */
    boolean isOutdated(View v, int s, Ping m) {
        return !v.has(Optional.of(m.from()), s)
                && !v.isUnclaimed(s)
                && v.configOfOwner(s) > m.head().configEpoch();
    }

    /** Tells whether it gives way to a master with the same epoch: whose name is smaller does. */
    boolean givesWay(String x) {
        return id.compareTo(x) < 0;
    }

    boolean isFailing(String x, Set<String> reporters) {
        return flags.get(x) == Flag.PFAIL && isMajority(reporters.size() + (isMaster(id) ? 1 : 0));
    }

    boolean isMajority(int masters) {
        return masters >= needed();
    }

    // ---------------------------------------------------------------- pings

    /** @param about the nodes of which it tells */
    @Action
    public void heartbeat(String x, Set<String> about) {
        require(running && !x.equals(id) && others().containsAll(about));

        send(ping(view(), x, about, mfSlave.isPresent()));
    }

    /** Takes a ping. A header with a greater epoch is taken and answered first: with that epoch, and the slots as they were. */
    void takePing(Ping m) {
        if (m.head().currentEpoch() > currentEpoch) {
            takeHeader(m);
            heartbeat(m.from(), Set.copyOf(others()));
        }
        receivePing(m);
    }

    @Action
    public void takeHeader(Ping m) {
        require(running);

        takeOnlyHeader(m);
    }

    /** A ping says whose replica its sender is. A master that says it is one loses its slots. */
    View withRole(View v, Ping m) {
        View w = v.following(m.from(), m.head().slaveof());
        return m.head().slaveof().isPresent() && v.isMaster(m.from())
                ? withOwner(w, v.owned(m.from()), Optional.empty())
                : w;
    }

    static View withOwner(View v, Set<Integer> those, Optional<String> owner) {
        Map<Integer, Optional<String>> owners = new HashMap<>(v.slots());
        those.forEach(s -> owners.put(s, owner));
        return v.withSlots(Map.copyOf(owners));
    }

    /** Returns the slots that come to x, which claims these. What the node is importing it leaves alone. */
    Set<Integer> rebinds(View v, String x, int epoch, Set<Integer> claimed) {
        return Maps.those(
                claimed,
                s -> !v.has(Optional.of(x), s) && importingSlotsFrom.get(s).isEmpty() && takesSlot(v, s, epoch));
    }

    private View rebound(View v, String x, Set<Integer> taken, Set<Integer> claimed) {
        Set<Integer> unclaimed = new HashSet<>(v.unclaimed());
        unclaimed.removeAll(taken);
        unclaimed.removeIf(s -> claimed.contains(s) && v.has(Optional.of(x), s));
        for (int s : layout.slots()) {
            if (!claimed.contains(s) && notesUnclaimed(v, s, x)) {
                unclaimed.add(s);
            }
        }
        return withOwner(v, taken, Optional.of(x)).withUnclaimed(Set.copyOf(unclaimed));
    }

    private boolean isSubReplica(View v) {
        Optional<String> master = v.slaveof().get(id);
        Optional<String> its = master.flatMap(x -> v.slaveof().get(x));
        return its.isPresent() && !its.get().equals(id);
    }

    /** Returns what the view becomes when x claims these slots: {@code clusterUpdateSlotsConfigWith}. Who has lost the last slot follows x. */
    View updateSlots(View v, String x, int epoch, Set<Integer> claimed) {
        if (x.equals(id)) {
            return v;
        }
        Set<Integer> taken = rebinds(v, x, epoch, claimed);
        View w = rebound(v, x, taken, claimed);
        String claimant = v.claimant(id);
        boolean hasLost = taken.stream().anyMatch(s -> v.has(Optional.of(claimant), s))
                && w.owned(claimant).isEmpty();
        if (hasLost) {
            return w.following(id, Optional.of(x));
        }
        return isSubReplica(w)
                ? w.following(id, w.slaveof().get(w.slaveof().get(id).orElseThrow()))
                : w;
    }

    /** Returns the keys of slots that a master has lost, which are deleted if it stays one. */
    Set<String> losesKeys(View v) {
        return isMaster(id) && v.isMaster(id)
                ? Maps.those(data, k -> {
                    int s = layout.slotOf().get(k);
                    return view().has(Optional.of(id), s) && !v.has(Optional.of(id), s);
                })
                : Set.of();
    }

    void delete(Set<String> keys) {
        if (!keys.isEmpty()) {
            data = Maps.those(data, k -> !keys.contains(k));
            changed();
        }
    }

    boolean collides(View v, Ping m) {
        int own = v.config().get(id);
        return v.isMaster(id)
                && v.isMaster(m.from())
                && m.head().configEpoch() == own
                && v.config().get(m.from()) == own
                && givesWay(m.from());
    }

    private boolean isDirty(View v, Ping m) {
        return !v.owned(v.claimant(m.from())).equals(m.head().slots());
    }

    private View withSlots(View v, Ping m) {
        return isDirty(v, m) && v.isMaster(m.from())
                ? updateSlots(v, m.from(), m.head().configEpoch(), m.head().slots())
                : v;
    }

    private Set<String> reporters(View v, Ping m, String x) {
        if (x.equals(id) || !v.isMaster(m.from())) {
            return reports.get(x);
        } else if (m.suspects().contains(x)) {
            return Maps.with(reports.get(x), m.from());
        } else if (m.fine().contains(x)) {
            return Maps.without(reports.get(x), m.from());
        }
        return reports.get(x);
    }

    private Set<String> newlyFailing(View v, Ping m) {
        return v.isMaster(m.from())
                ? Maps.those(m.suspects(), x -> !x.equals(id) && isFailing(x, reporters(v, m, x)))
                : Set.of();
    }

    /** Tells whether this is the offset for which a replica waits: that of its master, which has paused. */
    boolean learnsOffset(Ping m) {
        return mfState == ManualState.WAIT
                && mfMasterOffset == -1
                && slaveof.get(id).equals(Optional.of(m.from()))
                && m.paused();
    }

    /** Takes a ping in the order of {@code clusterProcessPacket}: epochs, role, slots, UPDATE, collision, gossip. */
    @Action
    public void receivePing(Ping m) {
        require(running);

        View r = withRole(view().withHeader(m), m);
        View w = withSlots(r, m);
        boolean collides = collides(w, m);
        View v = collides ? withNextEpoch(w) : w;
        if (isDirty(r, m)) {
            m.head().slots().stream()
                    .sorted()
                    .filter(s -> isOutdated(w, s, m))
                    .findFirst()
                    .ifPresent(s -> sendUpdate(w, m.from(), w.slots().get(s).orElseThrow()));
        }
        Set<String> failing = newlyFailing(v, m);
        sendFails(v, failing);

        List<Object> before = List.of(configEpoch, slaveof, slots, flags);
        Set<String> lost = losesKeys(v);
        if (learnsOffset(m)) {
            mfMasterOffset = m.head().offset();
        }
        follow(v);
        reports = Maps.each(layout.nodes(), x -> reporters(v, m, x));
        become(v);
        flags = Maps.each(layout.nodes(), x -> failing.contains(x) ? Flag.FAIL : flags.get(x));
        takeOffset(m);
        delete(lost);
        if (collides || !before.equals(List.of(configEpoch, slaveof, slots, flags))) {
            saveFile();
        }
    }

    private View afterUpdate(Update m) {
        View v = view().withHeader(m);
        return v.config().get(m.about()) >= m.config()
                ? v
                : updateSlots(
                        v.following(m.about(), Optional.empty()).withConfig(m.about(), m.config()),
                        m.about(),
                        m.config(),
                        m.slots());
    }

    /** Takes what another node knows of a third one. That is a master from then on, also if it is this one. */
    @Action
    public void receiveUpdate(Update m) {
        require(running);

        View v = afterUpdate(m);
        List<Object> before = List.of(configEpoch, slaveof, slots);
        Set<String> lost = losesKeys(v);
        follow(v);
        become(v);
        delete(lost);
        takeOffset(m);
        if (!before.equals(List.of(configEpoch, slaveof, slots))) {
            saveFile();
        }
    }

    // ---------------------------------------------------------------- failures

    /** The other node has not answered for node-timeout. */
    @Action
    public void pFail(String x) {
        require(running && !x.equals(id) && flags.get(x) == Flag.UP);

        flags = Maps.with(flags, x, Flag.PFAIL);
    }

    /** It answers. */
    @Action
    public void reach(String x) {
        require(running && flags.get(x) == Flag.PFAIL);

        flags = Maps.with(flags, x, Flag.UP);
        saveFile();
    }

    /** It is reached, and has been taken for failed for long. */
    @Action
    public void clearFail(String x) {
        require(running && flags.get(x) == Flag.FAIL);

        flags = Maps.with(flags, x, Flag.UP);
        saveFile();
    }

    /** What a master has said of that node is too old. */
    @Action
    public void expireReport(String x, @Argument("") String reporter) {
        require(running && reports.get(x).contains(reporter));

        reports = Maps.with(reports, x, Maps.without(reports.get(x), reporter));
    }

    @Action
    public void receiveFail(Fail m) {
        require(running);

        boolean tells = tellsConfig(m);
        boolean isNews = !m.about().equals(id) && flags.get(m.about()) != Flag.FAIL;
        become(view().withHeader(m));
        if (isNews) {
            flags = Maps.with(flags, m.about(), Flag.FAIL);
        }
        takeOffset(m);
        if (tells || isNews) {
            saveFile();
        }
    }

    // ---------------------------------------------------------------- whether it serves clients

    boolean isCovered() {
        return slots.values().stream().allMatch(owner -> owner.isPresent() && flags.get(owner.get()) != Flag.FAIL);
    }

    boolean isInMajority() {
        return isMajority(
                (int) sized().stream().filter(x -> flags.get(x) == Flag.UP).count());
    }

    ClusterState stateNow() {
        return isCovered() && isInMajority() ? ClusterState.OK : ClusterState.FAIL;
    }

    @Action
    public void updateState() {
        require(running && state != stateNow());

        state = stateNow();
    }

    // ---------------------------------------------------------------- the disk

    /** Writes what waited until something else is written: an epoch that was heard of, a node that does not answer. */
    @Action
    public void save() {
        require(maySave());

        saveFile();
    }

    public boolean maySave() {
        return running && !saved.equals(file());
    }
}
