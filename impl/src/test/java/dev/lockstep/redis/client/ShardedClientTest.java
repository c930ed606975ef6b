package dev.lockstep.redis.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The client follows redirections. The nodes are lists of replies, which say what they are asked. */
class ShardedClientTest {
    private static final int SLOT = HashSlot.of("k");
    private static final Reply OK = new Reply.Text("OK");

    private final Map<String, Deque<Reply>> replies = new HashMap<>();
    private final List<String> heard = new ArrayList<>();
    private final List<Integer> pauses = new ArrayList<>();
    private Reply slots = new Reply.Many(List.of());

    private final ShardedClient client = new ShardedClient(this::answer, List.of("h:1", "h:2"), pauses::add);

    private Reply answer(String address, List<List<String>> commands) throws IOException {
        if (commands.get(0).get(0).equals("CLUSTER")) {
            return slots;
        }
        heard.add(address + " "
                + String.join(
                        ";",
                        commands.stream().map(words -> String.join(" ", words)).toList()));
        Deque<Reply> waiting = replies.get(address);
        if (waiting == null || waiting.isEmpty()) {
            throw new IOException(address + " is down");
        }
        return waiting.remove();
    }

    private void answers(String address, Reply... all) {
        replies.put(address, new ArrayDeque<>(List.of(all)));
    }

    private static Reply failure(String message) {
        return new Reply.Failure(message);
    }

    private static Reply range(int port) {
        return new Reply.Many(List.of(
                new Reply.Number(0),
                new Reply.Number(HashSlot.COUNT - 1),
                new Reply.Many(List.of(new Reply.Text("h"), new Reply.Number(port), new Reply.Text("id")))));
    }

    @Test
    void theOwnerIsAskedAsClusterSlotsSays() throws Exception {
        slots = new Reply.Many(List.of(range(2)));
        answers("h:2", OK);

        assertThat(client.ask("k", "SET", "k", "v").reply()).isEqualTo(OK);
        assertThat(heard).containsExactly("h:2 SET k v");
    }

    @Test
    void movedIsRemembered() throws Exception {
        answers("h:1", failure("MOVED " + SLOT + " h:3"));
        answers("h:3", OK, OK);

        assertThat(client.ask("k", "GET", "k"))
                .isEqualTo(new ShardedClient.Outcome(OK, List.of("h:1", "h:3"), List.of("MOVED")));
        client.ask("k", "GET", "k");

        assertThat(client.owner(SLOT)).isEqualTo("h:3");
        assertThat(heard).containsExactly("h:1 GET k", "h:3 GET k", "h:3 GET k");
    }

    @Test
    void askIsForThisCommandOnlyAndComesWithAsking() throws Exception {
        slots = new Reply.Many(List.of(range(1)));
        answers("h:1", failure("ASK " + SLOT + " h:3"), OK);
        answers("h:3", OK);

        client.ask("k", "GET", "k");
        client.ask("k", "GET", "k");

        assertThat(heard).containsExactly("h:1 GET k", "h:3 ASKING;GET k", "h:1 GET k");
    }

    @Test
    void whoIsToldToTryAgainWaitsAndAsksTheSameAgain() throws Exception {
        slots = new Reply.Many(List.of(range(1)));
        answers("h:1", failure("TRYAGAIN Multiple keys request during rehashing of slot"), OK);

        assertThat(client.ask("k", "MGET", "k", "k").redirected()).containsExactly("TRYAGAIN");
        assertThat(pauses).containsExactly(1);
    }

    @Test
    void whereNobodyAnswersTheSlotsAreAskedForAgain() throws Exception {
        slots = new Reply.Many(List.of(range(4)));
        client.refresh();
        slots = new Reply.Many(List.of(range(2)));
        answers("h:2", OK);

        assertThat(client.ask("k", "GET", "k").redirected()).containsExactly("UNREACHABLE");
        assertThat(heard).containsExactly("h:4 GET k", "h:2 GET k");
    }

    @Test
    void otherErrorsAreTheAnswer() throws Exception {
        answers("h:1", failure("ERR no such command"));

        assertThat(client.ask("k", "FOO", "k").reply()).isEqualTo(failure("ERR no such command"));
    }

    @Test
    void aCircleOfRedirectionsHasAnEnd() throws Exception {
        Reply[] around = new Reply[ShardedClient.ATTEMPTS];
        java.util.Arrays.fill(around, failure("MOVED " + SLOT + " :1"));
        answers("h:1", around);

        ShardedClient.Outcome outcome = client.ask("k", "GET", "k");

        assertThat(outcome.reply()).isEqualTo(around[0]);
        assertThat(outcome.asked()).hasSize(ShardedClient.ATTEMPTS).containsOnly("h:1");
    }
}
