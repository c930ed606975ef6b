package dev.lockstep.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever should not come over a connection ends it, with a word to both ends why; what came before it stays. */
@Timeout(180)
class RefusalTest {
    private End a;
    private Stranger stranger;

    @BeforeEach
    void listen() throws IOException, InterruptedException {
        a = new End(End.config("a", "b", "c").withLimits(500, 10, Duration.ofSeconds(30)));
        stranger = new Stranger(a.address());
    }

    @AfterEach
    void close() throws IOException {
        stranger.close();
        a.close();
    }

    @Test
    void aPeerThatNobodyListedIsRefused() throws Exception {
        stranger.hello("mallory", "a");

        assertRefused("mallory", "mallory is no peer of a");
    }

    @Test
    void aPeerOfAnotherClusterIsRefused() throws Exception {
        stranger.hello(Frame.VERSION, "elsewhere", "b", "a", "i");

        assertRefused("b", "this is cluster words, not elsewhere");
    }

    @Test
    void aPeerThatLooksForSomebodyElseIsRefused() throws Exception {
        stranger.hello("b", "c");

        assertRefused("b", "this is a, not c");
    }

    @Test
    void aPeerOfAnotherVersionIsRefused() throws Exception {
        stranger.hello(99, End.CLUSTER, "b", "a", "i");

        assertRefused("b", "this is version 1, not 99");
    }

    @Test
    void anOversizedFrameIsRefusedByItsLengthAlone() throws Exception {
        stranger.length(501);

        assertRefused("somebody", "a frame is longer than 500 bytes");
    }

    @Test
    void aFrameOfTheLargestSizeIsRead() throws Exception {
        String hello =
                "{\"type\":\"hello\",\"version\":1,\"cluster\":\"words\",\"from\":\"b\",\"to\":\"a\",\"incarnation\":\"%s\"}";
        int rest = 500 - hello.length() + 2;
        stranger.frame(hello.formatted("i".repeat(rest)));

        assertThat(stranger.answer()).isInstanceOf(Frame.Welcome.class);
    }

    @Test
    void aNegativeLengthIsRefused() throws Exception {
        stranger.length(-1);

        assertThat(stranger.answer()).isInstanceOf(Frame.Refused.class);
        assertThat(stranger.isClosed()).isTrue();
    }

    @Test
    void whatIsNotJsonIsRefused() throws Exception {
        stranger.frame("{\"type\":");

        assertThat(((Frame.Refused) stranger.answer()).reason()).startsWith("malformed frame: not JSON: ");
        assertThat(stranger.isClosed()).isTrue();
        assertThat(End.next(a.troubles)).startsWith("a refuses somebody: malformed frame: not JSON: ");
    }

    @Test
    void anUnknownTypeOfFrameIsRefused() throws Exception {
        stranger.frame("{\"type\":\"shutdown\"}");

        assertRefused(
                "somebody",
                "malformed frame: expected an object with a type of [ack, data, hello, refused, welcome], not {\"type\":\"shutdown\"}");
    }

    @Test
    void aFieldTooManyIsRefused() throws Exception {
        stranger.frame("{\"type\":\"ack\",\"received\":1,\"root\":true}");

        assertThat(((Frame.Refused) stranger.answer()).reason())
                .startsWith("malformed frame: not a ack: ")
                .contains("root");
    }

    @Test
    void aFieldTooFewIsRefused() throws Exception {
        stranger.frame("{\"type\":\"data\",\"number\":1,\"time\":1}");

        assertThat(((Frame.Refused) stranger.answer()).reason())
                .startsWith("malformed frame: not a data: ")
                .contains("message");
    }

    @Test
    void aMessageBeforeTheHelloIsRefused() throws Exception {
        stranger.say(1, "b", 1);

        assertThat(((Frame.Refused) stranger.answer()).reason()).startsWith("unexpected frame: {\"type\":\"data\"");
        assertThat(a.words).isEmpty();
    }

    @Test
    void aSecondHelloIsRefused() throws Exception {
        stranger.hello("b", "a");
        assertThat(stranger.answer()).isInstanceOf(Frame.Welcome.class);
        stranger.hello("c", "a");

        assertThat(((Frame.Refused) stranger.answer()).reason()).startsWith("unexpected frame: {\"type\":\"hello\"");
        assertThat(stranger.isClosed()).isTrue();
    }

