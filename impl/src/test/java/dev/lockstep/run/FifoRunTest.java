package dev.lockstep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Spec;
import dev.lockstep.mutex.LamportMutex;
import dev.lockstep.mutex.Message;
import dev.lockstep.mutex.run.MutexProtocol;
import dev.lockstep.protocol.RunControl;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(100)
class FifoRunTest {
    @TempDir
    private Path folder;

    /** One that also says that it is another process. */
    @Spec("LamportMutex")
    private static final class Impostor extends LamportMutex {
        Impostor(String id, Map<String, Integer> rank) {
            super(id, rank);
        }

        @Override
        @Action
        public void request() {
            super.request();
            send(new Message.Request("p2", "p3", 1));
        }
    }

    @Test
    void aNodeThatSpeaksForAnotherEndsTheRun() {
        assertThatIOException()
                .isThrownBy(
                        () -> run((id, rank) -> id.equals("p1") ? new Impostor(id, rank) : new LamportMutex(id, rank)))
                .withMessageContaining("p1 sends what is not from it");
        assertThat(folder).isEmptyDirectory();
    }

    private void run(java.util.function.BiFunction<String, Map<String, Integer>, LamportMutex> core)
            throws IOException, InterruptedException {
        RunOptions options = new RunOptions(3, 1, 100, Transport.TCP, Set.of(), folder.resolve("t.ndjson"));
        new FifoRun<>(options, MutexProtocol.group(3, core), false, RunControl.NONE).run();
    }
}
