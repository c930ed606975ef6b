package dev.lockstep.paxos.node;

import dev.lockstep.core.Process;
import dev.lockstep.paxos.AcceptorRecord;
import dev.lockstep.paxos.Message;
import dev.lockstep.paxos.Message.Ask;
import dev.lockstep.paxos.Message.Refusal;
import dev.lockstep.paxos.Phase;
import dev.lockstep.paxos.Proposer;
import dev.lockstep.paxos.ProposerRecord;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Packet;
import dev.lockstep.run.Patience;
import dev.lockstep.run.RecordStore;
import dev.lockstep.storage.StableStorage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Keeps write-once registers, and plays the three roles in one instance of Paxos for each. After a crash it goes back to a register when it
 * next hears of it.
 */
public final class PaxosNode extends InstanceNode<Message> {
    private final List<String> proposers;
    private final BackOff backOff;
    private final Map<String, Retries> retries = new HashMap<>();

    /**
     * Makes a node as its disk leaves it.
     *
     * @param disk opens its storage, which is used for nothing else and closed with the node
     * @param listener told of each register after its roles have taken steps
     */
    public PaxosNode(
            Registers registers,
            String id,
            Supplier<StableStorage> disk,
            BackOff backOff,
            Listener<Message> listener,
            NodeTrace trace) {
        super(
                id,
                registers,
                () -> new RecordStore(disk.get(), List.of(ProposerRecord.class, AcceptorRecord.class), trace::events),
                trace,
                listener);
        this.proposers = registers.cluster().proposers();
        this.backOff = backOff;
        resume();
    }

    @Override
    protected Patience<Message> patience(String register) {
        Retries begun = new Retries(proposers, backOff);
        retries.put(register, begun);
        return begun;
    }

    private Retries retries(String register) {
        return Objects.requireNonNull(retries.get(register));
    }

    /**
     * Gives the register this value if it has none; the client learns which it has. In vain if the node crashes before.
     *
     * @throws IllegalStateException there is no room for another register
     */
    public void write(String register, String value) {
        if (!hasRoom(register)) {
            throw new IllegalStateException("no room for register " + register);
        }
        want(register);
        call(register, Cluster.proposer(id()), role -> {
            Proposer proposer = (Proposer) role;
            if (proposer.hasRequest()) {
                proposer.ignoreRequest(value);
            } else {
                proposer.request(value);
                if (proposer.phase() == Phase.IDLE) {
                    retries(register).tryNow(roles(register).orElseThrow());
                }
            }
        });
    }

    /** The client learns the register's value, once it has one. In vain if the node crashes before. */
    public void read(String register) {
        if (hasRoom(register)) {
            want(register);
            call(register, Cluster.proposer(id()), proposer -> {
                List<Process<Message>> roles = roles(register).orElseThrow();
                if (retries(register).isWaiting(roles)) {
                    retries(register).tryNow(roles);
                }
            });
        }
    }

    private void want(String register) {
        call(register, Cluster.learner(id()), learner -> retries(register).want());
    }

    /** Names the registers of which the node has something on its disk. */
    public Set<String> kept() {
        return ((RecordStore) store()).instances();
    }

    @Override
    protected void deliver(Packet<Message> packet, Process<Message> role) {
        if (packet.message() instanceof Refusal m && ((Proposer) role).concerns(m)) {
            retries(packet.instance()).refused();
        } else if (packet.message() instanceof Ask && !((Proposer) role).isFree()) {
            retries(packet.instance()).asked();
        }
        super.deliver(packet, role);
    }
}
