package dev.lockstep.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Immutable;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Sends;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.recorder.Event;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Goal: what can be attached to what; many cores, recorders, threads and loaders at once. */
@ExtendWith(WeavingExtension.class)
class AttachTest {
    @Spec("Base")
    abstract static class Base {
        @Self("p")
        final String id;

        @Variable
        int total;

        Base(String id) {
            this.id = id;
        }

        @Action
        void add(int n) {
            total += n;
        }

        @Action
        abstract void reset();
    }

    @Spec("Base")
    static class Derived extends Base {
        @Variable
        int resets;

        Derived(String id) {
            super(id);
        }

        @Override
        @Action
        void add(int n) {
            super.add(n + 1);
        }

        @Override
        @Action
        void reset() {
            total = 0;
            resets++;
        }
    }

    /** Adds nothing that the weaver would look at. */
    static class Plain extends Derived {
        Plain(String id) {
            super(id);
        }
    }

    static class Unmarked extends Derived {
        Unmarked(String id) {
            super(id);
        }

        @Override
        void add(int n) {
            total = n;
        }
    }

    @Spec("Other")
    static class Elsewhere extends Base {
        Elsewhere() {
            super("p");
        }

        @Override
        @Action
        void reset() {}
    }

    @Spec("Base")
    static class Waiting {
        @Self
        final String id;

        @Variable
        long count;

        final CountDownLatch inside = new CountDownLatch(1);
        final CountDownLatch leave = new CountDownLatch(1);

        Waiting(String id) {
            this.id = id;
        }

        @Action
        void await() throws InterruptedException {
            inside.countDown();
            leave.await();
        }

        @Action
        void count() {
            count++;
        }
    }

    @Spec("Base")
    static class Odd {
        @Self
        final String id;

        @Sends("network")
        final List<String> outbox;

        Odd(String id, List<String> outbox) {
            this.id = id;
            this.outbox = outbox;
        }

        @Action
        void act() {}
    }

    /** Its variables cannot change, but what is in them can. */
    @Spec("Base")
    static class Deep {
        @Self
        final String id = "p";

        final List<Integer> inside = new ArrayList<>();

        @Variable
        Optional<List<Integer>> maybe = Optional.of(inside);

        @Variable
        List<List<Integer>> listed = List.of(inside);

        @Variable
        Map<String, List<Integer>> named = Map.of("it", inside);

        @Action
        void add(int n) {
            inside.add(n);
        }
    }

    /** It is not what it says. */
    @Immutable
    private static class Promised extends AbstractList<Integer> {
        private final List<Integer> inside;

        Promised(List<Integer> inside) {
            this.inside = inside;
        }

        @Override
        public Integer get(int index) {
            return inside.get(index);
        }

        @Override
        public int size() {
            return inside.size();
        }
    }

    private static final class Unpromised extends Promised {
        Unpromised(List<Integer> inside) {
            super(inside);
        }
    }

    @Spec("Base")
    static class Promising {
        @Self
        final String id = "p";

        final List<Integer> inside = new ArrayList<>();

        @Variable
        List<Integer> promised = new Promised(inside);

        @Variable
        List<Integer> unpromised = new Unpromised(inside);

        @Action
        void add(int n) {
            inside.add(n);
        }

        @Action
        void renew() {
            promised = new Promised(inside);
        }
    }

    static class NoCore {}

    private static Recorder open(Path file) throws IOException {
        return Recorder.open(file, new Header("Base", Map.of(), List.of(), List.of("total", "resets"), List.of()));
    }

    private static List<String> events(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return lines.subList(1, lines.size());
    }

    @Test
    void whatChangesWithinAnImmutableCollectionIsSeen(@TempDir Path dir) throws IOException {
        Path trace = dir.resolve("t");
        try (Recorder recorder = Recorder.open(
                trace, new Header("Base", Map.of(), List.of(), List.of("maybe", "listed", "named"), List.of()))) {
            Deep core = new Deep();
            recorder.attach(core);
            core.add(1);
            core.add(2);
        }
        assertThat(events(trace).get(1))
                .contains("\"state\":{\"maybe\":[1,2],\"listed\":[[1,2]],\"named\":{\"#map\":[[\"it\",[1,2]]]}}");
    }

