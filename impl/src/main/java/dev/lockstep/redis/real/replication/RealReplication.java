package dev.lockstep.redis.real.replication;

import dev.lockstep.protocol.Protocol;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.redis.real.Installed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Has real servers replicate each other while an operator replaces them: {@code lockstep run redis-replication --transport real}. */
public final class RealReplication implements Protocol {
    /** Something happens to a server about once in so many events. */
    private static final int EVENTS = 250;

    @Override
    public String name() {
        return "redis-replication";
    }

    @Override
    public Set<Transport> transports() {
        return Set.of(Transport.REAL);
    }

    @Override
    public Set<String> faults(Transport transport) {
        Set<String> faults = new TreeSet<>(Operator.FAULTS);
        faults.add(Replicating.NO_WAIT);
        faults.add(Replicating.PRIORITY);
        return faults;
    }

    @Override
    public Optional<String> missing(Transport transport) {
        return Installed.missing();
    }

    @Override
    public RunReport run(RunOptions options) throws IOException, InterruptedException {
        int acts = Math.max(1, options.events() / EVENTS);
        Set<String> faults = options.faults().isEmpty() ? Set.of("crash") : options.faults();
        String kept = System.getProperty("lockstep.redis.logs", "");
        Replicating run = new Replicating(options.nodes(), faults, acts, options.seed());
        long events = run.run(options.trace(), kept.isEmpty() ? null : Path.of(kept));
        return new RunReport(events, run.figures());
    }
}
