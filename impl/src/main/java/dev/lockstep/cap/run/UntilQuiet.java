package dev.lockstep.cap.run;

import dev.lockstep.cap.TConnectedPrimary;
import dev.lockstep.cap.TConnectedRegister;
import dev.lockstep.cap.TConnectedRegister.Message;
import dev.lockstep.cap.Tagged;
import dev.lockstep.core.Process;
import dev.lockstep.run.Patience;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets the clock of a node tick as long as that may matter. It does while the node's client waits, and while the primary may not have what
 * it has written. The primary's clock ticks until it has told everybody the same for a while, and nobody has asked: then a run can end.
 */
final class UntilQuiet implements Patience<Message> {
    /** The ticks after which the primary tells no more. */
    private static final int QUIET = 20;

    private @Nullable Tagged known;
    private int quiet;

    @Override
    public boolean isWaiting(List<? extends Process<Message>> roles) {
        TConnectedRegister node = (TConnectedRegister) roles.get(0);
        if (!(node instanceof TConnectedPrimary)) {
            return node.isWaiting() || !node.pending().isEmpty();
        }
        if (!node.latest().equals(known)) {
            known = node.latest();
            quiet = 0;
        }
        return quiet < QUIET;
    }

    @Override
    public void tick(List<? extends Process<Message>> roles) {
        if (isWaiting(roles)) {
            quiet++;
            Patience.timeout(roles.get(0)).ifPresent(step -> step.take().run());
        }
    }

    @Override
    public void received(Process<Message> role, Message message) {
        quiet = 0;
    }
}
