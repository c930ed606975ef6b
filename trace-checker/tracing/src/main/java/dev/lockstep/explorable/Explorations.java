package dev.lockstep.explorable;

import java.util.List;

/**
 * Gives code whose every state can be visited to the {@code lockstep explore} command, which finds it with {@link
 * java.util.ServiceLoader}. What can be run as well offers that by an interface of its own.
 */
public interface Explorations {
    /** Returns the name by which the command calls it, as {@code mutex}. */
    String name();

    /** Returns what can be explored, each at the bounds of a model, the smallest first. */
    List<Explorable> explorations();
}
