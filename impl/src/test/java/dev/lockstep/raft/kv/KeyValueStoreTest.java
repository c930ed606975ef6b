package dev.lockstep.raft.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.raft.kv.Operation.CompareAndSet;
import dev.lockstep.raft.kv.Operation.Delete;
import dev.lockstep.raft.kv.Operation.Get;
import dev.lockstep.raft.kv.Operation.Put;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The state machine: a request happens once however often it is in the log, and what it comes to is a function of the log. */
class KeyValueStoreTest {
    private static final long LIFE = 50;

    private final KeyValueStore store = new KeyValueStore(LIFE);
    private long index;

    private Answer apply(Request request) {
        return store.apply(++index, request.line());
    }

    private long open() {
        return ((Answer.Session) apply(new Request.Open())).session();
    }

    private static Request change(long session, long number, Operation operation) {
        return new Request.Change(session, number, "x", operation);
    }

    @Test
    void aSessionHasTheIndexOfTheEntryThatOpensIt() {
        store.apply(7, "of another kind");
        assertThat(store.apply(8, "open")).isEqualTo(new Answer.Session(8));
    }

    @Test
    void operationsDoWhatTheyAreAskedAndTellIt() {
        long s = open();
        assertThat(apply(change(s, 1, new Put("a")))).isEqualTo(Answer.DONE);
        assertThat(store.get("x")).contains("a");
        assertThat(apply(change(s, 2, new CompareAndSet(Optional.of("b"), "c"))))
                .isEqualTo(Answer.DIFFERS);
        assertThat(apply(change(s, 3, new CompareAndSet(Optional.of("a"), "c"))))
                .isEqualTo(Answer.SWAPPED);
        assertThat(apply(change(s, 4, new Get()))).isEqualTo(new Answer.Value(Optional.of("c")));
        assertThat(apply(change(s, 5, new CompareAndSet(Optional.empty(), "d"))))
                .isEqualTo(Answer.DIFFERS);
        assertThat(apply(change(s, 6, new Delete()))).isEqualTo(Answer.DONE);
        assertThat(store.get("x")).isEmpty();
        assertThat(apply(change(s, 7, new CompareAndSet(Optional.empty(), "e"))))
                .isEqualTo(Answer.SWAPPED);
        assertThat(store.get("x")).contains("e");
    }

    @Test
    void aRequestThatIsInTheLogAgainIsNotDoneAgainAndHasTheSameAnswer() {
        long s = open();
        long t = open();
        Request swap = change(s, 1, new CompareAndSet(Optional.empty(), "a"));
        assertThat(apply(swap)).isEqualTo(Answer.SWAPPED);
        apply(change(t, 1, new Put("b")));
        assertThat(apply(swap)).isEqualTo(Answer.SWAPPED);
        assertThat(store.get("x")).contains("b");
    }

    @Test
    void aRequestThatComesAfterALaterOneIsNotDone() {
        long s = open();
        apply(change(s, 2, new Put("later")));
        assertThat(apply(change(s, 1, new Put("earlier")))).isEqualTo(Answer.REFUSED);
        assertThat(store.get("x")).contains("later");
        assertThat(apply(change(s, 2, new Put("later")))).isEqualTo(Answer.DONE);
    }

    @Test
    void aSessionExpiresByTheLengthOfTheLogBehindItsLastUse() {
        long s = open();
        index = s + LIFE - 1;
        assertThat(apply(change(s, 1, new Put("a")))).isEqualTo(Answer.DONE);
        index += LIFE;
        assertThat(apply(change(s, 2, new Put("b")))).isEqualTo(Answer.EXPIRED);
        assertThat(apply(change(s, 1, new Put("a")))).isEqualTo(Answer.EXPIRED);
        assertThat(store.get("x")).contains("a");
    }

    @Test
    void onlyWhatWasNotUsedExpires() {
        long idle = open();
        long used = open();
        for (int i = 1; i <= 2 * LIFE; i++) {
            assertThat(apply(change(used, i, new Put("v" + i)))).isEqualTo(Answer.DONE);
        }
        assertThat(apply(change(idle, 1, new Get()))).isEqualTo(Answer.EXPIRED);
    }

    @Test
    void whatIsNoRequestChangesNothing() {
        byte[] before = store.snapshot();
        for (String line :
                List.of("", "put", "put 1 x y", "put 1.1", "fetch 1.1 x", "status", "get x", "members a,b")) {
            assertThat(store.apply(++index, line)).as(line).isEqualTo(Answer.REFUSED);
        }
        assertThat(store.snapshot()).isEqualTo(before);
    }

