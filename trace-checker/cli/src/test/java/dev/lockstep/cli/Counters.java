package dev.lockstep.cli;

import dev.lockstep.explorable.Explorable;
import java.util.List;

/** Two counters without end. */
public final class Counters implements Explorable {
    @Override
    public String header() {
        return "{\"lockstep\":1,\"spec\":\"Counts\"}";
    }

    @Override
    public State initial() {
        return new At(0, 0);
    }

    private record At(int a, int b) implements State {
        @Override
        public Object key() {
            return this;
        }

        @Override
        public List<Transition> steps() {
            return List.of(new Transition(event("a"), new At(a + 1, b)), new Transition(event("b"), new At(a, b + 1)));
        }

        private static String event(String process) {
            return "{\"action\":\"Go\",\"args\":{\"p\":\"" + process + "\"}}";
        }
    }
}
