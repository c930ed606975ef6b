package dev.lockstep.junit.shared;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Concurrent;
import dev.lockstep.annotations.Result;
import dev.lockstep.annotations.Spec;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A {@link ConcurrentHashMap}, and what is done with it. */
@Spec("SharedMap")
@Concurrent("t")
class SharedMap {
    final ConcurrentMap<String, Integer> map = new ConcurrentHashMap<>();

    @Action
    @Result("old")
    Integer putIfAbsent(String k, int v) {
        return map.putIfAbsent(k, v);
    }

    /** Wrong: between looking and putting another thread may put. */
    @Spec("SharedMap")
    static final class LooksFirst extends SharedMap {
        private final Runnable meanwhile;

        LooksFirst(Runnable meanwhile) {
            this.meanwhile = meanwhile;
        }

        @Action
        @Result("old")
        @Override
        Integer putIfAbsent(String k, int v) {
            Integer old = map.get(k);
            meanwhile.run();
            if (old == null) {
                map.put(k, v);
            }
            return old;
        }
    }
}
