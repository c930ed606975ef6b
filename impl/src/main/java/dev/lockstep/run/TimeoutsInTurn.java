package dev.lockstep.run;

import dev.lockstep.core.Message;
import dev.lockstep.core.Process;
import dev.lockstep.core.Step;
import java.util.List;
import java.util.Set;

/**
 * Lets the timeouts that one process offers happen in turn, so that none is always behind another. What gives something up is taken at every
 * eighth tick only.
 */
public final class TimeoutsInTurn<M extends Message> implements Patience<M> {
    private static final int PATIENCE = 8;

    private final Set<String> givesUp;
    private int turn;

    /** @param givesUp names the actions that give something up */
    public TimeoutsInTurn(Set<String> givesUp) {
        this.givesUp = Set.copyOf(givesUp);
    }

    @Override
    public void tick(List<? extends Process<M>> roles) {
        turn++;
        Process<M> role = roles.get(0);
        List<Step> timeouts = role.isReady()
                ? role.steps().stream()
                        .filter(step -> step.by() == Step.By.TIMEOUT)
                        .filter(step -> givesUp.contains(step.action()) == (turn % PATIENCE == 0))
                        .toList()
                : List.of();
        if (!timeouts.isEmpty()) {
            int which = turn % PATIENCE == 0 ? turn / PATIENCE : turn;
            timeouts.get(which % timeouts.size()).take().run();
        }
    }
}
