package dev.lockstep.mutex;

import dev.lockstep.host.Send;

/** Canary of {@link dev.lockstep.ArchitectureTest}. */
public final class CoreThatKnowsItsHost {
    Send<Message> forbidden = new Send<>("p", new Message.Request("q", "p", 1));
}
