package dev.lockstep.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Concurrent;
import dev.lockstep.annotations.Result;
import dev.lockstep.annotations.Spec;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Goal: calls that overlap are two events each. Method: a woven object of which one call waits inside, its trace line by line. */
@ExtendWith(WeavingExtension.class)
class OverlappingCallsTest {
    @Spec("Box")
    @Concurrent("t")
    static class Box {
        final CountDownLatch inside = new CountDownLatch(1);
        final CountDownLatch leave = new CountDownLatch(1);
        private volatile int content;

        @Action
        void put(int v) {
            content = v;
        }

        @Action
        @Result("v")
        Optional<Integer> waitAndTake(String reason) throws InterruptedException {
            inside.countDown();
            leave.await();
            put(0); // part of the outer call
            return Optional.of(content);
        }

        @Action
        void fail() {
            throw new IllegalStateException("as it must");
        }
    }

    private static List<String> lines(Path trace) throws IOException {
        return Files.readAllLines(trace).stream()
                .map(line -> line.replaceAll(",\"source\":\"[^\"]*\"", ""))
                .toList();
    }

    @Test
    void eachCallHasItsBeginningAndItsEnd(@TempDir Path dir) throws Exception {
        Path trace = dir.resolve("t");
        try (Recorder recorder = Recorder.open(trace, Header.of(Map.of(), Box.class))) {
            Box box = new Box();
            recorder.attach(box);
            Thread taker = new Thread(
                    () -> {
                        try {
                            box.waitAndTake("r");
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "taker");
            taker.start();
            box.inside.await();
            box.put(7);
            assertThatThrownBy(() -> recorder.detach(box)).hasMessageContaining("is in actions of");
            box.leave.countDown();
            taker.join();
            assertThatThrownBy(box::fail).hasMessage("as it must");
            recorder.detach(box);
        }
        assertThat(lines(trace))
                .containsExactly(
                        "{\"lockstep\":1,\"spec\":\"Box\",\"constants\":{},\"local\":[],\"complete\":[],\"hidden\":[],\"calls\":true}",
                        "{\"process\":\"taker\",\"clock\":1,\"seq\":1,\"call\":\"WaitAndTake\",\"args\":{\"t\":\"taker\",\"reason\":\"r\"}}",
                        "{\"process\":\"main\",\"clock\":2,\"seq\":1,\"call\":\"Put\",\"args\":{\"t\":\"main\",\"v\":7}}",
                        "{\"process\":\"main\",\"clock\":3,\"seq\":2,\"return\":\"Put\"}",
                        "{\"process\":\"taker\",\"clock\":4,\"seq\":2,\"return\":\"WaitAndTake\",\"args\":{\"v\":0}}",
                        "{\"process\":\"main\",\"clock\":5,\"seq\":3,\"call\":\"Fail\",\"args\":{\"t\":\"main\"}}",
                        "{\"process\":\"main\",\"clock\":6,\"seq\":4,\"return\":\"Fail\",\"threw\":\"java.lang.IllegalStateException\"}");
    }

    @Test
    void twoThreadsOfOneNameAreFoundOut(@TempDir Path dir) throws Exception {
        Recorder recorder = Recorder.open(dir.resolve("t"), Header.of(Map.of(), Box.class));
        Box box = new Box();
        recorder.attach(box);
        Thread taker = new Thread(
                () -> {
                    try {
                        box.waitAndTake("r");
                    } catch (InterruptedException | RuntimeException endsWithTheTrace) {
                        Thread.currentThread().interrupt();
                    }
                },
                Thread.currentThread().getName());
        taker.start();
        box.inside.await();
        assertThatThrownBy(() -> box.put(7)).hasMessageContaining("two threads that call Put have the name");
        box.leave.countDown();
        taker.join();
        assertThatThrownBy(recorder::close).hasMessageContaining("incomplete");
    }
}
