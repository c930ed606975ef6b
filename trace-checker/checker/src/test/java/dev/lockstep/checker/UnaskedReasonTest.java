package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.TraceReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hints and shrinking try very many events that are no steps: why these are none is found out only where it is asked. */
class UnaskedReasonTest {
    /** The same spec, which notes where it is asked for an invariant that a state violates, but for whether an event is a step. */
    private static LoadedSpec noting(LoadedSpec spec, List<String> asked) {
        return (LoadedSpec) Proxy.newProxyInstance(
                LoadedSpec.class.getClassLoader(), new Class<?>[] {LoadedSpec.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("violatedInvariant") && method.getParameterCount() == 1) {
                        asked.add(String.valueOf(arguments[0]));
                    }
                    try {
                        return method.invoke(spec, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void whereAnEventIsStuckIsLookedForWhenItIsAsked() throws Exception {
        Sample sample = Sample.of(
                "Relay",
                "",
                "{\"action\":\"Put\",\"args\":{\"v\":5}}",
                "{\"action\":\"Lose\"}",
                "{\"action\":\"Put\",\"args\":{\"v\":6}}",
                "{\"action\":\"Lose\"}");
        List<String> asked = new ArrayList<>();
        try (TraceReader reader = sample.open()) {
            TraceChecker checker = new TraceChecker(
                    noting(sample.load(), asked), reader.name(), reader.header(), reader.initially(), Limits.DEFAULT);
            asked.clear();
            boolean isAccepted = true;
            for (Event event = reader.next(); event != null; event = reader.next()) {
                isAccepted = checker.accept(event);
            }
            assertThat(isAccepted).isFalse();
            assertThat(checker.verdict()).isEqualTo(Verdict.REJECTED);
            assertThat(asked).as("nobody wants to know why").isEmpty();
            assertThat(checker.rejection().invariant()).isEqualTo("FewLost");
            assertThat(asked).as("now the state is looked for").isNotEmpty();
        }
    }
}
