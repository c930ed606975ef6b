package dev.lockstep.storage.run;

import dev.lockstep.protocol.Explorable;
import dev.lockstep.protocol.Protocol;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunReport;
import java.util.List;
import java.util.Set;

/** Lets stable storage be explored. It is no protocol: it has no messages, and runs within others. */
public final class StorageProtocol implements Protocol {
    @Override
    public String name() {
        return "storage";
    }

    @Override
    public Set<RunOptions.Transport> transports() {
        return Set.of();
    }

    @Override
    public Set<String> faults(RunOptions.Transport transport) {
        return Set.of();
    }

    @Override
    public RunReport run(RunOptions options) {
        throw new IllegalArgumentException("storage runs within commit, paxos and raft");
    }

    @Override
    public List<Explorable> explorations() {
        return StorageExploration.all();
    }
}
