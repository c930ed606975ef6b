package dev.lockstep.redis.real;

import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Has real sentinels fail over real servers: {@code lockstep run redis-sentinel --transport real}. */
public final class RealSentinels extends RealProtocol {
    /** A failover is told by about so many events. */
    private static final int EVENTS = 100;

    public RealSentinels() {
        super("redis-sentinel", Failovers.FAULTS);
    }

    @Override
    protected RunReport run(RunOptions options, @Nullable Path logs) throws IOException, InterruptedException {
        int failovers = Math.max(1, options.events() / EVENTS);
        Failovers run = Failovers.of(options, failovers);
        long events = run.run(options.trace(), logs);
        Map<String, Long> figures = new LinkedHashMap<>(run.figures());
        return new RunReport(events, figures);
    }
}