    /** Of all the ways in which a log can be cut into what a snapshot stands for and what is applied behind it. */
    @Test
    void aStoreThatWasRestoredFromASnapshotGoesOnAsTheOneThatItIsOf() {
        List<String> log = log(200);
        for (int cut = 0; cut <= log.size(); cut++) {
            KeyValueStore whole = new KeyValueStore(20);
            KeyValueStore restored = new KeyValueStore(20);
            restored.apply(1, "open");
            for (int i = 1; i <= cut; i++) {
                whole.apply(i, log.get(i - 1));
            }
            byte[] snapshot = whole.snapshot();
            restored.restore(snapshot);
            assertThat(restored.snapshot()).isEqualTo(snapshot);
            for (int i = cut + 1; i <= log.size(); i++) {
                assertThat(restored.apply(i, log.get(i - 1)))
                        .as("entry " + i + " behind a snapshot at " + cut)
                        .isEqualTo(whole.apply(i, log.get(i - 1)));
            }
            assertThat(restored.snapshot()).isEqualTo(whole.snapshot());
        }
    }

    /** Sessions opened, used, used again, expired; the requests of one repeated now and then. */
    private static List<String> log(int length) {
        SplittableRandom random = new SplittableRandom(1);
        List<String> log = new ArrayList<>();
        List<Long> sessions = new ArrayList<>(List.of(1L));
        log.add("open");
        while (log.size() < length) {
            if (random.nextInt(10) == 0) {
                sessions.add(log.size() + 1L);
                log.add("open");
            } else if (random.nextInt(4) == 0) {
                log.add(log.get(random.nextInt(log.size())));
            } else {
                long session = sessions.get(random.nextInt(sessions.size()));
                Operation operation = random.nextInt(3) == 0
                        ? new CompareAndSet(Optional.of("v" + random.nextInt(3)), "v" + random.nextInt(3))
                        : random.nextInt(4) == 0 ? new Delete() : new Put("v" + random.nextInt(3));
                log.add(new Request.Change(session, log.size(), "k" + random.nextInt(2), operation).line());
            }
        }
        return log;
    }

    @Test
    void anEmptySnapshotIsThatOfTheBeginning() {
        open();
        store.restore(new byte[0]);
        assertThat(store.snapshot()).isEqualTo(new KeyValueStore(LIFE).snapshot());
        assertThatThrownBy(() -> store.restore(new byte[] {1, 2, 3})).hasMessage("no snapshot of a key-value store");
    }

    static Stream<Request> requests() {
        return Stream.of(
                new Request.Open(),
                new Request.Status(),
                new Request.Read("k e y"),
                new Request.Members(Set.of("n1", "n2")),
                new Request.Change(3, 4, "", new Get()),
                new Request.Change(3, 4, "x", new Put("")),
                new Request.Change(3, 4, "%+ \n", new Put("100% of\u00fc \u0000\ud83d\ude00")),
                new Request.Change(3, 4, "x", new Delete()),
                new Request.Change(3, 4, "x", new CompareAndSet(Optional.empty(), "-")),
                new Request.Change(3, 4, "x", new CompareAndSet(Optional.of(""), "a b")));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestIsOneLineFromWhichItIsRead(Request request) {
        assertThat(request.line()).matches("\\p{Graph}+( \\p{Graph}*)*");
        assertThat(Request.of(request.line())).isEqualTo(request);
    }

    static Stream<Answer> answers() {
        return Stream.of(
                Answer.DONE,
                Answer.SWAPPED,
                Answer.DIFFERS,
                Answer.EXPIRED,
                Answer.REFUSED,
                new Answer.Value(Optional.empty()),
                new Answer.Value(Optional.of("")),
                new Answer.Value(Optional.of("none of it")),
                new Answer.Session(7),
                new Answer.NotLeader(Optional.empty()),
                new Answer.NotLeader(Optional.of("n1")),
                new Answer.Status("leader n1 in term 3"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerIsOneLineFromWhichItIsRead(Answer answer) {
        assertThat(answer.line()).matches("\\p{Graph}+( \\p{Graph}*)*");
        assertThat(Answer.of(answer.line())).isEqualTo(answer);
    }
}
