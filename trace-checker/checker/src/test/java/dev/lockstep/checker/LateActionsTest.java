package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Actions that happen unlogged, right before an event of their process which is no step without them. */
class LateActionsTest {
    private static final String PUT = "{\"action\":\"Put\",\"args\":{\"v\":3}}";
    private static final String GET = "{\"action\":\"Get\",\"args\":{\"v\":3}}";

    private static Sample relay(String late, String... events) {
        return Sample.of("Relay", "\"late\":[" + late + "]", events);
    }

    @Test
    void asFewAsPossibleHappenAndAreCounted() throws Exception {
        Sample once = relay("\"Pass\",\"Pass2\",\"Double\"", PUT, GET);
        once.isAccepted();
        assertThat(once.check().late()).isEqualTo(2);
        assertThat(once.check()).hasToString("Relay.ndjson: accepted, 2 events, and 2 steps that are not logged");

        Sample thrice = relay("\"Pass\",\"Pass2\"", PUT, PUT, PUT, GET, GET, GET);
        thrice.isAccepted();
        assertThat(thrice.check().late()).isEqualTo(6);
        assertThat(relay("\"Pass\"", PUT).check().late()).isZero();
    }

    @Test
    void whatNoneOfThemMakesPossibleIsRejected() throws Exception {
        relay("\"Pass\",\"Pass2\"", PUT, PUT, PUT, PUT).isRejectedAt(4, "first = 0 is FALSE");
        relay("\"Pass\"", PUT, GET).isRejectedAt(2);
        relay("\"Pass\",\"Pass2\"", PUT, GET, GET).isRejectedAt(3);
        relay("\"Lose\"", PUT, PUT, PUT).isRejectedAt(3); // a second loss violates FewLost
    }

    /** Double would have to happen before Pass, which is a step without it. As a hidden action it does. */
    @Test
    void theyAreNotTakenSoonerThanNeeded() throws Exception {
        String[] events = {
            PUT, "{\"action\":\"Pass\"}", "{\"action\":\"Pass2\"}", "{\"action\":\"Get\",\"args\":{\"v\":6}}"
        };

        relay("\"Double\"", events).isRejectedAt(4);
        events[1] = "{\"action\":\"Pass\",\"state\":{\"second\":6}}";
        relay("\"Double\"", events).isAccepted();
    }

    @Test
    void onlyTheProcessOfTheEventTakesThem() throws Exception {
        String knock = "{\"process\":\"c1\",\"action\":\"Knock\"}";
        Sample own = Sample.of("Crowd", "\"late\":[\"Enter\"]", knock, "{\"process\":\"c1\",\"action\":\"Leave\"}");
        own.isAccepted();
        assertThat(own.check().late()).isEqualTo(1);

        Sample.of(
                        "Crowd",
                        "\"late\":[\"Knock\",\"Enter\"]",
                        "{\"process\":\"c1\",\"action\":\"Leave\",\"args\":{\"p\":\"c2\"}}")
                .isRejectedAt(1);
    }

    @Test
    void noneIsTakenAtTheEnd() throws Exception {
        String end = "{\"end\":true,\"state\":{\"second\":3}}";

        assertThat(relay("\"Pass\"", PUT, end).check().toString()).contains("second was observed as 3, the spec has 0");
    }

    @Test
    void moreThanCanBeKeptAreInconclusive() throws Exception {
        relay("\"Double\"", "{\"action\":\"Put\",\"args\":{\"v\":1}}", "{\"action\":\"Pass2\"}")
                .limitedTo(20)
                .isInconclusiveAt(2);
    }

    @Test
    void aLateActionMustBeOneOfTheSpec() {
        relay("\"Steal\"", "{}").isInvalid("Relay.ndjson:1: late: Relay has no action Steal", "Double, Get, Lose");
    }
}
