package dev.lockstep.mutex.run;

import dev.lockstep.mutex.LamportMutex;
import dev.lockstep.mutex.Message;
import dev.lockstep.mutex.node.HostedMutex;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Choice;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
import dev.lockstep.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The mutex among simulated processes whose clients ask for the resource whenever the schedule says so. */
public final class SimulatedRun {
    private final Grants grants;
    private final Simulation<Message> simulation;
    private long messages;

    /**
     * @param core makes the process of this name and these ranks
     * @param recorder of all processes; null: no trace is written
     */
    public SimulatedRun(
            Map<String, Integer> rank,
            BiFunction<String, Map<String, Integer>, LamportMutex> core,
            Set<Fault> faults,
            Schedule schedule,
            @Nullable Recorder recorder) {
        grants = new Grants(rank);
        List<HostedMutex> processes = new ArrayList<>();
        for (String id : rank.keySet().stream().sorted().toList()) {
            LamportMutex mutex = core.apply(id, rank);
            if (recorder != null) {
                recorder.attach(mutex);
            }
            processes.add(new HostedMutex(id, mutex, grants));
        }
        simulation = new Simulation<>(processes, Channels.FIFO, faults, schedule);
    }

    /** {@code p1} of rank 1, {@code p2} of rank 2, ... */
    public static Map<String, Integer> ranks(int nodes) {
        Map<String, Integer> ranks = new TreeMap<>();
        IntStream.rangeClosed(1, nodes).forEach(i -> ranks.put("p" + i, i));
        return ranks;
    }

    /**
     * Runs for at least so many events, or until the schedule is over; then until every request has been granted and released.
     *
     * @throws IllegalStateException the run breaks GC1, GC2 or GC3
     */
    public void run(long events, Consumer<Choice> observer) {
        simulation.run(() -> grants.events() >= events, choice -> {
            messages += choice instanceof Choice.Deliver ? 1 : 0;
            observer.accept(choice);
        });
        grants.requireAllGranted();
    }

    public long granted() {
        return grants.granted();
    }

    public long messages() {
        return messages;
    }
}
