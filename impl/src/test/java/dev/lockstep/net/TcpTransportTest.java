package dev.lockstep.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lockstep.host.Envelope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** FIFO and exactly once between living processes, whatever happens to their connections. */
@Timeout(180)
class TcpTransportTest {
    private final List<End> ends = new ArrayList<>();

    private End end(TcpConfig config) throws IOException, InterruptedException {
        End end = new End(config);
        ends.add(end);
        return end;
    }

    @AfterEach
    void close() {
        ends.forEach(End::close);
    }

    @Test
    void messagesArriveInTheOrderOfTheirSending() throws Exception {
        End a = end(End.config("a", "b"));
        End b = end(End.config("b", "a"));
        a.connect("b", b.address());
        b.connect("a", a.address());

        IntStream.range(0, 1_000).forEach(i -> a.say("b", i));
        b.say("a", 7);

        assertThat(numbers(End.next(b.words, 1_000))).isEqualTo(upTo(1_000));
        assertThat(End.next(a.words)).isEqualTo(new Word.Say("b", 7, "x"));
        assertThat(a.troubles).isEmpty();
    }

    @Test
    void messagesWaitForAPeerThatIsNotYetThere() throws Exception {
        End a = end(End.config("a", "b"));
        IntStream.range(0, 100).forEach(i -> a.say("b", i));
        InetSocketAddress reserved;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            reserved = (InetSocketAddress) socket.getLocalSocketAddress();
        }
        a.connect("b", reserved);
        End b = end(End.config("b", "a"));
        a.connect("b", b.address());

        assertThat(numbers(End.next(b.words, 100))).isEqualTo(upTo(100));
    }

    @Test
    void cutsUnderLoadLoseDoubleAndReorderNothing() throws Exception {
        End a = end(End.config("a", "b").withLimits(1 << 16, 50_000, Duration.ofSeconds(30)));
        End b = end(End.config("b", "a"));
        a.connect("b", b.address());
        b.connect("a", a.address());
        SplittableRandom random = new SplittableRandom(42);
        int atLeast = 20_000;
        int cuts = 0;

        List<Integer> arrived = new ArrayList<>();
        int sent = 0;
        // How many cuts meet a connection is a matter of the machine: it goes on until enough did.
        boolean enough = false;
        while (!enough || arrived.size() < sent) {
            for (int burst = random.nextInt(600); burst > 0 && !enough; burst--) {
                a.say("b", sent++);
            }
            enough = sent >= atLeast && cuts > 25 && a.transport.connections() > 10;
            for (int some = random.nextInt(500); some >= 0 && arrived.size() < sent; some--) {
                arrived.add(((Word.Say) End.next(b.words)).number());
            }
            if (random.nextInt(2) == 0) {
                if (random.nextBoolean()) {
                    a.transport.cut("b");
                } else {
                    b.transport.cut("a");
                }
                cuts++;
            }
        }

        assertThat(arrived).isEqualTo(upTo(sent));
        assertThat(b.words).isEmpty();
        assertThat(a.failures).isEmpty();
        assertThat(b.failures).isEmpty();
        assertThat(a.troubles).isEmpty();
    }

    @Test
    void flushedIsDoneOnceAllIsAcknowledged() throws Exception {
        End a = end(End.config("a", "b"));
        End b = end(End.config("b", "a"));
        a.say("b", 1);
        var flushed = a.transport.flushed();
        assertThat(flushed).isNotDone();

        a.connect("b", b.address());

        flushed.get(30, TimeUnit.SECONDS);
        assertThat(b.words).hasSize(1);
    }

    @Test
    void aFullQueueTowardsADeadPeerIsAFailureAndNeverALoss() throws Exception {
        End a = end(End.config("a", "b").withLimits(1_000, 10, Duration.ofSeconds(10)));

        IntStream.range(0, 11).forEach(i -> a.say("b", i));

        assertThat(End.next(a.failures)).hasMessage("b has not acknowledged the last 10 messages; more are not kept");
    }

    @Test
    void aMessageBeyondTheLimitIsAFailureOfItsSender() throws Exception {
        End a = end(End.config("a", "b").withLimits(200, 10, Duration.ofSeconds(10)));

        a.transport.send("b", new Envelope<>(0, new Word.Say("a", 1, "x".repeat(200))));

        assertThat(End.next(a.failures)).hasMessageMatching("a message to b takes 2\\d\\d bytes, the limit is 200");
    }

    @Test
    void aConnectionOverWhichNothingIsAcknowledgedIsReplaced() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            silent.setSoTimeout(30_000);
            End a = end(End.config("a", "b").withLimits(1_000, 10, Duration.ofMillis(500)));
            a.connect("b", (InetSocketAddress) silent.getLocalSocketAddress());
            a.say("b", 1);

            for (int attempt = 0; attempt < 2; attempt++) {
                try (Stranger b = new Stranger(silent.accept())) {
                    assertThat(b.answer()).isInstanceOf(Frame.Hello.class);
                    assertThat(b.isClosed()).isTrue();
                }
            }
        }
    }

    @Test
    void aPeerThatAcknowledgesWhatWasNeverSentIsRefused() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            End a = end(End.config("a", "b"));
            a.connect("b", (InetSocketAddress) server.getLocalSocketAddress());
            try (Stranger b = new Stranger(server.accept())) {
                b.answer();
                b.frame("{\"type\":\"welcome\",\"incarnation\":\"i\",\"received\":3}");

                assertThat(b.answer()).isEqualTo(new Frame.Refused("expected an acknowledgement of 0 to 0, not 3"));
                assertThat(b.isClosed()).isTrue();
            }
        }
    }

    @Test
    void aPeerThatHasForgottenWhatItAcknowledgedIsRefused() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            End a = end(End.config("a", "b"));
            a.connect("b", (InetSocketAddress) server.getLocalSocketAddress());
            try (Stranger b = new Stranger(server.accept())) {
                b.answer();
                b.frame("{\"type\":\"welcome\",\"incarnation\":\"first life\",\"received\":0}");
                a.say("b", 1);
                assertThat(b.answer()).isInstanceOf(Frame.Data.class);
            }
            try (Stranger again = new Stranger(server.accept())) {
                again.answer();
                again.frame("{\"type\":\"welcome\",\"incarnation\":\"second life\",\"received\":0}");

                assertThat(again.answer())
                        .isEqualTo(new Frame.Refused(
                                "b was started anew and has lost the messages that it had acknowledged"));
            }
            assertThat(End.next(a.troubles)).startsWith("a refuses b: b was started anew");
        }
    }

    @Test
    void unknownPeersAreNotSentTo() throws Exception {
        End a = end(End.config("a", "b"));

        assertThatIllegalArgumentException().isThrownBy(() -> a.say("c", 1)).withMessage("c is no peer of a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.transport.connect(Map.of("c", a.address())))
                .withMessage("the peers of a are [b], not [c]");
    }

    @Test
    void anAddressThatIsTakenIsSaidClearly() throws Exception {
        End a = end(End.config("a", "b"));

        assertThatIOException()
                .isThrownBy(() -> end(End.config("b", "a").withBind(a.address())))
                .withMessageStartingWith("b cannot listen on");
    }

    private static List<Integer> numbers(List<Word> words) {
        return words.stream().map(word -> ((Word.Say) word).number()).toList();
    }

    private static List<Integer> upTo(int n) {
        return IntStream.range(0, n).boxed().toList();
    }
}
