package dev.lockstep.reading;

import dev.lockstep.checker.model.Counterexample;
import dev.lockstep.checker.trace.Value;
import dev.lockstep.pages.Html;
import dev.lockstep.pages.SpaceTimeDiagram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Draws a counterexample as a space-time diagram. Processes are the arguments of the functions that most variables are. A step is of the process at
 * which such functions change, if there is only one. A record with {@code from} and {@code to} is a message: sent when it first is somewhere in
 * the state, gone when it no longer is, and received if the step is of the process that it is for.
 */
final class RunPicture {
    private final List<Map<String, Value>> states = new ArrayList<>();
    private final List<String> lanes;
    private final List<SpaceTimeDiagram.Event> events = new ArrayList<>();
    private final List<SpaceTimeDiagram.Arrow> arrows = new ArrayList<>();

    private record Sent(int event, int from, int to) {}

    private RunPicture(Counterexample counterexample) {
        counterexample.states().forEach(state -> states.add(state.values()));
        this.lanes = List.copyOf(processes(states.get(0)));
        Map<String, List<Sent>> open = new LinkedHashMap<>();
        Map<String, Integer> before = new HashMap<>();
        for (int i = 1; i < states.size(); i++) {
            int event = i - 1;
            int lane = lane(states.get(i - 1), states.get(i));
            boolean isLast = i + 1 == states.size();
            events.add(new SpaceTimeDiagram.Event(
                    lane,
                    (i + 1) + "  " + counterexample.states().get(i).action(),
                    isLast ? SpaceTimeDiagram.Kind.WRONG : SpaceTimeDiagram.Kind.STEP,
                    "",
                    ""));
            Map<String, Value> found = new TreeMap<>();
            Map<String, Integer> now = new TreeMap<>();
            states.get(i).values().forEach(value -> messages(value, found, now));
            Set<String> all = new TreeSet<>(before.keySet());
            all.addAll(now.keySet());
            for (String message : all) {
                int more = now.getOrDefault(message, 0) - before.getOrDefault(message, 0);
                List<Sent> waiting = open.computeIfAbsent(message, key -> new ArrayList<>());
                for (int k = 0; k < -more && !waiting.isEmpty(); k++) {
                    Sent sent = waiting.remove(0);
                    boolean isReceived = sent.to < 0 || sent.to == lane;
                    arrows.add(new SpaceTimeDiagram.Arrow(
                            sent.event,
                            event,
                            sent.from,
                            sent.to,
                            message,
                            isReceived ? SpaceTimeDiagram.Fate.RECEIVED : SpaceTimeDiagram.Fate.LOST));
                }
                for (int k = 0; k < more; k++) {
                    Value value = found.get(message);
                    waiting.add(new Sent(event, end(value, "from"), end(value, "to")));
                }
            }
            before = now;
        }
        open.forEach((message, waiting) -> waiting.forEach(sent -> arrows.add(new SpaceTimeDiagram.Arrow(
                sent.event, sent.event, sent.from, sent.to, message, SpaceTimeDiagram.Fate.OPEN))));
    }

    /** Draws a counterexample; where its values cannot be read its steps are listed. */
    static Html of(Counterexample counterexample) {
        try {
            RunPicture picture = new RunPicture(counterexample);
            boolean hasProcesses = picture.events.stream().anyMatch(event -> event.lane() >= 0);
            List<String> drawn = hasProcesses ? picture.lanes : List.of();
            List<SpaceTimeDiagram.Arrow> sent = hasProcesses ? picture.arrows : List.of();
            return Html.of("div").css("figure").add(new SpaceTimeDiagram(drawn, picture.events, sent).svg());
        } catch (IllegalArgumentException e) {
            Html list = Html.of("ol");
            counterexample.states().forEach(state -> list.add(Html.of("li", state.action())));
            return list;
        }
    }

    private static Set<String> arguments(Value value) {
        Set<String> arguments = new TreeSet<>();
        if (value instanceof Value.Rec rec) {
            arguments.addAll(rec.fields().keySet());
        } else if (value instanceof Value.Fun function) {
            function.pairs().forEach(pair -> arguments.add(name(pair.argument())));
        }
        return arguments;
    }

    private static String name(Value value) {
        return value instanceof Value.Str string ? string.value() : value.toString();
    }

    /** Returns the set of arguments that most variables have, the larger one of two. */
    private static Set<String> processes(Map<String, Value> state) {
        Map<Set<String>, Integer> times = new LinkedHashMap<>();
        state.values().stream()
                .map(RunPicture::arguments)
                .filter(arguments -> !arguments.isEmpty())
                .forEach(arguments -> times.merge(arguments, 1, Integer::sum));
        Set<String> best = Set.of();
        for (Map.Entry<Set<String>, Integer> each : times.entrySet()) {
            int most = times.getOrDefault(best, 0);
            boolean isLarger = each.getKey().size() > best.size();
            if (each.getValue() > most || each.getValue() == most && isLarger) {
                best = each.getKey();
            }
        }
        return best;
    }

    private int lane(Map<String, Value> before, Map<String, Value> after) {
        Set<String> changed = new TreeSet<>();
        after.forEach((variable, value) -> {
            if (Set.copyOf(arguments(value)).equals(Set.copyOf(lanes))) {
                for (String lane : lanes) {
                    if (!at(value, lane).equals(at(before.get(variable), lane))) {
                        changed.add(lane);
                    }
                }
            }
        });
        Set<String> own = new TreeSet<>(changed);
        if (own.size() > 1) {
            // Channels, as functions of processes, may change at others too: those do not count.
            own.removeIf(lane -> after.entrySet().stream()
                    .noneMatch(each -> !isOfChannels(each.getValue())
                            && arguments(each.getValue()).equals(new TreeSet<>(lanes))
                            && !at(each.getValue(), lane).equals(at(before.get(each.getKey()), lane))));
        }
        return own.size() == 1 ? lanes.indexOf(own.iterator().next()) : -1;
    }

    private boolean isOfChannels(Value value) {
        return lanes.stream().anyMatch(lane -> arguments(at(value, lane)).equals(new TreeSet<>(lanes)));
    }

    private static Value at(Value function, String argument) {
        if (function instanceof Value.Rec rec && rec.fields().containsKey(argument)) {
            return rec.fields().get(argument);
        }
        if (function instanceof Value.Fun fun) {
            for (Value.Pair pair : fun.pairs()) {
                if (name(pair.argument()).equals(argument)) {
                    return pair.result();
                }
            }
        }
        return new Value.Text("");
    }

    private void messages(Value value, Map<String, Value> found, Map<String, Integer> times) {
        if (value instanceof Value.Rec rec) {
            if (end(rec, "from") >= 0 && rec.fields().containsKey("to")) {
                found.put(rec.toString(), rec);
                times.merge(rec.toString(), 1, Integer::sum);
            } else {
                rec.fields().values().forEach(each -> messages(each, found, times));
            }
        } else if (value instanceof Value.SetOf set) {
            set.elements().forEach(each -> messages(each, found, times));
        } else if (value instanceof Value.Seq sequence) {
            sequence.elements().forEach(each -> messages(each, found, times));
        } else if (value instanceof Value.Fun function) {
            function.pairs().forEach(pair -> {
                messages(pair.argument(), found, times);
                messages(pair.result(), found, times);
            });
        }
    }

    private int end(Value message, String field) {
        return message instanceof Value.Rec rec && rec.fields().get(field) instanceof Value.Str name
                ? lanes.indexOf(name.value())
                : -1;
    }
}
