package dev.lockstep.multipaxos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Computes functions of the slots of a log, which are numbered from 1: immutable lists. */
final class Slots {
    private Slots() {}

    /** Returns the spec's NoCommands. */
    static List<Optional<String>> noCommands(int slots) {
        return List.copyOf(Collections.nCopies(slots, Optional.empty()));
    }

    /** Returns {@code [f EXCEPT ![slot] = value]}. */
    static <T> List<T> except(List<T> f, int slot, T value) {
        List<T> changed = new ArrayList<>(f);
        changed.set(slot - 1, value);
        return List.copyOf(changed);
    }
}
