package dev.lockstep.redis.cluster.node;

import dev.lockstep.core.Process;
import dev.lockstep.core.Step;
import dev.lockstep.redis.cluster.Message;
import dev.lockstep.run.Patience;
import java.util.List;
import java.util.Set;

/** Lets the timeouts that are offered happen in turn. What gives something up is taken at every eighth tick only. */
public final class TimeoutsInTurn implements Patience<Message> {
    private static final Set<String> GIVES_UP = Set.of("manualTimeout", "moveTimeout");

    private static final int PATIENCE = 8;

    private int turn;

    @Override
    public void tick(List<? extends Process<Message>> roles) {
        turn++;
        Process<Message> role = roles.get(0);
        List<Step> timeouts = role.isReady()
                ? role.steps().stream()
                        .filter(step -> step.by() == Step.By.TIMEOUT)
                        .filter(step -> GIVES_UP.contains(step.action()) == (turn % PATIENCE == 0))
                        .toList()
                : List.of();
        if (!timeouts.isEmpty()) {
            int which = turn % PATIENCE == 0 ? turn / PATIENCE : turn;
            timeouts.get(which % timeouts.size()).take().run();
        }
    }
}
