package dev.lockstep.run;

import dev.lockstep.host.Core;
import dev.lockstep.simulation.Schedule;

/** What a simulated run itself sees, with no spec in sight. */
public final class Outcome {
    /** Nothing is wrong. */
    public static final String RIGHT = "right";

    private Outcome() {}

    /** Runs for so many events under all faults, and returns the message of the failure that ended the run, or {@link #RIGHT}. */
    public static <P, N extends Core<P>, A> String of(
            Description<P, N, A> description, Deployment<P, N, A> deployment, long seed, long events) {
        try {
            new SimulatedRun<>(deployment, description.channels(), description.likely(), Schedule.random(seed), null)
                    .run(events, choice -> {});
            return RIGHT;
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
