package dev.lockstep.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Argument;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Sends;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Goal: which calls are events, and what an event says. Method: small woven cores, their trace compared line by line. */
@ExtendWith(WeavingExtension.class)
class RecordingTest {
    sealed interface Message {
        record Ping(String to, int count) implements Message {}
    }

    /** Counts, and tells a neighbour. */
    @Spec("Counter")
    static class Counter {
        @Self("p")
        final String id;

        @Variable
        int count;

        @Variable("seen")
        List<Integer> history = List.of();

        @Sends("network")
        List<Message> outbox = new ArrayList<>();

        Counter neighbour;

        Counter(String id) {
            this.id = id;
        }

        @Action
        void increment() {
            count++;
        }

        @Action("Add")
        int plus(@Argument("n") int amount, @Argument("") String reason, long[] unused) {
            count += amount;
            return count;
        }

        @Action
        void incrementTwice() {
            increment();
            increment();
        }

        @Action
        void ping(String to) {
            outbox.add(new Message.Ping(to, count));
        }

        @Action
        void passOn() {
            count++;
            neighbour.increment();
            count++;
        }

        @Action
        void refuse() {
            throw new IllegalArgumentException("never");
        }

        @Action
        void countAndFail() {
            count++;
            throw new IllegalArgumentException("too late");
        }

        @Action
        void sendAndFail() {
            outbox.add(new Message.Ping("q", 0));
            throw new IllegalArgumentException("too late");
        }

        @Action
        void breakAndFail() {
            history = null;
            throw new IllegalArgumentException("broken");
        }

        @Action
        void survive() {
            try {
                countAndFail();
            } catch (IllegalArgumentException e) {
                history = List.of(count);
            }
        }

        @Action
        void descend(int depth) {
            if (depth > 0) {
                descend(depth - 1);
            }
            count = depth;
        }

        @Action
        void look() {}

        @Action
        void drain() {
            outbox.clear();
        }

        @Action
        void replaceLast() {
            outbox.set(outbox.size() - 1, new Message.Ping("r", 9));
        }

        @Action
        void sendByReplacing() {
            List<Message> longer = new ArrayList<>(outbox);
            longer.add(new Message.Ping("s", 1));
            outbox = longer;
        }
    }

    private static final String SOURCE = ",\"source\":\"RecordingTest\\.java:\\d+\"";

    private interface Run {
        void on(Recorder recorder, Counter p, Counter q) throws IOException;
    }

