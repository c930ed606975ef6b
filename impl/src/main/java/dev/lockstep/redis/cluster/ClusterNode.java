package dev.lockstep.redis.cluster;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Spec;
import dev.lockstep.core.Step;
import dev.lockstep.core.Step.By;
import dev.lockstep.redis.cluster.Message.AuthAck;
import dev.lockstep.redis.cluster.Message.AuthRequest;
import dev.lockstep.redis.cluster.Message.Fail;
import dev.lockstep.redis.cluster.Message.MfStart;
import dev.lockstep.redis.cluster.Message.Ping;
import dev.lockstep.redis.cluster.Message.Restore;
import dev.lockstep.redis.cluster.Message.Restored;
import dev.lockstep.redis.cluster.Message.Sync;
import dev.lockstep.redis.cluster.Message.Update;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Represents a node of a cluster: Redis 7.0.15, {@code src/cluster.c}. It says which action takes a message, and has what is in
 * ClusterMigration.tla. A client of the core tells it which nodes answer and what a person asks for; a timeout may happen
 * whenever it is offered.
 */
@Spec("ClusterWithData")
public class ClusterNode extends NodeElection {
    /** @param onDisk what is on its disk; empty: it is new */
    public ClusterNode(String id, Layout layout, Optional<Stable> onDisk) {
        super(id, layout, onDisk);
    }

    @Override
    public void receive(Message message) {
        if (message instanceof Ping m) {
            takePing(m);
        } else if (message instanceof Update m) {
            receiveUpdate(m);
        } else if (message instanceof Fail m) {
            receiveFail(m);
        } else if (message instanceof AuthRequest m) {
            if (givesVote(view().withHeader(m), m) && !withholds(m)) {
                vote(m);
            } else {
                refuseVote(m);
            }
        } else if (message instanceof AuthAck m) {
            receiveAck(m);
        } else if (message instanceof MfStart m) {
            if (isReplicaOfThis(m)) {
                pauseClients(m);
            } else {
                ignoreMFStart(m);
            }
        } else {
            receiveData(message);
        }
    }

    private void receiveData(Message message) {
        if (message instanceof Restore m) {
            if (takesKey(m)) {
                restore(m);
            } else {
                refuseRestore(m);
            }
        } else if (message instanceof Restored m) {
            if (isMoving(m)) {
                endMove(m);
            } else {
                ignoreRestored(m);
            }
        } else if (message instanceof Sync m) {
            if (isNews(m)) {
                takeSync(m);
            } else {
                ignoreSync(m);
            }
        }
    }

    // ---------------------------------------------------------------- clients

    /**
     * Returns what is answered to a command about these keys, which are in one slot.
     *
     * @param asking the client has been sent here by {@code ASK}, and says so
     */
    public Goes query(Set<String> keys, boolean asking) {
        int s = layout.slotOf().get(keys.iterator().next());
        Optional<String> x = slots.get(s);
        Set<String> missing = Maps.those(keys, k -> !data.contains(k));
        boolean isMigrating =
                x.equals(Optional.of(id)) && migratingSlotsTo.get(s).isPresent();
        boolean isImporting = !isMigrating && importingSlotsFrom.get(s).isPresent();
        if (state != ClusterState.OK || x.isEmpty()) {
            return new Goes(Goes.Kind.CLUSTERDOWN, Optional.empty());
        } else if (isMigrating && missing.equals(keys)) {
            return new Goes(Goes.Kind.ASK, migratingSlotsTo.get(s));
        } else if (isMigrating && !missing.isEmpty()
                || isImporting && asking && keys.size() > 1 && !missing.isEmpty()) {
            return new Goes(Goes.Kind.TRYAGAIN, Optional.empty());
        } else if (isImporting && asking || x.equals(Optional.of(id))) {
            return new Goes(Goes.Kind.SERVE, Optional.of(id));
        }
        return new Goes(Goes.Kind.MOVED, x);
    }

    /** Tells whether it answers clients: one that has paused, or moves a key, lets them wait. */
    public boolean isOpen() {
        return running && !isPaused() && moving.isEmpty();
    }

    /** Takes the command of a client, or sends it elsewhere, and returns what it has answered. */
    public Goes command(Set<String> keys, boolean asking) {
        Goes goes = query(keys, asking);
        if (goes.answer() == Goes.Kind.SERVE) {
            serve(keys, asking);
        } else {
            redirect(keys, asking, goes.answer(), goes.to());
        }
        return goes;
    }

