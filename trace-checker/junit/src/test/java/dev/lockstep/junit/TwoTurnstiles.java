package dev.lockstep.junit;

import dev.lockstep.explorable.ExploredProgram;
import java.util.ArrayList;
import java.util.List;

/** Two turnstiles whose every state can be visited: into each a coin may be put, and whoever it lets through passes. */
class TwoTurnstiles extends ExploredProgram<List<Turnstile>> {
    private final boolean isOpen;

    /** @param isOpen whether people pass without a coin */
    TwoTurnstiles(boolean isOpen) {
        super(Turnstile.HEADER);
        this.isOpen = isOpen;
    }

    @Override
    protected List<Turnstile> first() {
        return List.of(new Turnstile("north"), new Turnstile("south"));
    }

    @Override
    protected List<Runnable> steps(List<Turnstile> both) {
        List<Runnable> steps = new ArrayList<>();
        for (Turnstile turnstile : both) {
            steps.add(turnstile::coin);
            if (isOpen || !turnstile.isLocked()) {
                steps.add(turnstile::push);
            }
        }
        return steps;
    }

    @Override
    protected Object key(List<Turnstile> both) {
        return both.stream().map(Turnstile::state).toList();
    }

    @Override
    protected List<?> cores(List<Turnstile> both) {
        return both;
    }
}
