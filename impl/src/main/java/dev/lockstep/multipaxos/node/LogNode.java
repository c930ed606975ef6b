package dev.lockstep.multipaxos.node;

import dev.lockstep.host.Core;
import dev.lockstep.host.Send;
import dev.lockstep.host.Step;
import dev.lockstep.multipaxos.Message;
import dev.lockstep.paxos.Group;
import dev.lockstep.paxos.node.BackOff;
import dev.lockstep.paxos.node.Cluster;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.storage.StableStorage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A node that keeps replicated logs: plays the three roles in one instance of MultiPaxos for each. After a crash it goes back to a log
 * when it next hears of it.
 */
public final class LogNode implements Core<Packet> {
    /** Who appends at this node. */
    public interface Client {
        /** The log has this command in that slot, for ever. Told of every slot when the node learns it, asked for or not. */
        void learned(String log, int slot, String command);

        /** All slots have other commands: this one, which the client asked for, will never be in the log. */
        void full(String log, String command);
    }

    private final LogCluster cluster;
    private final Group group;
    private final String id;
    private final Supplier<StableStorage> disk;
    private final Cores cores;
    private final BackOff patience;
    private final Client client;
    private final @Nullable Recorder recorder;

    private final LogStore store;
    private final SortedMap<String, Log> logs = new TreeMap<>();

    /** Cores of the process that crashed, in logs that this one has not gone back to. */
    private final Map<String, Roles> crashed;

    private final List<Send<Packet>> outbox = new ArrayList<>();

    /**
     * A node as its disk and its predecessor leave it.
     *
     * @param disk opens its storage, which is used for nothing else and closed with the node
     * @param recorder of its trace, or null
     * @param crashed the predecessor's cores by log, as the trace saw them last, attached to the recorder
     */
    public LogNode(
            LogCluster cluster,
            String id,
            Supplier<StableStorage> disk,
            Cores cores,
            BackOff patience,
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
        this.store = new LogStore(cluster.slots(), disk.get());
    }

    @Override
    public String id() {
        return id;
    }

    /** Closes its storage. */
    void close() {
        store.close();
    }

    @Override
    public LogNode restarted() {
        close();
        Map<String, Roles> all = new HashMap<>(crashed);
        logs.forEach((name, log) -> all.put(name, log.roles()));
        return new LogNode(cluster, id, disk, cores, patience, client, recorder, all);
    }

    private Log open(String name) {
        Roles predecessor = crashed.remove(name);
        LogRecord record = store.get(name);
        if (predecessor != null) {
            predecessor.end(record);
            if (recorder != null) {
                predecessor.all().forEach(recorder::detach);
            }
        }
        boolean isDown = predecessor != null || store.has(name);
        Roles roles = new Roles(
                cores.leader(Cluster.proposer(id), group, cluster.slots(), record.round()),
                cores.acceptor(Cluster.acceptor(id), group, record.acceptor()),
                cores.learner(Cluster.learner(id), group, cluster.slots()));
        if (recorder != null) {
            roles.all().forEach(core -> recorder.attach(core, name));
        }
        if (isDown) {
            roles.crash();
        }
        return new Log(name, roles, patience, client);
    }

    private Log log(String name) {
        return logs.computeIfAbsent(name, this::open);
    }

    /**
     * Puts the command in the log, once at least; the client learns where. In vain if the node crashes before.
     *
     * @throws IllegalStateException there is no room for another log
     */
    public void append(String name, String command) {
        if (!hasRoom(name)) {
            throw new IllegalStateException("no room for log " + name);
        }
        log(name).append(command);
        settle(name);
    }

    /** Whether this node can keep that log. */
    public boolean hasRoom(String name) {
        long reserved = logs.keySet().stream().filter(log -> !store.has(log)).count();
        return store.has(name) || logs.containsKey(name) || store.hasRoom((int) reserved + 1);
    }

    @Override
    public void receive(Packet packet) {
        if (!hasRoom(packet.log())) {
            return; // the packet is as good as lost
        }
        Log log = log(packet.log());
        if (packet instanceof Packet.Carried carried) {
            log.receive(carried.message());
        } else if (packet instanceof Packet.Request request) {
            log.receiveRequest(request.command());
        }
        settle(packet.log());
    }

    /** What this node knows of the log, by slot. */
    List<Optional<String>> learned(String name) {
        return log(name).roles().learner().learned();
    }

    /** Whether a client waits here. */
    public boolean isOpen() {
        return logs.values().stream().anyMatch(Log::isOpen);
    }

    private void settle(String name) {
        Log log = log(name);
        log.proceed();
        for (Message m : log.drain()) {
            outbox.add(new Send<>(Cluster.node(m.to()), new Packet.Carried(name, m)));
        }
        String leader = cluster.owner(log.roles().acceptor().promised());
        for (String command : log.drainRequests()) {
            if (!leader.equals(id) && log.roles().acceptor().promised() > 0) {
                outbox.add(new Send<>(leader, new Packet.Request(name, command)));
            }
        }
    }

    @Override
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        logs.forEach((name, log) -> {
            Roles roles = log.roles();
            if (roles.leader().unwritten().isPresent()) {
                steps.add(new Step("number " + name, false, () -> {
                    store.put(name, roles.leader().unwritten().orElseThrow());
                    roles.leader().written();
                    settle(name);
                }));
            }
            if (roles.acceptor().unwritten().isPresent()) {
                steps.add(new Step("write " + name, false, () -> {
                    store.put(name, roles.acceptor().unwritten().orElseThrow());
                    roles.acceptor().written();
                    settle(name);
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
        List.copyOf(logs.keySet()).forEach(name -> {
            logs.get(name).tick();
            settle(name);
        });
    }

    @Override
    public List<Send<Packet>> drain() {
        List<Send<Packet>> sent = List.copyOf(outbox);
        outbox.clear();
        return sent;
    }
}
