package dev.lockstep.run;

import dev.lockstep.host.Core;
import dev.lockstep.protocol.Protocol;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a series of simulated runs of a protocol, and reads from their traces which actions they have taken. */
public final class Series<P, N extends Core<P>, A> {
    /** Tells how the faults and choices of each run are drawn. */
    public enum Way {
        /** All usual faults strike in each run. */
        USUAL,
        /** Each run has its own mix of faults, and its own timings. */
        SWARM
    }

    /** A run that writes so many times the events that it was asked for does not end. */
    private static final int BUSY = 10;

    /** A change of membership is asked for after so many events or more, where membership can be changed. */
    private static final int SOONEST_CHANGE = 25;

    private static final int RATES_OF_CHANGE = 4;

    /** Matches what the recorder writes of an event, up to its action. */
    private static final Pattern EVENT = Pattern.compile("^\\{\"process\":(\"[^\"]*\")(.*?)\"action\":\"([^\"]*)\".*");

    private static final Pattern INSTANCE = Pattern.compile("\"instance\":(\"[^\"]*\")");

    /**
     * Holds what a run has done.
     *
     * @param actions how often each action was taken
     * @param pairs how often each action followed another at the same process of the same instance: {@code A, B}
     * @param failure why the run stopped before its end, if it did
     */
    public record Made(Map<String, Long> actions, Map<String, Long> pairs, Optional<RuntimeException> failure) {}

    private final Description<P, N, A> description;
    private final Function<RunOptions, Deployment<P, N, A>> deployments;
    private final Way way;
    private final int events;
    private long next;

    /**
     * @param deployments make the nodes of a run of two, three or four nodes
     * @param seed the seed of the first run
     * @param events the number of events of each run, at least
     */
    public Series(
            Description<P, N, A> description,
            Function<RunOptions, Deployment<P, N, A>> deployments,
            Way way,
            long seed,
            int events) {
        this.description = description;
        this.deployments = deployments;
        this.way = way;
        this.events = events;
        this.next = seed;
    }

    /** Makes the next run, and writes its trace, up to where the run stopped if it failed. */
    public Made next(Path trace) throws IOException {
        long seed = next++;
        Deployment<P, N, A> deployment = deployments.apply(options(seed, trace));
        Map<Fault, Integer> mix = way == Way.USUAL ? description.likely() : description.mix(seed);
        Optional<RuntimeException> failure = Optional.empty();
        Taken taken = new Taken();
        try (Recorder recorder = Recorder.open(trace, deployment.header())) {
            new SimulatedRun<>(deployment, description.channels(), mix, Schedule.random(seed), recorder)
                    .run(events, choice -> {
                        if (recorder.events() > BUSY * events) {
                            throw new IllegalStateException("liveness: the run is kept busy");
                        }
                    });
        } catch (RuntimeException broken) {
            failure = Optional.of(broken);
        }
        try (BufferedReader written = Files.newBufferedReader(trace)) {
            written.readLine(); // the header
            for (String event = written.readLine(); event != null; event = written.readLine()) {
                taken.read(event);
            }
        }
        return new Made(taken.actions, taken.pairs, failure);
    }

    private RunOptions options(long seed, Path trace) {
        int nodes = (int) (2 + Math.floorMod(seed, 3));
        int rate = SOONEST_CHANGE << Math.floorMod(seed / 3, RATES_OF_CHANGE);
        Set<String> faults =
                way == Way.USUAL ? Fault.options(description.likely()) : Collections.singleton(Protocol.SWARM);
        int changes = description.reconfigures() ? events / rate : 0;
        return new RunOptions(nodes, seed, events, Transport.SIMULATED, faults, changes, trace);
    }

    /** Holds the actions that a run has taken, as its trace has them. */
    private static final class Taken {
        private final Map<String, Long> actions = new TreeMap<>();
        private final Map<String, Long> pairs = new TreeMap<>();
        private final Map<String, String> latest = new TreeMap<>();

        void read(String line) throws IOException {
            Matcher event = EVENT.matcher(line);
            if (!event.matches()) {
                throw new IOException("no event that a recorder writes: " + line);
            }
            Matcher instance = INSTANCE.matcher(event.group(2));
            String process = event.group(1) + (instance.find() ? instance.group(1) : "");
            String action = event.group(3);
            actions.merge(action, 1L, Long::sum);
            String before = latest.put(process, action);
            if (before != null) {
                pairs.merge(before + ", " + action, 1L, Long::sum);
            }
        }
    }
}
