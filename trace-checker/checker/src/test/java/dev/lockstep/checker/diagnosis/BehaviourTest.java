package dev.lockstep.checker.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.Sample;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The behaviour that explains a trace has all its steps, the hidden ones too, and ends before what is rejected. */
class BehaviourTest {
    private static Behaviour of(Sample sample) throws Exception {
        try (TraceReader trace = sample.open()) {
            return Behaviour.of(sample.check(), sample.load(), trace);
        }
    }

    private static List<Long> values(Behaviour behaviour, String variable) {
        return behaviour.states().stream()
                .map(state -> ((Value.Int) state.get(variable)).value().longValue())
                .toList();
    }

    @Test
    void hiddenStepsHaveStatesOfTheirOwn() throws Exception {
        Behaviour behaviour = of(Sample.of(
                "Relay",
                "\"hidden\":[\"Pass\",\"Pass2\"]",
                "{\"action\":\"Put\",\"args\":{\"v\":3}}",
                "{\"action\":\"Get\",\"args\":{\"v\":3}}"));
        assertThat(values(behaviour, "first")).containsExactly(0L, 3L, 0L, 0L, 0L);
        assertThat(values(behaviour, "second")).containsExactly(0L, 0L, 3L, 0L, 0L);
        assertThat(values(behaviour, "third")).containsExactly(0L, 0L, 0L, 3L, 0L);
    }

    @Test
    void ofSeveralStatesThoseAreTakenThatLeadToTheEnd() throws Exception {
        Behaviour behaviour =
                of(Sample.of("Guess", "", "{\"action\":\"Choose\"}", "{\"action\":\"Show\",\"args\":{\"k\":3}}"));
        assertThat(values(behaviour, "chosen")).containsExactly(0L, 3L, 3L);
    }

    @Test
    void itEndsBeforeTheRejectedEvent() throws Exception {
        Behaviour behaviour = of(Sample.of(
                "Guess",
                "",
                "{\"action\":\"Choose\",\"args\":{\"k\":1}}",
                "{\"action\":\"Show\",\"args\":{\"k\":3}}",
                "{\"action\":\"Forget\"}"));
        assertThat(values(behaviour, "chosen")).containsExactly(0L, 1L);
    }

    @Test
    void itIsOfTheInstanceThatIsRejected() throws Exception {
        Behaviour behaviour = of(Sample.of(
                "Guess",
                "",
                "{\"instance\":\"a\",\"action\":\"Choose\",\"args\":{\"k\":1}}",
                "{\"instance\":\"b\",\"action\":\"Choose\",\"args\":{\"k\":3}}",
                "{\"instance\":\"b\",\"action\":\"Show\",\"args\":{\"k\":4}}"));
        assertThat(behaviour.instance()).isEqualTo(Optional.of("b"));
        assertThat(values(behaviour, "chosen")).containsExactly(0L, 3L);
    }

    @Test
    void valuesAreThoseThatATraceWouldHave() throws Exception {
        Behaviour behaviour = of(Sample.of(
                "Bank",
                "\"constants\":{\"Account\":{\"#set\":[\"a\",\"b\"]},\"Opening\":{\"#map\":[[\"a\",7],[\"b\",3]]}}",
                "{\"action\":\"Transfer\",\"args\":{\"from\":\"a\",\"to\":\"b\",\"n\":2}}"));
        assertThat(behaviour.states().get(1))
                .containsEntry("balance", new Value.Rec(Map.of("a", new Value.Int(5), "b", new Value.Int(5))))
                .containsEntry(
                        "log",
                        new Value.Seq(List.of(new Value.Rec(Map.of(
                                "from", new Value.Str("a"),
                                "to", new Value.Str("b"),
                                "amount", new Value.Int(2))))));
    }
}
