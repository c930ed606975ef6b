package dev.lockstep.paxos.node;

import dev.lockstep.host.Core;
import dev.lockstep.host.Send;
import dev.lockstep.host.Step;
import dev.lockstep.paxos.Group;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.storage.StableStorage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A node that keeps write-once registers: plays the three roles in one instance of Paxos for each. After a crash it goes back to a register
 * when it next hears of it.
 */
public final class PaxosNode implements Core<Packet> {
    /** Who reads and writes at this node. */
    public interface Client {
        /** The register has this value, for ever. Told when the node learns it, asked for or not, and whenever the client asks. */
        void learned(String register, String value);
    }

    private final Cluster cluster;
    private final Group group;
    private final String id;
    private final Supplier<StableStorage> disk;
    private final Cores cores;
    private final Patience patience;
    private final Client client;
    private final @Nullable Recorder recorder;

    private final RegisterStore store;
    private final SortedMap<String, Instance> instances = new TreeMap<>();

    /** Cores of the process that crashed, in instances that this one has not gone back to. */
    private final Map<String, Roles> crashed;

    private final List<Send<Packet>> outbox = new ArrayList<>();

    /**
     * A node as its disk and its predecessor leave it.
     *
     * @param disk opens its storage, which is used for nothing else and closed with the node
     * @param recorder of its trace, or null
     * @param crashed the predecessor's cores by register, as the trace saw them last, attached to the recorder
     */
    public PaxosNode(
            Cluster cluster,
            String id,
            Supplier<StableStorage> disk,
            Cores cores,
            Patience patience,
            Client client,
            @Nullable Recorder recorder,
            Map<String, Roles> crashed) {
        this.cluster = cluster;
        this.group = cluster.group();
        this.id = id;
        this.disk = disk;
        this.cores = cores;
        this.patience = patience;
        this.client = client;
        this.recorder = recorder;
        this.crashed = new HashMap<>(crashed);
        this.store = new RegisterStore(disk.get());
    }

    @Override
    public String id() {
        return id;
    }

    /** Closes its storage: a node that is used no more. On any thread. */
    public void close() {
        store.close();
    }

    @Override
    public PaxosNode restarted() {
        store.close();
        Map<String, Roles> all = new HashMap<>(crashed);
        instances.forEach((register, instance) -> all.put(register, instance.roles()));
        return new PaxosNode(cluster, id, disk, cores, patience, client, recorder, all);
    }

    private Instance open(String register) {
        Roles predecessor = crashed.remove(register);
        RegisterRecord record = store.get(register);
        if (predecessor != null) {
            predecessor.end(record);
            if (recorder != null) {
                predecessor.all().forEach(recorder::detach);
            }
        }
        boolean isDown = predecessor != null || store.has(register);
        Roles roles = new Roles(
                cores.proposer(Cluster.proposer(id), group, record.round()),
                cores.acceptor(Cluster.acceptor(id), group, record.acceptor()),
                cores.learner(Cluster.learner(id), group));
        if (recorder != null) {
            roles.all().forEach(core -> recorder.attach(core, register));
        }
        if (isDown) {
            roles.crash();
        }
        return new Instance(roles, cluster.proposers(), patience, value -> client.learned(register, value));
    }

    private Instance instance(String register) {
        return instances.computeIfAbsent(register, this::open);
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
        instance(register).write(value);
        settle(register);
    }

    /** The client learns the register's value, once it has one. In vain if the node crashes before. */
    public void read(String register) {
        if (hasRoom(register)) {
            instance(register).read();
            settle(register);
        }
    }

    /** Whether this node can keep that register. */
    public boolean hasRoom(String register) {
        long reserved = instances.keySet().stream().filter(r -> !store.has(r)).count();
        return store.has(register) || instances.containsKey(register) || store.hasRoom((int) reserved + 1);
    }

    @Override
    public void receive(Packet packet) {
        if (hasRoom(packet.register())) { // or the packet is as good as lost
            instance(packet.register()).receive(packet.message());
            settle(packet.register());
        }
    }

    /** Whether somebody waits for the outcome of a register here. */
    public boolean isOpen() {
        return instances.values().stream().anyMatch(Instance::isOpen);
    }

    private void settle(String register) {
        Instance instance = instance(register);
        instance.proceed();
        instance.drain().forEach(m -> outbox.add(new Send<>(Cluster.node(m.to()), new Packet(register, m))));
    }

    @Override
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        instances.forEach((register, instance) -> {
            Roles roles = instance.roles();
            if (roles.proposer().unwritten().isPresent()) {
                steps.add(new Step("number " + register, false, () -> {
                    store.put(register, roles.proposer().unwritten().orElseThrow());
                    roles.proposer().written();
                    settle(register);
                }));
            }
            if (roles.acceptor().unwritten().isPresent()) {
                steps.add(new Step("write " + register, false, () -> {
                    store.put(register, roles.acceptor().unwritten().orElseThrow());
                    roles.acceptor().written();
                    settle(register);
                }));
            }
        });
        if (isOpen()) {
            steps.add(new Step("tick", false, true, this::tick));
        }
        return steps;
    }

    /** Time passes. */
    public void tick() {
        List.copyOf(instances.keySet()).forEach(register -> {
            instances.get(register).tick();
            settle(register);
        });
    }

    @Override
    public List<Send<Packet>> drain() {
        List<Send<Packet>> sent = List.copyOf(outbox);
        outbox.clear();
        return sent;
    }
}
