package dev.lockstep.mutex.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.explore.ExplorationResult;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.explorable.Explorable;
import dev.lockstep.explore.ExplorationContract;
import dev.lockstep.explore.Fewer;
import dev.lockstep.mutex.LamportMutex;
import dev.lockstep.mutex.Slip;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MutexExplorationTest extends ExplorationContract {
    @Override
    protected List<Explorable> right() {
        return new MutexProtocol().explorations();
    }

    @Override
    protected Map<String, List<Explorable>> slips() {
        return each(
                Slip.values(),
                slip -> List.of(
                        MutexProtocol.exploration(2, 1, slip::core), MutexProtocol.exploration(3, 1, slip::core)));
    }

    /** The canary of completeness: code that never releases does less than the spec, which is told with a way to it. */
    @Test
    void whatTheCodeDoesNotDoIsTold() throws Exception {
        Set<String> declared = Set.of("Ended");
        Explorable all = MutexProtocol.exploration(2, 2, LamportMutex::new);
        ExplorationResult result = explored(new Fewer(all.model(), all, event -> event.contains("\"Release\"")));
        assertThat(result.wrong()).isEmpty();
        assertThat(result.undeclared(declared)).containsExactly("Release");
        assertThat(result.holds(declared)).isFalse();
        assertThat(result.missing().get("Release").run())
                .extracting(Event::action)
                .containsExactly("Request", "ReceiveRequest", "ReceiveAcknowledge", "Enter");
    }
}
