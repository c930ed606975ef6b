package dev.lockstep.redis.real.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What masters report of others, as a node's log tells it. */
class NodeChronicleTest {
    private static final String N2 = ClusterLayout.id("n2");
    private static final String N6 = ClusterLayout.id("n6");
    private static final String N5 = ClusterLayout.id("n5");
    private static final String NEWS = news(N6);

    private final Bus.Connection connection = new Bus.Connection("n2", "n1");
    private final List<NodeLog.Step> steps = new ArrayList<>();

    private static String news(String id) {
        return "Node " + N2 + " reported node " + id + " as not reachable.";
    }

    /** n2 says in a PING to n1 that n6 fails, and that n5 does if the log tells that of it. */
    private void suspected(long millis, String... told) {
        List<BusMessage.Gossip> gossip = new ArrayList<>(List.of(new BusMessage.Gossip(N6, true)));
        List<String> details =
                new ArrayList<>(List.of("ping packet received: " + N2, "GOSSIP " + N6 + " 127.0.0.1:1 slave,fail?"));
        if (List.of(told).contains(news(N5))) {
            gossip.add(0, new BusMessage.Gossip(N5, true));
            details.add(1, "GOSSIP " + N5 + " 127.0.0.1:1 slave,fail?");
        }
        BusMessage ping = new BusMessage(
                "ping", BusMessage.HEADER, N2, 3, 2, new BitSet(), "", false, false, gossip, "", 0, new BitSet());
        connection.requests.add(new Bus.Sent(ping, "n2", "n1", true, 1000 * millis));
        details.addAll(List.of(told));
        steps.add(new NodeLog.Step(
                steps.size() + 1,
                1000 * millis,
                "ping",
                BusMessage.HEADER,
                "--- Processing packet of type ping",
                details));
    }

    private List<ClusterEvent> events() throws IOException {
        return new NodeChronicle("n1", new ClusterLayout(3, 3, 2), List.of(connection), List.of()).tell(steps);
    }

    private List<String> actions() throws IOException {
        return events().stream().map(each -> each.action).toList();
    }

    private static Object reported(ClusterEvent event, String node) {
        return Objects.requireNonNull(((Map<?, ?>) Objects.requireNonNull(event.state.get("reports"))).get(node));
    }

    @Test
    void aReportThatIsNewsAgainHasBeenForgottenBefore() throws IOException {
        suspected(1000, NEWS);
        suspected(2500);
        suspected(4600, NEWS);

        assertThat(actions()).containsExactly("ReceivePing", "ReceivePing", "ExpireReport", "ReceivePing");
    }

    /** The message takes all that it says at once, and what is forgotten is forgotten before. */
    @Test
    void whatIsForgottenIsForgottenBeforeTheMessageIsTaken() throws IOException {
        suspected(1000, NEWS);
        suspected(4600, news(N5), NEWS);

        List<ClusterEvent> events = events();
        assertThat(events.get(1).action).isEqualTo("ExpireReport");
        assertThat(reported(events.get(1), "n5")).isEqualTo(SpecMessages.set(Set.of()));
        assertThat(reported(events.get(1), "n6")).isEqualTo(SpecMessages.set(Set.of()));
        assertThat(reported(events.get(2), "n5")).isEqualTo(SpecMessages.set(Set.of("n2")));
        assertThat(reported(events.get(2), "n6")).isEqualTo(SpecMessages.set(Set.of("n2")));
    }

    @Test
    void aReportIsNotForgottenSoonerThanAfterTwiceTheNodeTimeout() {
        suspected(1000, NEWS);
        suspected(2500, NEWS);

        assertThatThrownBy(this::actions)
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "n1.log:2: what n2 says of n6 is news, and it has said so less than twice the node-timeout ago");
    }
}