    @Test
    void anObjectThatIsSaidToBeImmutableIsNotLookedIntoAgainButAnotherIs(@TempDir Path dir) throws IOException {
        Path trace = dir.resolve("t");
        try (Recorder recorder = Recorder.open(
                trace, new Header("Base", Map.of(), List.of(), List.of("promised", "unpromised"), List.of()))) {
            Promising core = new Promising();
            recorder.attach(core);
            core.add(1);
            core.add(2);
            core.renew();
        }
        assertThat(events(trace))
                .extracting(line -> line.replaceAll(".*(\"state\":\\{[^}]*}).*", "$1"))
                .containsExactly(
                        "\"state\":{\"promised\":[],\"unpromised\":[1]}",
                        "\"state\":{\"unpromised\":[1,2]}",
                        "\"state\":{\"promised\":[1,2]}");
    }

    @Test
    void actionsAndVariablesOfSuperclassesAreTheCoresOwn(@TempDir Path dir) throws IOException {
        Path trace = dir.resolve("t");
        try (Recorder recorder = open(trace)) {
            Base core = new Plain("p");
            recorder.attach(core);
            core.add(1);
            core.reset();
        }
        assertThat(events(trace))
                .satisfiesExactly(
                        add -> assertThat(add)
                                .contains(
                                        "\"action\":\"Add\",\"args\":{\"p\":\"p\",\"n\":1},\"state\":{\"total\":2,\"resets\":0}"),
                        reset -> assertThat(reset).contains("\"action\":\"Reset\"", "{\"total\":0,\"resets\":1}"));
    }

