package dev.lockstep.junit.shared;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Concurrent;
import dev.lockstep.annotations.Result;
import dev.lockstep.annotations.Spec;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A stack without locks: R. K. Treiber, "Systems Programming: Coping with Parallelism", IBM Research Report RJ 5118, 1986. */
@Spec("SharedStack")
@Concurrent("t")
class TreiberStack {
    private record Node(int value, Node next) {}

    private final AtomicReference<Node> head = new AtomicReference<>();

    @Action
    void push(int v) {
        Node old;
        do {
            old = head.get();
        } while (!replaced(old, new Node(v, old)));
    }

    @Action
    @Result("v")
    Optional<Integer> pop() {
        Node old;
        do {
            old = head.get();
            if (old == null) {
                return Optional.empty();
            }
        } while (!replaced(old, old.next()));
        return Optional.of(old.value());
    }

    /** Whether the head was the old one, and is now the new one. */
    boolean replaced(Object old, Object by) {
        return head.compareAndSet((Node) old, (Node) by);
    }

    /** Wrong: what was read before may not be there any more. */
    static final class WithoutComparing extends TreiberStack {
        private final Runnable meanwhile;

        WithoutComparing(Runnable meanwhile) {
            this.meanwhile = meanwhile;
        }

        @Override
        boolean replaced(Object old, Object by) {
            meanwhile.run();
            super.head.set((Node) by);
            return true;
        }
    }
}
