package dev.lockstep.raft.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.raft.kv.Operation.CompareAndSet;
import dev.lockstep.raft.kv.Operation.Delete;
import dev.lockstep.raft.kv.Operation.Get;
import dev.lockstep.raft.kv.Operation.Put;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories of clients against KeyValueHistory.tla: those of a linearizable store are accepted, and each way not to be one is rejected. */
class LinearizabilityTest {
    @TempDir
    Path folder;

    private final History history = new History();

    private CheckResult check() throws IOException {
        Path file = folder.resolve("history.ndjson");
        history.write(file);
        return TraceAssertions.check(file);
    }

    private void call(String client, Operation operation, Answer answer) {
        history.invoke(client, "x", operation);
        history.returned(client, "x", answer);
    }

    private static Answer found(String value) {
        return new Answer.Value(Optional.of(value));
    }

    private void isRejected(String why) throws IOException {
        CheckResult result = check();
        assertThat(result.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(result.event()).isEqualTo(history.events());
        assertThat(String.join("\n", result.explanation())).contains(why);
    }

    private void isAccepted() throws IOException {
        assertThat(check().verdict()).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void aStaleReadIsRejected() throws IOException {
        call("c1", new Put("a"), Answer.DONE);
        call("c1", new Put("b"), Answer.DONE);
        call("c2", new Get(), found("a"));
        isRejected("is no step of KeyValueHistory: Tell(c = \"c2\")");
    }

    @Test
    void aLostUpdateIsRejected() throws IOException {
        call("c1", new Put("a"), Answer.DONE);
        history.invoke("c1", "x", new CompareAndSet(Optional.of("a"), "b"));
        history.invoke("c2", "x", new CompareAndSet(Optional.of("a"), "c"));
        history.returned("c1", "x", Answer.SWAPPED);
        history.returned("c2", "x", Answer.SWAPPED);
        isRejected("Tell(c = \"c2\")");
    }

    @Test
    void aPutThatARetryDoesAgainIsRejected() throws IOException {
        call("c1", new Put("a"), Answer.DONE);
        call("c2", new Put("b"), Answer.DONE);
        call("c2", new Get(), found("b"));
        call("c2", new Get(), found("a")); // of c1's first request, in the log once more
        isRejected("Tell(c = \"c2\")");
    }

    @Test
    void readsThatGoBackwardsAreRejectedWhileThePutGoesOn() throws IOException {
        call("c1", new Put("a"), Answer.DONE);
        history.invoke("c1", "x", new Put("b"));
        call("c2", new Get(), found("b"));
        call("c3", new Get(), found("a"));
        isRejected("Tell(c = \"c3\")");
    }

    @Test
    void anAcknowledgedPutThatIsLostIsRejected() throws IOException {
        call("c1", new Put("a"), Answer.DONE);
        call("c2", new Get(), new Answer.Value(Optional.empty()));
        isRejected("Tell(c = \"c2\")");
    }

    @Test
    void aValueThatNobodyPutIsRejected() throws IOException {
        history.invoke("c1", "y", new Put("a"));
        call("c2", new Get(), found("a"));
        isRejected("Tell(c = \"c2\")");
    }

    @Test
    void whatIsCalledAtTheSameTimeHappensInEitherOrder() throws IOException {
        history.invoke("c1", "x", new Put("a"));
        history.invoke("c2", "x", new Put("b"));
        call("c3", new Get(), found("b"));
        call("c3", new Get(), found("a"));
        history.returned("c1", "x", Answer.DONE);
        history.returned("c2", "x", Answer.DONE);
        call("c3", new Get(), found("a"));
        isAccepted();
    }

    @Test
    void aCallWithoutReturnHappensLateOrNever() throws IOException {
        history.invoke("c1", "x", new Put("a"));
        history.invoke("c2", "x", new Delete());
        call("c3", new Put("b"), Answer.DONE);
        call("c3", new Get(), found("b"));
        call("c3", new Get(), found("a"));
        isAccepted();
    }

    /** Clients that call a store of one key, each of whose operations happens at a moment between call and return. */
    private void play(int clients, int calls, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Optional<String> value = Optional.empty();
        List<Operation> open = new ArrayList<>();
        List<Optional<Answer>> told = new ArrayList<>();
        for (int c = 0; c < clients; c++) {
            open.add(null);
            told.add(Optional.empty());
        }
        for (int made = 0; made < calls; ) {
            int c = random.nextInt(clients);
            String client = "c" + c;
            if (open.get(c) == null) {
                open.set(c, operation(random, made++));
                history.invoke(client, "x", open.get(c));
            } else if (told.get(c).isEmpty()) {
                told.set(c, Optional.of(open.get(c).told(value)));
                value = open.get(c).after(value);
            } else {
                history.returned(client, "x", told.get(c).get());
                told.set(c, Optional.empty());
                open.set(c, null);
            }
        }
    }

    private static Operation operation(SplittableRandom random, int number) {
        String value = "v" + number;
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> new Get();
            case 3 -> new Delete();
            case 4 -> new CompareAndSet(Optional.of("v" + (number - 1 - random.nextInt(8))), value);
            case 5 -> new CompareAndSet(Optional.empty(), value);
            default -> new Put(value);
        };
    }

    @Test
    void aHistoryOfEightClientsAtOneKeyIsDecided() throws IOException {
        play(8, 200, 1);
        long start = System.nanoTime();
        CheckResult result = check();
        System.out.println("linearizability, 8 clients at one key: " + result.events() + " events, "
                + (System.nanoTime() - start) / 1_000_000 + " ms");
        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.ACCEPTED);
    }

    /** Of a history that is right, one answer is altered. What is decided then is decided by the spec alone. */
    @Test
    void aValueThatWasPutLongAgoIsRejectedWhereverItIsRead() throws IOException {
        for (int seed = 1; seed <= 20; seed++) {
            LinearizabilityTest other = new LinearizabilityTest();
            other.folder = folder;
            other.play(4, 60, seed);
            other.call("late", new Put("end"), Answer.DONE);
            other.call("late", new Get(), found("v" + seed));
            assertThat(other.check().verdict()).isEqualTo(Verdict.REJECTED);
        }
    }
}
