package dev.lockstep.host;

import java.util.List;
import java.util.Optional;

/** A core that takes its enabled steps at once; most of them are writes. Only timeouts and steps that open new work are left to others. */
public final class Eager<M> implements Core<M> {
    private final Core<M> core;

    public Eager(Core<M> core) {
        this.core = core;
    }

    /** Takes all enabled steps. Call it after each input that is not a message. */
    public void settle() {
        for (Optional<Step> step = next(); step.isPresent(); step = next()) {
            step.get().action().run();
        }
    }

    private Optional<Step> next() {
        return core.steps().stream()
                .filter(step -> !step.isTimeout() && !step.opens())
                .findFirst();
    }

    @Override
    public String id() {
        return core.id();
    }

    @Override
    public void receive(M message) {
        core.receive(message);
        settle();
    }

    @Override
    public List<Step> steps() {
        return core.steps();
    }

    @Override
    public List<Send<M>> drain() {
        return core.drain();
    }
}
