package dev.lockstep.run;

import dev.lockstep.host.Core;
import dev.lockstep.protocol.RunControl;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunReport;
import java.io.IOException;

/** Runs nodes of any kind as a protocol does whose nodes are threads: over TCP, in real time. */
public final class ThreadRun {
    private ThreadRun() {}

    /**
     * Runs them. The trace is there also when the run complains of what it has seen itself.
     *
     * @throws IllegalStateException the judgement of the clients
     */
    public static <P, N extends Core<P>, A> RunReport of(Deployment<P, N, A> deployment, RunOptions options)
            throws IOException, InterruptedException {
        return new FifoRun<>(options, deployment, true, RunControl.NONE).run();
    }
}
