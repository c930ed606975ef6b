package dev.lockstep.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Goal: each kind of value has the text that design section 4 gives it, and all others are refused by name. */
class ItfTest {
    private enum Phase {
        IDLE,
        HOLDING {
            @Override
            public String toString() {
                return "holding";
            }
        }
    }

    private record Point(int x, List<Boolean> y) {}

    private sealed interface Message {
        record RequestVote(String from, long term) implements Message {}

        record Heartbeat() implements Message {}

        sealed interface Reply extends Message {}

        record Granted(int to) implements Reply {}
    }

    private record Holder(Object held) {}

    /** A set whose only element is itself, by identity, since its hash code would have no end. */
    private static final class Knot extends AbstractSet<Object> {
        @Override
        public Iterator<Object> iterator() {
            return List.<Object>of(this).iterator();
        }

        @Override
        public int size() {
            return 1;
        }
    }

    private sealed interface Tagged {
        record Named(String type) implements Tagged {}
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0                    | 0
            -7                   | -7
            9007199254740991     | 9007199254740991
            -9007199254740991    | -9007199254740991
            9007199254740992     | {"#bigint":"9007199254740992"}
            -9007199254740992    | {"#bigint":"-9007199254740992"}
            -9223372036854775808 | {"#bigint":"-9223372036854775808"}
            """)
    void aLongIsANumberAsLongAsThatIsExact(long value, String text) {
        assertThat(Itf.encode(value)).isEqualTo(text);
    }

    @Test
    void scalars() {
        assertThat(Itf.encode((byte) -1)).isEqualTo("-1");
        assertThat(Itf.encode((short) 2)).isEqualTo("2");
        assertThat(Itf.encode(Integer.MIN_VALUE)).isEqualTo("-2147483648");
        assertThat(Itf.encode(BigInteger.TWO)).isEqualTo("{\"#bigint\":\"2\"}");
        assertThat(Itf.encode(true)).isEqualTo("true");
        assertThat(Itf.encode(Phase.IDLE)).isEqualTo("\"IDLE\"");
        assertThat(Itf.encode(Phase.HOLDING)).isEqualTo("\"holding\"");
    }

    @Test
    void collections() {
        assertThat(Itf.encode(List.of(2, 1, 1))).isEqualTo("[2,1,1]");
        assertThat(Itf.encode(new int[][] {{1}, {}})).isEqualTo("[[1],[]]");
        assertThat(Itf.encode(new String[] {"a"})).isEqualTo("[\"a\"]");
        assertThat(Itf.encode(Set.of("q", "p"))).isEqualTo("{\"#set\":[\"p\",\"q\"]}");
        assertThat(Itf.encode(Map.of("q", Set.of(), "p", List.of())))
                .isEqualTo("{\"#map\":[[\"p\",[]],[\"q\",{\"#set\":[]}]]}");
        assertThat(Itf.encode(Map.of())).isEqualTo("{\"#map\":[]}");
    }

    @Test
    void records() {
        assertThat(Itf.encode(new Point(1, List.of(true)))).isEqualTo("{\"x\":1,\"y\":[true]}");
        assertThat(Itf.encode(new Message.RequestVote("p", 3)))
                .isEqualTo("{\"type\":\"requestVote\",\"from\":\"p\",\"term\":3}");
        assertThat(Itf.encode(new Message.Heartbeat())).isEqualTo("{\"type\":\"heartbeat\"}");
        assertThat(Itf.encode(new Message.Granted(1))).isEqualTo("{\"type\":\"granted\",\"to\":1}");
    }

    @Test
    void optionals() {
        assertThat(Itf.encode(Optional.of(4))).isEqualTo("4");
        assertThat(Itf.encode(Optional.empty())).isEqualTo("\"None\"");
    }

    @Test
    void stringsAreEscaped() {
        assertThat(Itf.encode("\"\\/\b\f\n\r\t\u0000\u001f\u007f\u00e9\u2028"))
                .isEqualTo("\"\\\"\\\\/\\u0008\\u000c\\n\\r\\t\\u0000\\u001f\\u007f\u00e9\u2028\"");
        assertThat(Itf.encode(" !~")).isEqualTo("\" !~\"");
        assertThat(Itf.encode("\ud83d\ude00")).isEqualTo("\"\ud83d\ude00\"");
        assertThat(Itf.encode("\ud83d")).isEqualTo("\"\\ud83d\"");
        assertThat(Itf.encode("\ude00\ud83d!")).isEqualTo("\"\\ude00\\ud83d!\"");
    }

    @Test
    void whatAProgramHasBesidesIsWrittenAsItsCounterpart() {
        assertEncoded(new ArrayDeque<>(List.of(2, 1)), "[2,1]");
        assertEncoded(new ConcurrentLinkedQueue<>(List.of(3)), "[3]");
        assertEncoded(new LinkedHashMap<>(Map.of("k", 4)).values(), "[4]");
        assertEncoded(new AtomicInteger(5), "5");
        assertEncoded(new AtomicLong(Long.MAX_VALUE), "{\"#bigint\":\"9223372036854775807\"}");
        assertEncoded(new AtomicBoolean(true), "true");
        assertEncoded(new AtomicReference<>(List.of("x")), "[\"x\"]");
        assertEncoded('c', "\"c\"");
        assertEncoded(new UUID(1, 2), "\"00000000-0000-0001-0000-000000000002\"");
        assertEncoded(Instant.EPOCH, "\"1970-01-01T00:00:00Z\"");
        assertEncoded(Duration.ofMillis(1500), "\"PT1.5S\"");
        assertEncoded(OptionalInt.of(6), "6");
        assertEncoded(OptionalInt.empty(), "\"None\"");
        assertEncoded(OptionalLong.of(7), "7");
        assertEncoded(OptionalLong.empty(), "\"None\"");
        assertEncoded(Map.entry("k", Set.of(8)), "{\"#tup\":[\"k\",{\"#set\":[8]}]}");
    }

    private static void assertEncoded(Object value, String text) {
        assertThat(Itf.encode(value)).isEqualTo(text);
    }

    @Test
    void whatHasNoCounterpartIsRefusedByName() {
        assertRefused(null, "null has no counterpart in TLA+: use an Optional");
        assertRefused(
                1.5,
                "a java.lang.Double has no counterpart in TLA+: it should be an integer, a boolean, a String, an"
                        + " enum, a Collection, a Map, a record of such");
        assertRefused(new StringBuilder("c"), "a java.lang.StringBuilder has no counterpart");
        assertRefused(
                new PriorityQueue<>(List.of(1)), "the iterator of a java.util.PriorityQueue has no order that means");
        assertRefused(new AtomicReference<>(), "null has no counterpart in TLA+");
        assertRefused(new Point(1, null), "y of Point: null has no counterpart in TLA+");
        assertRefused(List.of(new Point(1, null)), "y of Point: null");
        assertRefused(Map.of(1, "a", 1L, "b"), "two keys of a map are written alike: 1");
        assertRefused(new Tagged.Named("x"), "its component of that name needs another one");
    }

    @Test
    void aValueThatContainsItselfIsRefused() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        Object[] array = new Object[1];
        array[0] = array;
        List<Object> wrapped = new ArrayList<>();
        wrapped.add(Optional.of(new Holder(Map.of(1, wrapped))));
        Set<Object> set = new Knot();
        for (Object value : List.of(list, array, wrapped, set, new Holder(set))) {
            assertRefused(value, "nested more than 200 deep: does it contain itself?");
        }
    }

    private static void assertRefused(Object value, String message) {
        assertThatThrownBy(() -> Itf.encode(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
