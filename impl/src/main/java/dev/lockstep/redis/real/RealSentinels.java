package dev.lockstep.redis.real;

import dev.lockstep.protocol.Protocol;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.protocol.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Has real sentinels fail over real servers: {@code lockstep run redis-sentinel --transport real}. */
public final class RealSentinels implements Protocol {
    /** A failover is told by about so many events. */
    private static final int EVENTS = 100;

    @Override
    public String name() {
        return "redis-sentinel";
    }

    @Override
    public Set<Transport> transports() {
        return Set.of(Transport.REAL);
    }

    @Override
    public Set<String> faults(Transport transport) {
        return Failovers.FAULTS;
    }

    @Override
    public Optional<String> missing(Transport transport) {
        return Installed.missing();
    }

    @Override
    public RunReport run(RunOptions options) throws IOException, InterruptedException {
        int failovers = Math.max(1, options.events() / EVENTS);
        String kept = System.getProperty("lockstep.redis.logs", "");
        Failovers run = Failovers.of(options, failovers);
        long events = run.run(options.trace(), kept.isEmpty() ? null : Path.of(kept));
        Map<String, Long> figures = new LinkedHashMap<>(run.figures());
        return new RunReport(events, figures);
    }
}
