package dev.lockstep.redis.real.replication;

import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.redis.real.RealProtocol;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Has real servers replicate each other while an operator replaces them: {@code lockstep run redis-replication --transport real}. */
public final class RealReplication extends RealProtocol {
    /** Something happens to a server about once in so many events. */
    private static final int EVENTS = 250;

    public RealReplication() {
        super("redis-replication", Replicating.FAULTS);
    }

    @Override
    protected RunReport run(RunOptions options, @Nullable Path logs) throws IOException, InterruptedException {
        int acts = Math.max(1, options.events() / EVENTS);
        Set<String> faults = options.faults().isEmpty() ? Set.of("crash") : options.faults();
        Replicating run = new Replicating(options.nodes(), faults, acts, options.seed());
        long events = run.run(options.trace(), logs);
        return new RunReport(events, run.figures());
    }
}
