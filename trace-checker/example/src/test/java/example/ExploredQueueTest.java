package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.junit.CoveringWalks;
import dev.lockstep.junit.ExploreAgainst;
import dev.lockstep.junit.Exploring;
import dev.lockstep.junit.Walk;

/** Every state that the queue can be in, at the bounds of a model, is one of the spec's, and so is every step. */
class ExploredQueueTest {
    @ExploreAgainst(value = "specs/BoundedQueue.tla", config = "specs/models/BoundedQueue-2.cfg")
    void theQueueHasTheStatesOfTheSpec(Exploring exploring) {
        assertEquals(21, exploring.requireEqual(new ExploredQueue()).codeStates());
    }

    /** From the spec to the code: the queue takes walks that together take every transition of the spec. */
    @CoveringWalks(value = "specs/BoundedQueue.tla", config = "specs/models/BoundedQueue-2.cfg", without = "Wait")
    void theQueueTakes(Walk walk) {
        walk.requireTakenBy(new ExploredQueue());
    }

    /** A test that shows that the check can fail. */
    @ExploreAgainst(value = "specs/BoundedQueue.tla", config = "specs/models/BoundedQueue-2.cfg")
    void aQueueWithoutBoundIsFound(Exploring exploring) {
        ExploredQueue wrong = new ExploredQueue(capacity -> new BoundedQueue(capacity) {
            @Override
            boolean hasRoom() {
                return true;
            }
        });
        AssertionError found = assertThrows(AssertionError.class, () -> exploring.requireEqual(wrong));
        assertTrue(found.getMessage().contains("HasRoom is FALSE"), found.getMessage());
    }
}
