package dev.lockstep.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.host.Envelope;
import dev.lockstep.host.Transport;
import dev.lockstep.net.FaultyTransport.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FaultyTransportTest {
    private static final int MESSAGES = 10_000;

    /** What comes out of 0, 1, 2... sent to one process. */
    private static List<Long> sent(Fault... faults) {
        List<Long> out = new ArrayList<>();
        Transport<Long> transport = new FaultyTransport<>(
                new Transport<>() {
                    @Override
                    public void start(Receiver<Long> receiver) {}

                    @Override
                    public void send(String to, Envelope<Long> envelope) {
                        out.add(envelope.message());
                    }

                    @Override
                    public void close() {}
                },
                Set.of(faults),
                new SplittableRandom(1));
        for (long message = 0; message < MESSAGES; message++) {
            transport.send("q", new Envelope<>(message, message));
        }
        return out;
    }

    private static List<Long> all() {
        return LongStream.range(0, MESSAGES).boxed().toList();
    }

    @Test
    void withoutFaultsAllArriveOnceAndInOrder() {
        assertThat(sent()).isEqualTo(all());
    }

    @Test
    void lossTakesSomeAndKeepsTheOrderOfTheRest() {
        assertThat(sent(Fault.LOSS)).hasSizeBetween(9_300, 9_700).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void duplicationRepeatsSomeAndLosesNone() {
        assertThat(sent(Fault.DUPLICATION))
                .hasSizeBetween(10_300, 10_700)
                .isSorted()
                .containsAll(all());
    }

    @Test
    void reorderingSwapsNeighboursAndLosesAtMostTheLast() {
        List<Long> out = sent(Fault.REORDER);
        assertThat(out).hasSizeGreaterThanOrEqualTo(MESSAGES - 1).doesNotHaveDuplicates();
        assertThat(out).isNotEqualTo(out.stream().sorted().toList());
        for (int i = 0; i < out.size(); i++) {
            assertThat(Math.abs(out.get(i) - i)).isLessThanOrEqualTo(1);
        }
    }

    /** A network of one process: what leaves it, and what it takes. */
    private static final class Net implements Transport<String> {
        private final List<String> left = new ArrayList<>();
        private final List<String> taken = new ArrayList<>();
        private final FaultyTransport<String> faulty = new FaultyTransport<>(this, Set.of(), new SplittableRandom(1));
        private @Nullable Receiver<String> receiver;

        @Override
        public void start(Receiver<String> its) {
            receiver = its;
        }

        @Override
        public void send(String to, Envelope<String> envelope) {
            left.add(to + envelope.message());
        }

        @Override
        public void close() {}

        void begin() {
            faulty.start(new Receiver<>() {
                @Override
                public void received(String from, Envelope<String> envelope) {
                    taken.add(from + envelope.message());
                }

                @Override
                public void failed(Exception cause) {
                    throw new IllegalStateException(cause);
                }
            });
        }

        /** Sends q and r a message, and each of them sends one of the same name. */
        void exchange(String message) {
            for (String other : List.of("q", "r")) {
                faulty.send(other, new Envelope<>(1, message));
                Objects.requireNonNull(receiver).received(other, new Envelope<>(1, message));
            }
        }
    }

    @Test
    void noMessageCrossesACutEitherWayAndOthersDo() {
        Net net = new Net();
        net.begin();
        net.exchange("1");
        net.faulty.cut(Set.of("q"));
        net.exchange("2");
        assertThat(net.faulty.cutOff()).isEqualTo(2);
        net.faulty.cut(Set.of());
        net.exchange("3");

        List<String> crossed = List.of("q1", "r1", "r2", "q3", "r3");
        assertThat(net.left).isEqualTo(crossed);
        assertThat(net.taken).isEqualTo(crossed);
        assertThat(net.faulty.cutOff()).isEqualTo(2);
    }
}
