package dev.lockstep.checker.shortcut;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** Tells which shortcuts are taken. */
public final class Shortcuts {
    /** All of them: how the checker is meant to be used. */
    public static final Shortcuts ALL = without(Set.of());

    private final Set<Shortcut> taken;

    private Shortcuts(Set<Shortcut> taken) {
        this.taken = taken;
    }

    /** Returns all but some. */
    public static Shortcuts without(Collection<Shortcut> some) {
        Set<Shortcut> taken = EnumSet.allOf(Shortcut.class);
        taken.removeAll(some);
        return new Shortcuts(taken);
    }

    public boolean has(Shortcut shortcut) {
        return taken.contains(shortcut);
    }

    @Override
    public String toString() {
        return taken.toString();
    }
}
