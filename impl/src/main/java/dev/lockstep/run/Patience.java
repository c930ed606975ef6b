package dev.lockstep.run;

import dev.lockstep.core.Message;
import dev.lockstep.core.Process;
import dev.lockstep.core.Step;
import java.util.List;
import java.util.Optional;

/** Decides when the timeouts of one instance happen at one node; no part of the protocol. */
public interface Patience<M extends Message> {
    /** Tells whether a timeout could ever happen as things are: then time passes for this instance. */
    default boolean isWaiting(List<? extends Process<M>> roles) {
        return roles.stream().anyMatch(role -> timeout(role).isPresent());
    }

    /** Takes the timeouts that are due, as time passes. */
    void tick(List<? extends Process<M>> roles);

    /** A role has taken this message. */
    default void received(Process<M> role, M message) {}

    /** Returns the first timeout that can happen at that role now. */
    static Optional<Step> timeout(Process<?> role) {
        return role.isReady()
                ? role.steps().stream()
                        .filter(step -> step.by() == Step.By.TIMEOUT)
                        .findFirst()
                : Optional.empty();
    }

    /** A timeout happens when the instance has stood still from one tick to the next. */
    final class UntilItMoves<M extends Message> implements Patience<M> {
        private List<List<Object>> before = List.of();

        @Override
        public void tick(List<? extends Process<M>> roles) {
            List<List<Object>> now = roles.stream().map(Process::state).toList();
            if (now.equals(before)) {
                roles.forEach(
                        role -> timeout(role).ifPresent(step -> step.take().run()));
                before = List.of();
            } else {
                before = now;
            }
        }
    }
}
