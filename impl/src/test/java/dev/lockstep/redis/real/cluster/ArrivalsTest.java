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

    private static BusMessage message(String type, String about) {
        return new BusMessage(
                type,
                BusMessage.HEADER,
                SENDER,
                1,
                1,
                new BitSet(),
                "",
                false,
                false,
                List.of(new BusMessage.Gossip(about.repeat(40), false)),
                "",
                0,
                new BitSet());
    }

    /** Adds a connection on which n1 has sent PINGs to n2, a microsecond after the other, each about a node. */
    private Bus.Connection pinged(long micros, String... about) {
        Bus.Connection connection = new Bus.Connection("n1", "n2");
        for (String each : about) {
            connection.requests.add(
                    new Bus.Sent(message("ping", each), "n1", "n2", true, micros + connection.requests.size()));
        }
        connections.add(connection);
        return connection;
    }

    /** Returns what a log tells of a PING about a node. An exclamation mark says that another connection than before is read from here on. */
    private static NodeLog.Step step(int line, String what) {
        List<String> details = new ArrayList<>(List.of(
                "ping packet received: " + SENDER,
                "GOSSIP " + what.replace("!", "").repeat(40) + " 127.0.0.1:1 master"));
        if (what.startsWith("!")) {
            details.add(0, "Replacing inbound link fd 17 from node " + SENDER + " with fd 13");
        }
        return new NodeLog.Step(line, 1000, "ping", BusMessage.HEADER, "--- Processing packet of type ping", details);
    }

    /** Returns when what a node has processed was sent, as far as that is found. */
    private List<Long> taken(String... about) throws IOException {
        List<NodeLog.Step> steps = new ArrayList<>();
        for (String each : about) {
            steps.add(step(steps.size() + 1, each));
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

        assertThat(taken("3", "!5", "4")).containsExactly(10L, 20L, 21L);
        assertThat(arrivals.mistaken()).isZero();
    }

    /** After a partition connections are read in any order, closed ones too. Here the second one says first what the first one says first, and is read before it. */
    @Test
    void whichOfTwoConnectionsWasReadFirstIsSeenByWhatComesNext() throws IOException {
        pinged(10, "3", "4", "5");
        pinged(20, "3");

        assertThat(taken("3", "!3", "4", "5")).containsExactly(20L, 10L, 11L, 12L);
        assertThat(arrivals.mistaken()).isZero();
    }

    @Test
    void aConnectionIsReadWhenTheOneBeforeItHasComeToItsEnd() throws IOException {
        pinged(10, "3");
        pinged(20, "3", "4");

        assertThat(taken("3", "3", "4")).containsExactly(10L, 20L, 21L);
    }

    /** Both say the same and no more, so that only the answers tell which one was read first. */
    @Test
    void whichOfTwoConnectionsWasReadFirstIsSeenByItsAnswer() throws IOException {
        pinged(10, "3").replies.add(new Bus.Sent(message("pong", "5"), "n2", "n1", false, 30_000));
        pinged(20, "3").replies.add(new Bus.Sent(message("pong", "4"), "n2", "n1", false, 1200));

        assertThat(taken("3", "!3")).containsExactly(20L, 10L);
    }

    /** One has a vote to ask for behind the PING, which is read together with it, though its answer is seen late. */
    @Test
    void whatHasComeTogetherIsReadTogether() throws IOException {
        pinged(10, "3");
        Bus.Connection asking = pinged(20, "3");
        asking.requests.add(new Bus.Sent(message("auth-req", "3"), "n1", "n2", true, 21));
        asking.replies.add(new Bus.Sent(message("pong", "5"), "n2", "n1", false, 30_000));
        NodeLog.Step asked = new NodeLog.Step(
                2, 1000, "auth-req", BusMessage.HEADER, "--- Processing packet of type auth-req", List.of());
        List<NodeLog.Step> steps = List.of(step(1, "3"), asked);
        arrivals = new Arrivals("n2", connections);

        assertThat(arrivals.take(steps, 0, "n2.log:1").sent().micros()).isEqualTo(20);
        assertThat(arrivals.take(steps, 1, "n2.log:2").sent().micros()).isEqualTo(21);
    }

    @Test
    void answersOnAConnectionThatTheNodeHasGivenUpAreNotRead() throws IOException {
        for (long begun : List.of(10L, 500L)) {
            Bus.Connection connection = new Bus.Connection("n2", "n1");
            connection.requests.add(new Bus.Sent(message("ping", "3"), "n2", "n1", true, begun));
            connection.replies.add(new Bus.Sent(message("pong", "4"), "n1", "n2", false, begun + 1));
            connections.add(connection);
        }
        NodeLog.Step pong = new NodeLog.Step(
                1,
                1000,
                "pong",
                BusMessage.HEADER,
                "--- Processing packet of type pong",
                List.of("pong packet received: " + SENDER, "GOSSIP " + "4".repeat(40) + " 127.0.0.1:1 master"));
        arrivals = new Arrivals("n2", connections);
        arrivals.connect("n1", 400);

        assertThat(arrivals.take(List.of(pong), 0, "n2.log:1").sent().micros()).isEqualTo(501);
    }

    @Test
    void whatNoConnectionSaysIsTold() {
        pinged(10, "3");

        assertThatThrownBy(() -> taken("3", "4"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("n2.log:2: no message on the bus is what this says: ");
    }
}
