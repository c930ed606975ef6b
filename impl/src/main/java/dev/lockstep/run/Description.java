package dev.lockstep.run;

import dev.lockstep.host.Core;
import dev.lockstep.protocol.Protocol;
import dev.lockstep.protocol.RunControl;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
import dev.lockstep.simulation.Swarm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells what a protocol says of itself, so that it can be run. A class that implements it has a constructor without parameters, since each
 * node's process makes an object of its own.
 *
 * @param <P> what nodes send each other
 * @param <N> the nodes
 * @param <A> what clients ask for and are told
 */
public interface Description<P, N extends Core<P>, A> extends Protocol {
    /** The number of events before a run in real time, none of which is in its trace. */
    int REHEARSAL = 300;

    /** Returns what messages for users call it. */
    default String title() {
        return name();
    }

    /** Returns what the protocol assumes of its channels: over FIFO channels, which lose nothing, no process crashes. */
    default Channels channels() {
        return Channels.UNORDERED;
    }

    /** Returns the usual faults of a simulated run, and how likely each is. */
    Map<Fault, Integer> likely();

    /** Returns the faults of rougher runs, with the usual ones: all that the protocol bears. */
    default Map<Fault, Integer> rougher() {
        return hasThreads() ? likely() : Fault.andRarer(likely());
    }

    /**
     * Makes the nodes of a run.
     *
     * @throws IllegalArgumentException the options do not fit; the message tells the user what would
     */
    Deployment<P, N, A> deployment(RunOptions options);

    @Override
    default Set<String> faults(Transport transport) {
        if (transport == Transport.SIMULATED) {
            Set<String> faults = new TreeSet<>(Fault.options(rougher()));
            faults.add(SWARM);
            return faults;
        }
        return hasThreads() ? FifoRun.FAULTS : Processes.faults(likely().containsKey(Fault.PARTITION));
    }

    /** Returns the faults of the run of a suite that has this seed, and how likely each is. */
    default Map<Fault, Integer> mix(long seed) {
        return Swarm.mix(rougher(), seed);
    }

    /** Returns the faults of a simulated run that are asked for, and how likely each is. */
    private Map<Fault, Integer> asked(RunOptions options) {
        Set<String> named = new TreeSet<>(options.faults());
        if (!named.remove(SWARM)) {
            return Fault.named(named, rougher());
        }
        return Swarm.mix(named.isEmpty() ? rougher() : Fault.named(named, rougher()), options.seed());
    }

    /**
     * Tells whether the spec speaks of real time. Then the nodes of a run over TCP are threads that read the same time, none crashes, and
     * the trace has all events in the order in which they happened.
     */
    default boolean keepsRealTime() {
        return false;
    }

    /** Tells whether the nodes of a run over TCP are threads. */
    default boolean hasThreads() {
        return channels() == Channels.FIFO || keepsRealTime();
    }

    /** Runs for some events before real time counts. Then classes are loaded, and code is compiled. */
    private static <P, N extends Core<P>, A> void rehearse(RunOptions options, Deployment<P, N, A> deployment)
            throws IOException, InterruptedException {
        Path trace =
                options.trace().resolveSibling("rehearsal-" + options.trace().getFileName());
        try {
            new FifoRun<>(
                            new RunOptions(
                                    options.nodes(), options.seed(), REHEARSAL, options.transport(), Set.of(), trace),
                            deployment,
                            true,
                            RunControl.NONE)
                    .run();
        } finally {
            Files.deleteIfExists(trace);
        }
    }

    @Override
    default Set<RunControl.Kind> controls(RunOptions options) {
        boolean isSimulated = options.transport() == Transport.SIMULATED;
        Set<RunControl.Kind> kinds = EnumSet.of(RunControl.Kind.STOP);
        if (isSimulated) {
            kinds.add(RunControl.Kind.PACE);
        }
        if (isSimulated || !keepsRealTime()) {
            kinds.add(RunControl.Kind.PAUSE);
        }
        if (likely().containsKey(Fault.CRASH)) {
            kinds.addAll(Set.of(RunControl.Kind.KILL, RunControl.Kind.RESTART));
        }
        if (likely().containsKey(Fault.PARTITION)) {
            kinds.addAll(Set.of(RunControl.Kind.PARTITION, RunControl.Kind.HEAL));
        }
        return kinds;
    }

    @Override
    default List<String> limits(RunOptions options) {
        Set<RunControl.Kind> kinds = controls(options);
        List<String> limits = new ArrayList<>();
        if (!kinds.contains(RunControl.Kind.PACE)) {
            limits.add("The run has no speed: over TCP nodes go as fast as they can.");
        }
        if (!kinds.contains(RunControl.Kind.PAUSE)) {
            limits.add(
                    "It cannot be paused, and its trace is known in the end only: its spec bounds how long messages take in real time,"
                            + " and nodes that stand still would take longer.");
        }
        if (!kinds.contains(RunControl.Kind.KILL)) {
            limits.add("No node can be killed: " + title() + " assumes that none crashes.");
        }
        if (!kinds.contains(RunControl.Kind.PARTITION)) {
            limits.add("The network cannot be cut: runs of " + title() + " do not inject that.");
        }
        if (!kinds.contains(RunControl.Kind.MEMBERS)) {
            limits.add("The members cannot be changed: those of " + title() + " are fixed.");
        }
        return limits;
    }

    @Override
    default RunReport run(RunOptions options) throws IOException, InterruptedException {
        return run(options, RunControl.NONE);
    }

    @Override
    default RunReport run(RunOptions options, RunControl control) throws IOException, InterruptedException {
        if (control != RunControl.NONE && controls(options).isEmpty()) {
            throw new IllegalArgumentException(title() + " cannot be watched while it runs over "
                    + options.transport().name().toLowerCase(Locale.ROOT));
        }
        if (options.events() < 1) {
            throw new IllegalArgumentException("a run has at least 1 event, not " + options.events());
        }
        Set<String> unknown = new TreeSet<>(options.faults());
        unknown.removeAll(faults(options.transport()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(title() + " has no fault " + String.join(", ", unknown) + " over "
                    + options.transport().name().toLowerCase(Locale.ROOT) + "; it has "
                    + String.join(", ", new TreeSet<>(faults(options.transport()))));
        }
        Deployment<P, N, A> deployment = deployment(options);
        return NewFile.write(options.trace().toAbsolutePath(), file -> {
            RunOptions beside = new RunOptions(
                    options.nodes(),
                    options.seed(),
                    options.events(),
                    options.transport(),
                    options.faults(),
                    options.reconfigure(),
                    file);
            if (options.transport() == Transport.TCP) {
                if (keepsRealTime()) {
                    rehearse(beside, deployment);
                }
                return hasThreads()
                        ? new FifoRun<>(beside, deployment, keepsRealTime(), control).run()
                        : new ProcessRun<>(beside, options.trace().toAbsolutePath(), getClass(), deployment, control)
                                .run();
            }
            try (Recorder recorder = control == RunControl.NONE
                    ? Recorder.open(file, deployment.header())
                    : Recorder.open(file, deployment.header(), control::line)) {
                SimulatedRun<P, N, A> run = new SimulatedRun<>(
                        deployment, channels(), asked(options), Schedule.random(options.seed()), recorder);
                run.run(options.events(), choice -> {}, control);
                return new RunReport(recorder.events(), run.figures(likely()));
            }
        });
    }
}
