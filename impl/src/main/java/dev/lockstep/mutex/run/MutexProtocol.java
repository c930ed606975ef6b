package dev.lockstep.mutex.run;

import dev.lockstep.mutex.LamportMutex;
import dev.lockstep.protocol.Protocol;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.run.NewFile;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code lockstep run mutex}: processes that all keep asking for the resource; checks GC1-GC3 on the run itself. */
public final class MutexProtocol implements Protocol {
    private static final Set<String> SIMULATED = Set.of("delay", "reorder", "pause");
    private static final Set<String> TCP = Set.of("cut", "pause");

    /** The spec's bound on requests, which no run reaches. */
    private static final int UNBOUNDED = 1_000_000;

    @Override
    public String name() {
        return "mutex";
    }

    @Override
    public Set<String> faults(Transport transport) {
        return transport == Transport.SIMULATED ? SIMULATED : TCP;
    }

    @Override
    public RunReport run(RunOptions options) throws IOException, InterruptedException {
        check(options);
        Map<String, Integer> rank = SimulatedRun.ranks(options.nodes());
        Header header =
                Header.of(Map.of("Proc", rank.keySet(), "Rank", rank, "MaxRequests", UNBOUNDED), LamportMutex.class);
        return NewFile.write(
                options.trace().toAbsolutePath(),
                file -> options.transport() == Transport.SIMULATED
                        ? simulated(options, rank, header, file)
                        : new TcpRun(options, rank, header).run(file));
    }

    static Header header(Map<String, Integer> rank) {
        return Header.of(Map.of("Proc", rank.keySet(), "Rank", rank, "MaxRequests", UNBOUNDED), LamportMutex.class);
    }

    private void check(RunOptions options) {
        if (options.nodes() < 2) {
            throw new IllegalArgumentException("the mutex needs at least 2 nodes, not " + options.nodes());
        }
        if (options.events() < 1) {
            throw new IllegalArgumentException("a run has at least 1 event, not " + options.events());
        }
        Set<String> known = faults(options.transport());
        Set<String> unknown = new TreeSet<>(options.faults());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("the mutex has no fault " + String.join(", ", unknown) + " over "
                    + options.transport().name().toLowerCase(Locale.ROOT) + "; it has "
                    + String.join(", ", new TreeSet<>(known)));
        }
    }

    private static RunReport simulated(RunOptions options, Map<String, Integer> rank, Header header, Path file)
            throws IOException {
        Set<Fault> faults = options.faults().stream()
                .map(fault -> Fault.valueOf(fault.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet());
        try (Recorder recorder = Recorder.open(file, header)) {
            SimulatedRun run =
                    new SimulatedRun(rank, LamportMutex::new, faults, Schedule.random(options.seed()), recorder);
            run.run(options.events(), choice -> {});
            Map<String, Long> figures = new LinkedHashMap<>();
            figures.put("grants", run.granted());
            figures.put("messages", run.messages());
            return new RunReport(recorder.events(), figures);
        }
    }
}
