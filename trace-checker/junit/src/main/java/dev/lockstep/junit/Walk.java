package dev.lockstep.junit;

import dev.lockstep.checker.explore.CodeReplay;
import dev.lockstep.checker.explore.SpecWalk;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.explorable.Explorable;

/** Holds a behaviour of a spec, which code is to take. */
public final class Walk {
    private final LoadedSpec spec;
    private final SpecWalk walk;
    private boolean isUsed;

    Walk(LoadedSpec spec, SpecWalk walk) {
        this.spec = spec;
        this.walk = walk;
    }

    /** Returns how many steps it has. */
    public int steps() {
        return walk.events().size();
    }

    /**
     * Requires that the code takes each step.
     *
     * @throws AssertionError the code does not; the message says which it does not take, and why
     */
    public void requireTakenBy(Explorable code) {
        isUsed = true;
        try {
            CodeReplay.Result result = new CodeReplay(spec, code).replay(walk);
            if (!result.isWhole()) {
                throw new AssertionError(String.join(System.lineSeparator(), result.text(toString())));
            }
        } catch (InvalidInputException e) {
            throw new AssertionError("nothing can be replayed: " + e.getMessage(), e);
        }
    }

    /** Returns whether any code was to take it. */
    boolean isUsed() {
        return isUsed;
    }

    @Override
    public String toString() {
        return walk.toString();
    }
}
