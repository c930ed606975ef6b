package dev.lockstep.redis.replication.run;

import dev.lockstep.core.Process;
import dev.lockstep.protocol.FigureOptions;
import dev.lockstep.protocol.Figures;
import dev.lockstep.recorder.Header;
import dev.lockstep.redis.replication.Message;
import dev.lockstep.redis.replication.RedisServer;
import dev.lockstep.run.Clients;
import dev.lockstep.run.InstanceDeployment;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.NodeDisk;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Patience;
import dev.lockstep.run.SimulatedRun;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
import dev.lockstep.simulation.Simulation;
import dev.lockstep.storage.Layout;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/**
 * Tells under which conditions acknowledged writes are lost in runs, and compares it with what TLC finds: {@code lockstep figures redis}. The
 * clients' histories are judged as well: one is linearizable if the trace checker accepts it.
 */
public final class ReplicationFigures implements Figures {
    private static final String PART = "guarantees";

    /** The choices that a run makes. */
    private static final int CHOICES = 500;

    private static final Map<Fault, Integer> FAULTS =
            Map.of(Fault.DELAY, Simulation.FAULT, Fault.REORDER, Simulation.FAULT);

    /** Describes the servers and the clients of one run. */
    private record Failovers(ReplicationProtocol.Servers servers, Condition condition)
            implements InstanceDeployment<Message, News> {
        @Override
        public Header header() {
            return servers.header();
        }

        @Override
        public List<List<String>> nodes() {
            return servers.nodes();
        }

        @Override
        public Types<Message, News> types() {
            return servers.types();
        }

        @Override
        public boolean takesBatches() {
            return servers.takesBatches();
        }

        @Override
        public Layout layout(String node) {
            return servers.layout(node);
        }

        @Override
        public FailoverClients clients(IntUnaryOperator choice, Clients.Teller<News> teller) {
            return new FailoverClients(condition, choice);
        }

        @Override
        public InstanceNode<Message> node(
                String id, NodeDisk disk, NodeTrace trace, Clients<InstanceNode<Message>, News> clients) {
            return servers.node(id, disk, trace, clients);
        }

        @Override
        public Process<Message> process(
                String role, String instance, Optional<? extends Record> onDisk, boolean begun) {
            return servers.process(role, instance, onDisk, begun);
        }

        @Override
        public Patience<Message> patience(String node, String instance) {
            return servers.patience(node, instance);
        }
    }

    /**
     * Tells what the runs under one condition have shown.
     *
     * @param promoted the number of runs in which a replica was promoted
     * @param lost the number of runs in which an acknowledged write was lost
     * @param linearizable the number of histories that are linearizable
     */
    record Row(Condition condition, int runs, int promoted, int lost, int linearizable) {
        /** Tells whether the runs agree with TLC: what holds does in all runs, and what does not fails in some. */
        boolean agrees() {
            return promoted > 0 && (lost == 0) == condition.holds();
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %d of %d | %d | %d | %s `%s` | %s |",
                    condition.acknowledged(),
                    condition.promoted(),
                    promoted,
                    runs,
                    lost,
                    runs - linearizable,
                    condition.holds() ? "holds:" : "fails:",
                    condition.model(),
                    agrees() ? "yes" : "NO");
        }
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public SortedMap<String, String> parts() {
        return new TreeMap<>(Map.of(PART, "under which conditions an acknowledged write is lost"));
    }

    @Override
    public boolean compute(FigureOptions options, Consumer<String> out, Validator validator) throws IOException {
        out.accept(options.seeds() + " runs under each condition with seeds from " + options.seed()
                + ", a master and 2 replicas, " + CHOICES + " choices, one failover at most");
        out.accept("");
        out.accept(
                "| acknowledged by | who is promoted | promoted | a write is lost | not linearizable | TLC | agrees |");
        out.accept("|---|---|--:|--:|--:|---|---|");
        boolean agrees = true;
        for (Condition condition : Condition.values()) {
            Row row = row(condition, options, validator);
            out.accept(row.toString());
            agrees &= row.agrees();
        }
        return agrees;
    }

    static Row row(Condition condition, FigureOptions options, Validator validator) throws IOException {
        int promoted = 0;
        int lost = 0;
        int linearizable = 0;
        for (long seed = options.seed(); seed < options.seed() + options.seeds(); seed++) {
            FailoverClients clients = run(condition, seed);
            promoted += clients.isPromoted() ? 1 : 0;
            lost += clients.hasLost() ? 1 : 0;
            linearizable += clients.history().isLinearizable(validator) ? 1 : 0;
        }
        return new Row(condition, options.seeds(), promoted, lost, linearizable);
    }

    private static FailoverClients run(Condition condition, long seed) {
        SimulatedRun<?, ?, ?> run = new SimulatedRun<>(
                new Failovers(new ReplicationProtocol.Servers(condition.group(), RedisServer::new, CHOICES), condition),
                Channels.UNORDERED,
                FAULTS,
                Schedule.random(seed),
                null);
        run.run(CHOICES, choice -> {});
        return (FailoverClients) run.clients();
    }
}
