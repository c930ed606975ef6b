package dev.lockstep.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.Process;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Schedule;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The cores of a run, each of which can be copied in whatever state it is: a copy is alike, and goes its own way. */
public final class Copies {
    private static final int LATEST = 12;

    private final Deque<Process<?>> latest = new ArrayDeque<>();
    private long copied;

    /** Remembers a core that has just been made. */
    public <P extends Process<?>> P made(P core) {
        latest.add(core);
        if (latest.size() > LATEST) {
            latest.remove();
        }
        return core;
    }

    /** Runs nodes whose cores are told of here, and copies the latest of these after each choice. */
    public void run(Description<?, ?, ?> description, Deployment<?, ?, ?> deployment, int choices) {
        new SimulatedRun<>(deployment, Channels.UNORDERED, description.likely(), Schedule.random(1), null)
                .run(choices, choice -> latest.forEach(this::copy));
        assertThat(copied).isGreaterThan(choices);
    }

    private void copy(Process<?> core) {
        List<Object> before = core.state();
        Process<?> copy = core.copy();
        assertThat(copy.state()).isEqualTo(before);
        assertThat(copy.isReady()).isEqualTo(core.isReady());
        assertThat(copy.unwritten()).isEqualTo(core.unwritten());

        copy.drain();
        copy.crash();
        assertThat(copy.state()).isNotEqualTo(before);
        assertThat(core.state()).isEqualTo(before);
        copied++;
    }
}
