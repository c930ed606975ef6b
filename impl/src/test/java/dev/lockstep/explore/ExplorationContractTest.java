package dev.lockstep.explore;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.explorable.Explorable;
import dev.lockstep.mutex.LamportMutex;
import dev.lockstep.mutex.Slip;
import dev.lockstep.mutex.run.MutexProtocol;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The canary of {@link ExplorationContract}: code that is not as its spec, or not as is declared, does not pass. */
class ExplorationContractTest {
    /** Declares other differences. */
    private record Declared(Explorable explored, Map<String, String> differences) implements Explorable {
        @Override
        public String model() {
            return explored.model();
        }

        @Override
        public String header() {
            return explored.header();
        }

        @Override
        public State initial() {
            return explored.initial();
        }
    }

    private static final Explorable RIGHT = MutexProtocol.exploration(2, 2, LamportMutex::new);

    @Test
    void aStepThatTheSpecDoesNotHaveFails() {
        Explorable slip = MutexProtocol.exploration(2, 2, Slip.ENTERS_WITHOUT_BEING_FIRST::core);
        assertThatThrownBy(() -> ExplorationContract.requireEqual(slip))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Enter");
    }

    @Test
    void aDifferenceThatIsNotDeclaredFails() {
        assertThatThrownBy(() -> ExplorationContract.requireEqual(new Declared(RIGHT, Map.of())))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Ended");
    }

    @Test
    void aDeclaredDifferenceThatNeverOccursFails() {
        Map<String, String> differences = Map.of("Ended", "nothing is left to do", "Release", "it never does");
        assertThatThrownBy(() -> ExplorationContract.requireEqual(new Declared(RIGHT, differences)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Release");
    }
}
