package dev.lockstep.redis.real;

import dev.lockstep.protocol.Protocol;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.protocol.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Runs real processes of Redis, if they are installed: {@code lockstep run NAME --transport real}. */
public abstract class RealProtocol implements Protocol {
    private final String name;
    private final Set<String> faults;

    protected RealProtocol(String name, Set<String> faults) {
        this.name = name;
        this.faults = Set.copyOf(faults);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Set<Transport> transports() {
        return Set.of(Transport.REAL);
    }

    @Override
    public final Set<String> faults(Transport transport) {
        return new TreeSet<>(faults);
    }

    @Override
    public final Optional<String> missing(Transport transport) {
        return Installed.missing();
    }

    @Override
    public final RunReport run(RunOptions options) throws IOException, InterruptedException {
        String kept = System.getProperty("lockstep.redis.logs", "");
        return run(options, kept.isEmpty() ? null : Path.of(kept));
    }

    /**
     * Runs them, and writes the trace.
     *
     * @param logs an empty folder for what they log; null: that is not kept
     */
    protected abstract RunReport run(RunOptions options, @Nullable Path logs) throws IOException, InterruptedException;
}
