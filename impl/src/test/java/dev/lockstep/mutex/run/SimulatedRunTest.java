package dev.lockstep.mutex.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.mutex.LamportMutex;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.run.SimulatedRun;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Choice;
import dev.lockstep.simulation.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedRunTest {
    @TempDir
    private Path directory;

    @Test
    void theSameSeedWritesTheSameTraceByteForByte() throws IOException {
        byte[] first = Files.readAllBytes(trace("first.ndjson", 11, new ArrayList<>()));
        byte[] again = Files.readAllBytes(trace("again.ndjson", 11, new ArrayList<>()));
        byte[] other = Files.readAllBytes(trace("other.ndjson", 12, new ArrayList<>()));

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void theTraceHasALineForEveryActionAfterItsHeader() throws IOException {
        List<Choice> choices = new ArrayList<>();
        List<String> lines = Files.readAllLines(trace("t.ndjson", 3, choices));

        assertThat(lines.get(0)).startsWith("{\"lockstep\":1,\"spec\":\"LamportMutex\"");
        assertThat(lines.get(1)).contains("\"action\":\"Request\"", "\"phase\":\"waiting\"", "\"type\":\"request\"");
        long choicesThatAct =
                choices.stream().filter(c -> !(c instanceof Choice.Pause)).count();
        long enters =
                lines.stream().filter(l -> l.contains("\"action\":\"Enter\"")).count();
        assertThat(lines).hasSize((int) (1 + choicesThatAct + enters));
        assertThat(lines.subList(1, lines.size())).allMatch(l -> l.contains("\"source\":\"LamportMutex.java:"));
    }

    @Test
    void aRunWindsDownOnceThereAreEnoughEvents() throws IOException {
        List<Choice> choices = new ArrayList<>();
        List<String> lines = Files.readAllLines(trace("t.ndjson", 5, choices));

        assertThat(lines.size() - 1).isBetween(300, 300 + 3 * 9);
    }

    private Path trace(String name, long seed, List<Choice> choices) throws IOException {
        Path file = directory.resolve(name);
        MutexProtocol.Group group = MutexProtocol.group(3, LamportMutex::new);
        try (Recorder recorder = Recorder.open(file, group.header())) {
            new SimulatedRun<>(group, Channels.FIFO, new MutexProtocol().likely(), Schedule.random(seed), recorder)
                    .run(300, choices::add);
        }
        return file;
    }
}
