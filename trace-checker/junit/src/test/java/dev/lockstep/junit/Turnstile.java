package dev.lockstep.junit;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.recorder.Header;
import java.util.List;
import java.util.Map;
import java.util.Set;

@Spec("Turnstile")
class Turnstile {
    static final Header HEADER = Header.of(Map.of("Gate", Set.of("north", "south")), Turnstile.class);

    @Self("g")
    private final String name;

    @Variable
    private boolean locked = true;

    @Variable
    private int passed;

    Turnstile(String name) {
        this.name = name;
    }

    boolean isLocked() {
        return locked;
    }

    /** Returns all that the next steps depend on. */
    List<Object> state() {
        return List.of(locked, passed);
    }

    @Action
    void coin() {
        locked = false;
    }

    @Action
    void push() {
        locked = true;
        passed++; // without a guard: a bug that only a trace shows
    }
}
