package dev.lockstep.cli;

import dev.lockstep.explorable.Explorable;
import dev.lockstep.explorable.Explorations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Two processes that count, and whose code is written by hand as the events that it would record. */
public final class ToyExploration implements Explorations {
    static Path config = Path.of("none.cfg");
    static int most = 2;
    static int step = 1;
    static Map<String, String> differences = Map.of();

    @Override
    public String name() {
        return "toy";
    }

    @Override
    public List<Explorable> explorations() {
        return List.of(new Explorable() {
            @Override
            public String model() {
                return config.toString();
            }

            @Override
            public String header() {
                return "{\"lockstep\":1,\"spec\":\"Counts\",\"local\":[\"at\"]}";
            }

            @Override
            public State initial() {
                return new At(Map.of("a", 0, "b", 0));
            }

            @Override
            public Map<String, String> differences() {
                return differences;
            }
        });
    }

    private record At(Map<String, Integer> counts) implements Explorable.State {
        @Override
        public Object key() {
            return counts;
        }

        @Override
        public List<Explorable.Transition> steps() {
            List<Explorable.Transition> steps = new ArrayList<>();
            for (String process : List.of("a", "b")) {
                int count = counts.get(process);
                if (count < most) {
                    String other = process.equals("a") ? "b" : "a";
                    String event = "{\"process\":\"" + process + "\",\"action\":\"Go\",\"args\":{\"p\":\"" + process
                            + "\"},\"state\":{\"at\":" + (count + step) + "}}";
                    At after = new At(Map.of(process, count + step, other, counts.get(other)));
                    steps.add(new Explorable.Transition(event, after));
                }
            }
            return steps;
        }
    }
}
