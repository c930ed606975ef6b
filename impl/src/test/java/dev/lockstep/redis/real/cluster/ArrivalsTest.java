package dev.lockstep.redis.real.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The connection is found by which a message has come that a node's log has. */
class ArrivalsTest {
    private static final String SENDER = "1".repeat(40);

    private final List<Bus.Connection> connections = new ArrayList<>();

    /** Adds a connection on which n1 has sent PINGs to n2, a microsecond after the other, each about a node. */
    private void pinged(long micros, String... about) {
        Bus.Connection connection = new Bus.Connection("n1", "n2");
        for (String each : about) {
            BusMessage ping = new BusMessage(
                    "ping",
                    BusMessage.HEADER,
                    SENDER,
                    1,
                    1,
                    new BitSet(),
                    "",
                    false,
                    false,
                    List.of(new BusMessage.Gossip(each.repeat(40), false)),
                    "",
                    0,
                    new BitSet());
            connection.requests.add(new Bus.Sent(ping, "n1", "n2", true, micros + connection.requests.size()));
        }
        connections.add(connection);
    }

    /** Returns when what a node has processed was sent, as far as that is found. */
    private List<Long> taken(String... about) throws IOException {
        List<NodeLog.Step> steps = new ArrayList<>();
        for (String each : about) {
            steps.add(new NodeLog.Step(
                    steps.size() + 1,
                    1000,
                    "ping",
                    BusMessage.HEADER,
                    "--- Processing packet of type ping",
                    List.of("ping packet received: " + SENDER, "GOSSIP " + each.repeat(40) + " 127.0.0.1:1 master")));
        }
        arrivals = new Arrivals("n2", connections);
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            times.add(arrivals.take(steps, i, "n2.log:" + (i + 1)).sent().micros());
        }
        return times;
    }

    private Arrivals arrivals;

    @Test
    void whatIsLeftOnAReplacedConnectionWasNeverRead() throws IOException {
        pinged(10, "3", "4");
        pinged(20, "5", "4");

        assertThat(taken("3", "5", "4")).containsExactly(10L, 20L, 21L);
        assertThat(arrivals.mistaken()).isZero();
    }

    /** The second connection says first what the first one says first, and is read before it. */
    @Test
    void whichOfTwoConnectionsWasReadFirstIsSeenByWhatComesNext() throws IOException {
        pinged(10, "3", "4", "5");
        pinged(20, "3");

        assertThat(taken("3", "3", "4", "5")).containsExactly(10L, 20L, 11L, 12L);
        assertThat(arrivals.mistaken()).isEqualTo(1);
    }

    @Test
    void whatNoConnectionSaysIsTold() {
        pinged(10, "3");

        assertThatThrownBy(() -> taken("3", "4"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("n2.log:2: no message on the bus is what this says: ");
    }
}
