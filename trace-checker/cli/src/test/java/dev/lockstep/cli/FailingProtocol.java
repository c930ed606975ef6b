package dev.lockstep.cli;

import dev.lockstep.protocol.Protocol;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunReport;
import java.util.Set;

/** A protocol with an error of its own, which is no verdict. It runs simulated only. */
public final class FailingProtocol implements Protocol {
    @Override
    public String name() {
        return "failing";
    }

    @Override
    public Set<RunOptions.Transport> transports() {
        return Set.of(RunOptions.Transport.SIMULATED);
    }

    @Override
    public Set<String> faults(RunOptions.Transport transport) {
        return Set.of();
    }

    @Override
    public RunReport run(RunOptions options) {
        throw new IllegalStateException("broken on purpose");
    }
}