    @Test
    void anOverridingMethodThatIsNoActionIsRefused(@TempDir Path dir) throws IOException {
        try (Recorder recorder = open(dir.resolve("t"))) {
            assertThatThrownBy(() -> recorder.attach(new Unmarked("p")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Unmarked.add(int) overrides the action")
                    .hasMessageContaining("without @Action of its own");
        }
    }

    @Test
    void aCoreThatDisagreesWithItsSuperclassOnTheSpecIsRefused(@TempDir Path dir) throws IOException {
        try (Recorder recorder = open(dir.resolve("t"))) {
            assertThatThrownBy(() -> recorder.attach(new Elsewhere()))
                    .hasMessageContaining("Elsewhere is of spec Other, its superclass of Base");
        }
    }

    @Test
    void aCoreOfAnotherSpecThanTheTraceIsRefused(@TempDir Path dir) throws IOException {
        Header header = new Header("Mutex", Map.of(), List.of(), List.of(), List.of());
        try (Recorder recorder = Recorder.open(dir.resolve("t"), header)) {
            assertThatThrownBy(() -> recorder.attach(new Derived("p")))
                    .hasMessage(Derived.class.getName() + " is of spec Base, the trace of Mutex");
        }
    }

    @Test
    void anObjectThatIsNoCoreIsRefused(@TempDir Path dir) throws IOException {
        try (Recorder recorder = open(dir.resolve("t"))) {
            assertThatThrownBy(() -> recorder.attach(new NoCore()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith(
                            NoCore.class.getName() + " is no core: it is not annotated with @Spec. If a");
        }
    }

    @Test
    void aSecondCoreOfOneProcessIsRefusedUntilTheFirstIsDetached(@TempDir Path dir) throws IOException {
        Path trace = dir.resolve("t");
        try (Recorder recorder = open(trace)) {
            Derived first = new Derived("p");
            Derived second = new Derived("p");
            recorder.attach(first);
            first.reset();
            first.reset();
            assertThatThrownBy(() -> recorder.attach(second))
                    .hasMessageContaining("a core of process p is attached already");
            assertThatThrownBy(() -> recorder.attach(first)).hasMessageContaining("is attached already");
            recorder.detach(first);
            recorder.attach(second);
            first.reset();
            second.add(4);
        }
        assertThat(events(trace)).hasSize(3);
        assertThat(events(trace).get(2)).contains("\"seq\":3,", "\"state\":{\"total\":5,\"resets\":0}");
    }

    @Test
    void eventsThatAreHeldBackAreWrittenWhenTheyAreReleased(@TempDir Path dir) throws IOException {
        Path trace = dir.resolve("t");
        List<String> read = new ArrayList<>();
        Derived held = new Derived("p");
        Derived other = new Derived("q");
        Header header = Header.of(Map.of(), Derived.class);
        try (Recorder recorder = Recorder.open(trace, header, read::add)) {
            recorder.attach(held);
            recorder.attach(other);
            recorder.hold(held);
            held.add(4);
            held.add(5);
            other.reset();
            assertThat(events(trace)).singleElement().asString().contains("\"process\":\"q\",\"clock\":1,");
            assertThat(recorder.events()).isEqualTo(1);
            recorder.release(held);
            assertThat(events(trace)).hasSize(3);
            recorder.release(held);
            held.reset();
            recorder.event(Event.of("p", "Crash"));
        }
        assertThat(events(trace)).hasSize(5).isEqualTo(read.subList(1, read.size()));
        assertThat(events(trace).get(2))
                .startsWith("{\"process\":\"p\",\"clock\":3,\"seq\":2,")
                .contains("\"total\":11");
        assertThat(events(trace).get(3))
                .as("before what happens to the process")
                .contains("Reset");
    }

    @Test
    void eventsThatAreHeldBackWhenTheCoreIsDetachedNeverHappened(@TempDir Path dir) throws IOException {
        Path trace = dir.resolve("t");
        Derived first = new Derived("p");
        Derived second = new Derived("p");
        try (Recorder recorder = open(trace)) {
            recorder.attach(first);
            recorder.hold(first);
            first.add(4);
            recorder.release(first);
            first.add(5);
            recorder.detach(first);
            recorder.attach(second);
            second.add(1);
            assertThatThrownBy(() -> recorder.hold(first)).hasMessageContaining("is not attached to this recorder");
            assertThatThrownBy(() -> recorder.release(first)).hasMessageContaining("is not attached to this recorder");
        }
        assertThat(events(trace)).hasSize(2);
        assertThat(events(trace).get(1)).contains("\"seq\":2,", "\"state\":{\"total\":2,\"resets\":0}");
    }

    @Test
    void instancesOfOneProcessShareItsSequence(@TempDir Path dir) throws IOException {
        Path trace = dir.resolve("t");
        try (Recorder recorder = open(trace)) {
            Derived one = new Derived("p");
            Derived two = new Derived("p");
            recorder.attach(one, "t1");
            recorder.attach(two, "t2");
            one.add(1);
            two.add(1);
            one.add(1);
            assertThatThrownBy(() -> recorder.attach(new Derived("p"), "t2"))
                    .hasMessageContaining("process p, instance t2 is attached already");
        }
        assertThat(events(trace))
                .extracting(line -> line.replaceAll(",\"action.*", ""))
                .containsExactly(
                        "{\"process\":\"p\",\"clock\":1,\"seq\":1,\"instance\":\"t1\"",
                        "{\"process\":\"p\",\"clock\":2,\"seq\":2,\"instance\":\"t2\"",
                        "{\"process\":\"p\",\"clock\":3,\"seq\":3,\"instance\":\"t1\"");
    }

    @Test
    void severalRecordersDoNotMix(@TempDir Path dir) throws IOException {
        Path left = dir.resolve("left");
        Path right = dir.resolve("right");
        Derived p = new Derived("p");
        Derived q = new Derived("q");
        try (Recorder one = open(left);
                Recorder two = open(right)) {
            one.attach(p);
            two.attach(q);
            p.add(1);
            two.witness(one.clock());
            q.add(1);
            assertThat(two.clock()).isEqualTo(2);
            assertThatThrownBy(() -> two.attach(p)).hasMessageContaining("a core belongs to one recorder");
            assertThatThrownBy(() -> two.detach(p)).hasMessageContaining("is not attached to this recorder");
        }
        assertThat(events(left)).singleElement().asString().contains("\"process\":\"p\",\"clock\":1");
        assertThat(events(right)).singleElement().asString().contains("\"process\":\"q\",\"clock\":2");
    }

    @Test
    void afterTheRecorderIsClosedActionsRunUnrecorded(@TempDir Path dir) throws IOException {
        Path trace = dir.resolve("t");
        Derived core = new Derived("p");
        Recorder recorder = open(trace);
        recorder.attach(core);
        recorder.close();
        recorder.close();
        core.add(1);
        assertThat(events(trace)).isEmpty();
        assertThatThrownBy(() -> recorder.attach(core)).hasMessage("the recorder is closed");
        assertThatThrownBy(() -> recorder.event("p", "Crash", Map.of())).hasMessage("the recorder is closed");
    }

    @Test
    void anUnusableOutboxIsRefusedAtOnce(@TempDir Path dir) throws IOException {
        try (Recorder recorder = open(dir.resolve("t"))) {
            assertThatThrownBy(() -> recorder.attach(new Odd("p", null)))
                    .hasMessageContaining("field outbox of " + Odd.class.getName() + " is null");
            assertThatThrownBy(() -> recorder.attach(new Odd(null, new ArrayList<>())))
                    .hasMessageContaining("the @Self field is null");
            assertThatCode(() -> recorder.attach(new Odd("p", new ArrayList<>())))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void coresOnManyThreadsGiveOneOrderedTrace(@TempDir Path dir) throws Exception {
        Path trace = dir.resolve("t");
        int threads = 4;
        int each = 500;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (Recorder recorder = open(trace)) {
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Derived core = new Derived("p" + i);
                recorder.attach(core);
                runs.add(pool.submit(() -> IntStream.range(0, each).forEach(core::add)));
            }
            for (Future<?> run : runs) {
                run.get();
            }
            assertThat(recorder.events()).isEqualTo((long) threads * each);
        } finally {
            pool.shutdown();
        }
        Pattern line = Pattern.compile("\\{\"process\":\"(p\\d)\",\"clock\":(\\d+),\"seq\":(\\d+),.*}");
        int[] clock = {0};
        Map<String, Integer> sequences = new java.util.HashMap<>();
        assertThat(events(trace)).hasSize(threads * each).allSatisfy(event -> {
            var parts = line.matcher(event);
            assertThat(parts.matches()).isTrue();
            assertThat(Integer.parseInt(parts.group(2))).isEqualTo(++clock[0]);
            assertThat(Integer.parseInt(parts.group(3))).isEqualTo(sequences.merge(parts.group(1), 1, Integer::sum));
        });
    }

    @Test
    void twoThreadsInOneCoreAreFoundOutAndTheTraceIsIncomplete(@TempDir Path dir) throws Exception {
        Path trace = dir.resolve("t");
        ExecutorService other = Executors.newSingleThreadExecutor();
        Recorder recorder = open(trace);
        try {
            Waiting core = new Waiting("p");
            recorder.attach(core);
            Future<?> waiting = other.submit(() -> {
                core.await();
                return null;
            });
            core.inside.await();
            assertThatThrownBy(core::count)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("calls Count of p while")
                    .hasMessageContaining("is in Await: actions of one core must not overlap");
            assertThatThrownBy(() -> recorder.detach(core)).hasMessage("p is in its action Await");
            core.leave.countDown();
            assertThatThrownBy(waiting::get)
                    .hasMessageContaining("incomplete")
                    .hasMessageContaining("must not overlap");
            assertThatThrownBy(core::count).hasMessageContaining("incomplete");
        } finally {
            other.shutdown();
        }
        assertThatThrownBy(recorder::close)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("t is incomplete: ")
                .hasMessageContaining("actions of one core must not overlap");
        assertThat(events(trace))
                .singleElement()
                .asString()
                .startsWith("{\"incomplete\":\"main calls Count of p while ");
    }

    @Test
    void anActionThatIsOvertakenByTheClosingOfTheRecorderFails(@TempDir Path dir) throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Recorder recorder = open(dir.resolve("t"));
            Waiting core = new Waiting("p");
            recorder.attach(core);
            Future<?> waiting = other.submit(() -> {
                core.await();
                return null;
            });
            core.inside.await();
            recorder.close();
            core.leave.countDown();
            assertThatThrownBy(waiting::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("the recorder is closed");
        } finally {
            other.shutdown();
        }
    }

    @Test
    void anAttachedCoreCanBeCollected(@TempDir Path dir) throws IOException {
        try (Recorder recorder = open(dir.resolve("t"))) {
            WeakReference<Derived> core = attached(recorder);
            for (int i = 0; i < 100 && core.get() != null; i++) {
                System.gc();
            }
            assertThat(core.get()).isNull();
            // Its process is still taken: what becomes of it does not depend on the collector.
            assertThatThrownBy(() -> recorder.attach(new Derived("p"))).hasMessageContaining("is attached already");
        }
    }

    private static WeakReference<Derived> attached(Recorder recorder) {
        Derived core = new Derived("p");
        recorder.attach(core);
        core.add(1);
        return new WeakReference<>(core);
    }

    @Test
    void whatAnEventByHandSaysOfACoresVariablesCountsAsRecorded(@TempDir Path dir) throws IOException {
        Path trace = dir.resolve("t");
        try (Recorder recorder = open(trace)) {
            Derived core = new Derived("p");
            recorder.attach(core);
            core.add(1);
            recorder.event(Event.of("p", "Crash").withArgs(Map.of("p", "p")).withState(Map.of("total", 0)));
            core.reset();
            recorder.event(Event.of("p", "Crash").withState(Map.of("total", 7)));
            core.add(6);
            core.add(-1);
        }
        assertThat(events(trace))
                .extracting(line -> line.replaceAll(".*\"state\":|,\"source.*|}$", ""))
                .containsExactly(
                        "{\"total\":2,\"resets\":0}", "{\"total\":0}", "{\"resets\":1}", "{\"total\":7}", "{}", "{}");
    }
}