    private void grow(Set<String> now) {
        data = now;
        offsets = Maps.with(offsets, id, offsets.get(id) + 1);
        changed();
    }

    /** Writes the keys, and acknowledges that before any replica has them. */
    @Action
    public void serve(Set<String> keys, boolean asking) {
        require(isOpen() && query(keys, asking).answer() == Goes.Kind.SERVE);

        Set<String> more = new HashSet<>(data);
        more.addAll(keys);
        grow(Set.copyOf(more));
    }

    @Action
    public void redirect(Set<String> keys, boolean asking, Goes.Kind answer, Optional<String> x) {
        require(isOpen() && answer != Goes.Kind.SERVE && query(keys, asking).equals(new Goes(answer, x)));
    }

    // ---------------------------------------------------------------- a slot moves

    /** Tells whether the slot may be opened here, to come from that master. */
    public boolean mayImport(int s, String x) {
        return running && isMaster(id) && !slots.get(s).equals(Optional.of(id)) && !x.equals(id) && isMaster(x);
    }

    /** {@code CLUSTER SETSLOT IMPORTING}, which nobody else hears of. */
    @Action
    public void setImporting(int s, String x) {
        require(mayImport(s, x));

        importingSlotsFrom = Maps.with(importingSlotsFrom, s, Optional.of(x));
        saveFile();
    }

    /** Tells whether the slot may be opened here, to go to that master. */
    public boolean mayMigrate(int s, String x) {
        return running && isMaster(id) && slots.get(s).equals(Optional.of(id)) && !x.equals(id) && isMaster(x);
    }

    /** {@code CLUSTER SETSLOT MIGRATING}. */
    @Action
    public void setMigrating(int s, String x) {
        require(mayMigrate(s, x));

        migratingSlotsTo = Maps.with(migratingSlotsTo, s, Optional.of(x));
        saveFile();
    }

    /** {@code CLUSTER SETSLOT STABLE}: the slot is open no more. */
    @Action
    public void setStable(int s) {
        require(running && isMaster(id));

        importingSlotsFrom = Maps.with(importingSlotsFrom, s, Optional.empty());
        migratingSlotsTo = Maps.with(migratingSlotsTo, s, Optional.empty());
        saveFile();
    }

    /** Tells whether the slot has no keys here, if it is to go away. */
    boolean isEmptyIfGiven(int s, String x) {
        return !slots.get(s).equals(Optional.of(id))
                || x.equals(id)
                || keysIn(s).isEmpty();
    }

    public boolean maySetNode(int s, String x) {
        return running && isMaster(id) && isMaster(x) && isEmptyIfGiven(s, x);
    }

    private View afterSet(int s, String x, boolean imports) {
        View v = withOwner(view(), Set.of(s), Optional.of(x));
        if (imports) {
            return bumped(v);
        }
        boolean hasLast = slots.get(s).equals(Optional.of(id))
                && !x.equals(id)
                && v.owned(id).isEmpty();
        return hasLast ? v.following(id, Optional.of(x)) : v;
    }

    /** {@code CLUSTER SETSLOT NODE}: the one that imports takes the slot with a new epoch, for which it asks nobody. */
    @Action
    public void setSlotNode(int s, String x) {
        require(maySetNode(s, x));

        boolean imports = x.equals(id) && importingSlotsFrom.get(s).isPresent();
        boolean isEmpty = keysIn(s).isEmpty();
        View v = afterSet(s, x, imports);
        if (!v.isMaster(id)) {
            follow(v);
        } else {
            if (isEmpty) {
                migratingSlotsTo = Maps.with(migratingSlotsTo, s, Optional.empty());
            }
            if (imports) {
                importingSlotsFrom = Maps.with(importingSlotsFrom, s, Optional.empty());
            }
        }
        become(v);
        if (imports) {
            broadcast(v, mfSlave.isPresent());
        }
        saveFile();
    }

    /** Tells whether the key may be sent to where its slot moves. */
    public boolean mayMove(String k) {
        int s = layout.slotOf().get(k);
        return isOpen()
                && isMaster(id)
                && slots.get(s).equals(Optional.of(id))
                && migratingSlotsTo.get(s).isPresent()
                && data.contains(k);
    }

