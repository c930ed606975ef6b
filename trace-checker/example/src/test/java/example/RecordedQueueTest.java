package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Leaves a trace, as a program does that runs in the build. The plugin's goal validate checks it. */
class RecordedQueueTest {
    private static final Path TRACE = Path.of("target", "queue.ndjson");

    @Test
    void aTraceIsLeft() throws Exception {
        BoundedQueue queue = new BoundedQueue(2);
        try (Recorder recorder = Recorder.open(TRACE, Header.of(Map.of("Capacity", 2), BoundedQueue.class))) {
            recorder.attach(queue);
            queue.put(1);
            queue.put(2);
            queue.take();
        }
        assertEquals(1 + 3, Files.readAllLines(TRACE).size(), "a header, and three events");
    }
}