    @Test
    void aWelcomeToNobodysHelloIsRefused() throws Exception {
        stranger.frame("{\"type\":\"welcome\",\"incarnation\":\"i\",\"received\":0}");

        assertThat(((Frame.Refused) stranger.answer()).reason()).startsWith("unexpected frame: {\"type\":\"welcome\"");
    }

    @Test
    void aMessageInSomebodyElsesNameIsRefused() throws Exception {
        stranger.hello("b", "a");
        stranger.answer();
        stranger.say(1, "c", 1);

        assertThat(((Frame.Refused) stranger.answer()).reason())
                .startsWith("b may not send {\"type\":\"say\",\"from\":\"c\"");
        assertThat(a.words).isEmpty();
    }

    @Test
    void aMessageThatItsRecordDoesNotAllowIsRefused() throws Exception {
        stranger.hello("b", "a");
        stranger.answer();
        stranger.say(1, "b", -5);

        assertThat(((Frame.Refused) stranger.answer()).reason())
                .startsWith("not a say: ")
                .contains("a number is not negative");
        assertThat(a.words).isEmpty();
    }

    @Test
    void aGapInTheNumbersIsRefusedAndWhatCameBeforeStays() throws Exception {
        stranger.hello("b", "a");
        stranger.answer();
        stranger.say(1, "b", 10);
        assertThat(stranger.answer()).isEqualTo(new Frame.Ack(1));
        stranger.say(3, "b", 30);

        assertThat(stranger.answer()).isEqualTo(new Frame.Refused("expected message 2, not 3"));
        assertThat(stranger.isClosed()).isTrue();
        assertThat(a.words).containsExactly(new Word.Say("b", 10, "x"));
    }

    @Test
    void aRepeatedMessageIsAcknowledgedAndNotDeliveredAgain() throws Exception {
        stranger.hello("b", "a");
        stranger.answer();
        stranger.say(1, "b", 10);
        assertThat(stranger.answer()).isEqualTo(new Frame.Ack(1));
        stranger.say(1, "b", 10);
        assertThat(stranger.answer()).isEqualTo(new Frame.Ack(1));
        stranger.close();

        try (Stranger again = new Stranger(a.address()).hello("b", "a")) {
            assertThat(((Frame.Welcome) again.answer()).received()).isEqualTo(1);
            again.say(1, "b", 10).say(2, "b", 20);
            assertThat(End.next(a.words, 2)).containsExactly(new Word.Say("b", 10, "x"), new Word.Say("b", 20, "x"));
        }
        assertThat(a.words).isEmpty();
    }

    @Test
    void aPeerThatWasStartedAnewIsRefused() throws Exception {
        stranger.hello("b", "a");
        assertThat(stranger.answer()).isInstanceOf(Frame.Welcome.class);

        try (Stranger anew = new Stranger(a.address()).hello(Frame.VERSION, End.CLUSTER, "b", "a", "second life")) {
            assertThat(anew.answer())
                    .isEqualTo(
                            new Frame.Refused("b was started anew and has lost the messages that it had acknowledged"));
            assertThat(anew.isClosed()).isTrue();
        }
    }

    @Test
    void aNewConnectionOfAPeerReplacesItsOldOne() throws Exception {
        stranger.hello("b", "a");
        stranger.answer();

        try (Stranger second = new Stranger(a.address()).hello("b", "a")) {
            assertThat(second.answer()).isInstanceOf(Frame.Welcome.class);
            assertThat(stranger.isClosed()).isTrue();
        }
    }

    @Test
    void whatAStrangerSaysCannotForgeALineOfTheLog() throws Exception {
        stranger.hello("b\nc refuses everybody", "a");

        stranger.answer();
        assertThat(End.next(a.troubles))
                .startsWith("a refuses b c refuses everybody: ")
                .doesNotContain("\n");
    }

    @Test
    void whoDoesNotIntroduceItselfIsRefusedInTime() throws Exception {
        try (End hasty = new End(End.config("a", "b").withLimits(500, 10, Duration.ofMillis(50)));
                Stranger silent = new Stranger(hasty.address())) {
            assertThat(silent.answer()).isEqualTo(new Frame.Refused("no hello within 50 ms"));
            assertThat(silent.isClosed()).isTrue();
        }
    }

    private void assertRefused(String whom, String reason) throws Exception {
        assertThat(stranger.answer()).isEqualTo(new Frame.Refused(reason));
        assertThat(stranger.isClosed()).isTrue();
        assertThat(End.next(a.troubles)).isEqualTo("a refuses " + whom + ": " + reason);
    }
}