    /** {@code MIGRATE}: the key is sent, and deleted when the other one has it. */
    @Action
    public void move(String k) {
        require(mayMove(k));

        moving = Optional.of(k);
        send(new Restore(id, migratingSlotsTo.get(layout.slotOf().get(k)).orElseThrow(), k));
    }

    boolean takesKey(Restore m) {
        return query(Set.of(m.key()), true).answer() == Goes.Kind.SERVE;
    }

    @Action
    public void restore(Restore m) {
        require(running && takesKey(m));

        grow(Maps.with(data, m.key()));
        send(new Restored(id, m.from(), m.key(), true));
    }

    @Action
    public void refuseRestore(Restore m) {
        require(running && !takesKey(m));

        send(new Restored(id, m.from(), m.key(), false));
    }

    boolean isMoving(Restored m) {
        return moving.equals(Optional.of(m.key()));
    }

    @Action
    public void endMove(Restored m) {
        require(running && isMoving(m));

        moving = Optional.empty();
        if (m.ok()) {
            grow(Maps.without(data, m.key()));
        }
    }

    @Action
    public void ignoreRestored(Restored m) {
        require(running && !isMoving(m));
    }

    /** No answer has come in time: the key may be at both. */
    @Action
    public void moveTimeout() {
        require(running && moving.isPresent());

        moving = Optional.empty();
    }

    // ---------------------------------------------------------------- replication

    /** A master sends a replica all that it has. */
    @Action
    public void sync(String x) {
        require(running && isMaster(id) && !x.equals(id));

        send(new Sync(id, x, data, offsets.get(id)));
    }

    /** Tells whether that is of the node's master, and newer than what the node has of it. */
    boolean isNews(Sync m) {
        return slaveof.get(id).equals(Optional.of(m.from()))
                && (!synced.equals(Optional.of(m.from())) || m.offset() > offsets.get(id));
    }

    @Action
    public void takeSync(Sync m) {
        require(running && isNews(m));

        data = m.data();
        offsets = Maps.with(offsets, id, m.offset());
        synced = Optional.of(m.from());
        changed();
    }

    @Action
    public void ignoreSync(Sync m) {
        require(running && !isNews(m));
    }

    // ---------------------------------------------------------------- failures, and what is next

    /** Tells whether a ping to that node would tell it something, or it something else than this node thinks. */
    public boolean hasNewsFor(ClusterNode x) {
        Header h = header(view());
        boolean isMaster = h.slaveof().isEmpty();
        return x.configEpoch(id) < h.configEpoch()
                || !x.masterOf(id).equals(h.slaveof())
                || isMaster && !x.owned(id).equals(h.slots())
                || isMaster && x.master().isEmpty() && x.configEpoch(x.id()) == h.configEpoch()
                || isMaster && others().stream().anyMatch(y -> !y.equals(x.id()) && saysOtherwise(x, y));
    }

    private boolean saysOtherwise(ClusterNode x, String y) {
        return (flags.get(y) == Flag.PFAIL) != x.reporters(y).contains(id) && flags.get(y) != Flag.FAIL;
    }

    @Override
    @Action
    public void crash() {
        require(running);

        running = false;
        forget();
    }

    @Override
    @Action
    public void restart() {
        require(!running);

        running = true;
    }

    /** Lists what it does by itself, and what may happen as time passes. What else clocks decide its clients do. */
    @Override
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        if (!running) {
            return steps;
        }
        if (state != stateNow()) {
            steps.add(new Step("updateState", By.PROCESS, this::updateState));
        }
        if (mayWin()) {
            steps.add(new Step("winElection", By.PROCESS, this::winElection));
        }
        if (mayStartManual()) {
            steps.add(new Step("startManual", By.PROCESS, this::startManual));
        }
        if (mayStartElection()) {
            steps.add(new Step("startElection", By.TIMEOUT, this::startElection));
        }
        if (isManual()) {
            steps.add(new Step("manualTimeout", By.TIMEOUT, this::manualTimeout));
        }
        if (moving.isPresent()) {
            steps.add(new Step("moveTimeout", By.TIMEOUT, this::moveTimeout));
        }
        return steps;
    }

    @Override
    public ClusterNode copy() {
        return remembered(new ClusterNode(id, layout, Optional.of(stable())));
    }
}