    /** The events of two attached counters p and q, without their sources. */
    private static List<String> trace(Path dir, Run run) throws IOException {
        Path file = dir.resolve("trace.ndjson");
        try (Recorder recorder = Recorder.open(file, Header.of(Map.of(), Counter.class))) {
            Counter p = new Counter("p");
            Counter q = new Counter("q");
            p.neighbour = q;
            recorder.attach(p);
            recorder.attach(q);
            run.on(recorder, p, q);
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0))
                .isEqualTo("{\"lockstep\":1,\"spec\":\"Counter\",\"constants\":{},\"local\":[\"count\",\"seen\"],"
                        + "\"complete\":[\"count\",\"seen\"],\"hidden\":[]}");
        return lines.stream().skip(1).map(line -> line.replaceAll(SOURCE, "")).toList();
    }

    @Test
    void theFirstEventTellsAllVariablesAndLaterOnesThoseThatChanged(@TempDir Path dir) throws IOException {
        assertThat(trace(dir, (recorder, p, q) -> {
                    p.increment();
                    p.increment();
                    p.look();
                }))
                .containsExactly(
                        "{\"process\":\"p\",\"clock\":1,\"seq\":1,\"action\":\"Increment\",\"args\":{\"p\":\"p\"},"
                                + "\"state\":{\"count\":1,\"seen\":[]},\"added\":{\"network\":[]}}",
                        "{\"process\":\"p\",\"clock\":2,\"seq\":2,\"action\":\"Increment\",\"args\":{\"p\":\"p\"},"
                                + "\"state\":{\"count\":2},\"added\":{\"network\":[]}}",
                        "{\"process\":\"p\",\"clock\":3,\"seq\":3,\"action\":\"Look\",\"args\":{\"p\":\"p\"},"
                                + "\"state\":{},\"added\":{\"network\":[]}}");
    }

    @Test
    void argumentsAreRenamedAndLeftOutAsAnnotated(@TempDir Path dir) throws IOException {
        assertThat(trace(
                        dir,
                        (recorder, p, q) -> assertThat(p.plus(41, "unknown to the spec", new long[] {7}))
                                .isEqualTo(41)))
                .singleElement()
                .asString()
                .contains("\"action\":\"Add\",\"args\":{\"p\":\"p\",\"n\":41,\"unused\":[7]},\"state\":{\"count\":41,");
    }

    @Test
    void theArgumentsOfARecursiveActionAreThoseOfTheOutermostCall(@TempDir Path dir) throws IOException {
        assertThat(trace(dir, (recorder, p, q) -> p.descend(3)))
                .singleElement()
                .asString()
                .contains("\"action\":\"Descend\",\"args\":{\"p\":\"p\",\"depth\":3},\"state\":{\"count\":3,");
    }

    @Test
    void anActionThatCallsAnotherOfTheSameCoreIsOneEvent(@TempDir Path dir) throws IOException {
        assertThat(trace(dir, (recorder, p, q) -> p.incrementTwice()))
                .singleElement()
                .asString()
                .contains("\"action\":\"IncrementTwice\"", "\"count\":2");
    }

    @Test
    void anActionThatCallsAnotherCoreEndsAfterIt(@TempDir Path dir) throws IOException {
        assertThat(trace(dir, (recorder, p, q) -> p.passOn()))
                .satisfiesExactly(
                        inner -> assertThat(inner)
                                .startsWith("{\"process\":\"q\",\"clock\":1,\"seq\":1,\"action\":\"Increment\"")
                                .contains("\"count\":1"),
                        outer -> assertThat(outer)
                                .startsWith("{\"process\":\"p\",\"clock\":2,\"seq\":1,\"action\":\"PassOn\"")
                                .contains("\"count\":2"));
    }

    @Test
    void whatAnActionAppendsIsAddedAndWhatTheHostDrainsIsNotMissed(@TempDir Path dir) throws IOException {
        List<String> trace = trace(dir, (recorder, p, q) -> {
            p.ping("q");
            p.ping("r");
            p.outbox.clear();
            p.ping("s");
            p.outbox = new ArrayList<>();
            p.ping("t");
            p.sendByReplacing();
        });
        assertThat(trace)
                .extracting(line -> line.replaceAll(".*\"added\":|}$", ""))
                .containsExactly(
                        "{\"network\":[{\"type\":\"ping\",\"to\":\"q\",\"count\":0}]}",
                        "{\"network\":[{\"type\":\"ping\",\"to\":\"r\",\"count\":0}]}",
                        "{\"network\":[{\"type\":\"ping\",\"to\":\"s\",\"count\":0}]}",
                        "{\"network\":[{\"type\":\"ping\",\"to\":\"t\",\"count\":0}]}",
                        "{\"network\":[{\"type\":\"ping\",\"to\":\"s\",\"count\":1}]}");
    }

    @Test
    void anActionThatTakesFromItsOutboxFailsAndSoDoesTheRestOfTheTrace(@TempDir Path dir) {
        assertThatThrownBy(() -> trace(dir, (recorder, p, q) -> {
                    p.ping("q");
                    assertThatThrownBy(p::drain)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("field outbox of " + Counter.class.getName())
                            .hasMessageContaining("lost elements during Drain (RecordingTest.java:");
                    assertThatThrownBy(q::increment).hasMessageContaining("is incomplete: field outbox");
                    assertThat(recorder.events()).isEqualTo(1);
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is incomplete: field outbox");
    }

    @Test
    void anActionThatAltersItsOutboxFails(@TempDir Path dir) {
        assertThatThrownBy(() -> trace(dir, (recorder, p, q) -> {
                    p.ping("q");
                    p.replaceLast();
                }))
                .hasMessageContaining("lost elements during ReplaceLast");
    }

    @Test
    void aCallThatIsRefusedWithoutEffectIsNoEvent(@TempDir Path dir) throws IOException {
        assertThat(trace(dir, (recorder, p, q) -> {
                    assertThatThrownBy(p::refuse).hasMessage("never");
                    p.increment();
                    assertThatThrownBy(p::refuse).hasMessage("never");
                    assertThat(recorder.clock()).isEqualTo(1);
                }))
                .singleElement()
                .asString()
                .contains("\"seq\":1,\"action\":\"Increment\"");
    }

    @Test
    void aCallThatFailsAfterAnEffectIsAnEventThatThrew(@TempDir Path dir) throws IOException {
        assertThat(trace(dir, (recorder, p, q) -> {
                    assertThatThrownBy(p::countAndFail).hasMessage("too late");
                    assertThatThrownBy(p::sendAndFail).hasMessage("too late");
                }))
                .containsExactly(
                        "{\"process\":\"p\",\"clock\":1,\"seq\":1,\"action\":\"CountAndFail\",\"args\":{\"p\":\"p\"},"
                                + "\"state\":{\"count\":1,\"seen\":[]},\"added\":{\"network\":[]},"
                                + "\"threw\":\"java.lang.IllegalArgumentException\"}",
                        "{\"process\":\"p\",\"clock\":2,\"seq\":2,\"action\":\"SendAndFail\",\"args\":{\"p\":\"p\"},"
                                + "\"state\":{},\"added\":{\"network\":[{\"type\":\"ping\",\"to\":\"q\",\"count\":0}]},"
                                + "\"threw\":\"java.lang.IllegalArgumentException\"}");
    }

    @Test
    void anInnerActionThatThrowsIsTheOuterOnesAffair(@TempDir Path dir) throws IOException {
        assertThat(trace(dir, (recorder, p, q) -> p.survive()))
                .singleElement()
                .asString()
                .contains("\"action\":\"Survive\"", "\"count\":1,\"seen\":[1]")
                .doesNotContain("threw");
    }

    @Test
    void aChangeOutsideOfAnyActionShowsInTheNextEvent(@TempDir Path dir) throws IOException {
        List<String> trace = trace(dir, (recorder, p, q) -> {
            p.look();
            p.count = 17;
            p.look();
            p.look();
        });
        assertThat(trace.get(1)).contains("\"state\":{\"count\":17}");
        assertThat(trace.get(2)).contains("\"state\":{}");
    }

    @Test
    void aRefusedCallAfterAChangeOutsideIsAnEvent(@TempDir Path dir) throws IOException {
        assertThat(trace(dir, (recorder, p, q) -> {
                    p.count = 17;
                    assertThatThrownBy(p::refuse).hasMessage("never");
                }))
                .singleElement()
                .asString()
                .contains("\"action\":\"Refuse\"", "\"count\":17", "\"threw\"");
    }

    @Test
    void aVariableThatIsChangedInPlaceAgainstTheRulesIsSeenAllTheSame(@TempDir Path dir) throws IOException {
        List<String> trace = trace(dir, (recorder, p, q) -> {
            p.history = new ArrayList<>();
            p.look();
            p.history.add(3);
            p.look();
        });
        assertThat(trace.get(1)).contains("\"state\":{\"seen\":[3]}");
    }

    @Test
    void aVariableSetToAnEqualValueHasNotChanged(@TempDir Path dir) throws IOException {
        List<String> trace = trace(dir, (recorder, p, q) -> {
            p.history = List.of(1, 2);
            p.look();
            p.history = new ArrayList<>(List.of(1, 2));
            p.look();
        });
        assertThat(trace.get(1)).contains("\"state\":{}");
    }

    @Test
    void aVariableThatIsNullFailsTheActionAndNamesTheField(@TempDir Path dir) {
        assertThatThrownBy(() -> trace(dir, (recorder, p, q) -> {
                    p.history = null;
                    p.look();
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("field history of " + Counter.class.getName()
                        + ": null has no counterpart in TLA+: use an Optional");
    }

    @Test
    void aCallThatFailsAndCannotBeRecordedReportsBoth(@TempDir Path dir) {
        assertThatThrownBy(() -> trace(dir, (recorder, p, q) -> p.breakAndFail()))
                .hasMessageStartingWith("field history of")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .first()
                        .isEqualTo("broken"));
    }

    @Test
    void anArgumentThatIsNullFailsTheActionAndIsNamed(@TempDir Path dir) {
        assertThatThrownBy(() -> trace(dir, (recorder, p, q) -> p.plus(1, null, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "argument unused of Add \\(RecordingTest.java:\\d+\\): null has no counterpart in TLA\\+: use .*");
    }

    @Test
    void aCoreThatIsNotAttachedIsNotRecorded(@TempDir Path dir) throws IOException {
        assertThat(trace(dir, (recorder, p, q) -> {
                    new Counter("p").increment();
                    q.increment();
                    recorder.detach(q);
                    q.increment();
                }))
                .singleElement()
                .asString()
                .startsWith("{\"process\":\"q\",\"clock\":1,\"seq\":1");
    }

    @Test
    void theSourceIsTheFirstLineOfTheMethod(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("t.ndjson");
        int line;
        try (Recorder recorder = Recorder.open(file, Header.of(Map.of(), Located.class))) {
            Located core = new Located();
            recorder.attach(core);
            core.locate();
            line = core.line;
        }
        assertThat(Files.readAllLines(file).get(1)).endsWith(",\"source\":\"RecordingTest.java:" + line + "\"}");
    }

    @Spec("Located")
    static class Located {
        @Self
        final String id = "p";

        @Variable
        int line;

        @Action
        void locate() {
            line = new Throwable().getStackTrace()[0].getLineNumber();
        }
    }

    /** What is not in {@code complete} is written each time, since leaving it out would say nothing. */
    @Test
    void aVariableThatIsNotCompleteIsObservedByEveryEvent(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("t.ndjson");
        Header header = Header.of(Map.of(), Counter.class).withComplete("seen");
        try (Recorder recorder = Recorder.open(file, header)) {
            Counter p = new Counter("p");
            recorder.attach(p);
            p.look();
            p.look();
        }
        assertThat(Files.readAllLines(file).get(2)).contains("\"state\":{\"count\":0}");
    }

    /** A log that is too long to be written at each change. */
    @Spec("Shelf")
    static class Shelf {
        @Self("p")
        final String id = "p";

        @Variable(changes = true)
        List<Integer> log = List.of(1, 2);

        @Action
        void put(List<Integer> now) {
            log = now;
        }
    }

    private static List<String> shelved(Path dir, Header header, List<List<Integer>> logs) throws IOException {
        Path file = dir.resolve("t.ndjson");
        try (Recorder recorder = Recorder.open(file, header)) {
            Shelf shelf = new Shelf();
            recorder.attach(shelf);
            logs.forEach(shelf::put);
        }
        List<String> lines = Files.readAllLines(file);
        return lines.subList(1, lines.size()).stream()
                .map(line -> line.replaceFirst(".*\\},(\"state\".*),\"source.*", "$1"))
                .toList();
    }

    @Test
    void ofAListOfWhichTheChangesAreWrittenTheFirstEventHasAllAndLaterOnesWhatCameAndWent(@TempDir Path dir)
            throws IOException {
        Header header = Header.of(Map.of(), Shelf.class);
        assertThat(shelved(
                        dir,
                        header,
                        List.of(List.of(1, 2, 3), List.of(2, 3, 4), List.of(2, 3, 4), List.of(2), List.of(1, 2))))
                .containsExactly(
                        "\"state\":{\"log\":[1,2,3]}",
                        "\"state\":{},\"added\":{\"log\":[4]},\"removed\":{\"log\":[1]}",
                        "\"state\":{}",
                        "\"state\":{},\"added\":{\"log\":[2]},\"removed\":{\"log\":[2,3,4]}",
                        "\"state\":{},\"added\":{\"log\":[1,2]},\"removed\":{\"log\":[2]}");
    }

    @Test
    void thatNothingCameOrWentIsWrittenIfLeavingItOutWouldSayNothing(@TempDir Path dir) throws IOException {
        Header header = Header.of(Map.of(), Shelf.class).withComplete();
        assertThat(shelved(dir, header, List.of(List.of(1), List.of(1))))
                .containsExactly(
                        "\"state\":{\"log\":[1]}", "\"state\":{},\"added\":{\"log\":[]},\"removed\":{\"log\":[]}");
    }
}
