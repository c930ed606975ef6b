package dev.lockstep.cli.report;

import dev.lockstep.checker.trace.Causality;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Value;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a log that ShiViz reads with its own first pattern, {@code (?<event>.*)\n(?<host>\S*) (?<clock>{.*})}. It has two lines for each
 * event. The vector clocks count what happened before, as far as the trace tells.
 */
final class ShiViz {
    private ShiViz() {}

    static void write(List<Checked> one, Writer out) throws IOException, InvalidInputException {
        Checked checked = one.get(0);
        List<Event> events = new ArrayList<>();
        try (TraceReader trace = checked.trace().open()) {
            for (Event event = trace.next(); event != null; event = trace.next()) {
                events.add(event);
            }
        }
        boolean named = events.stream().allMatch(event -> event.process() != null);
        Causality causality = Causality.of(events);
        JsonMapper json = JsonMapper.builder().build();
        List<Map<String, Integer>> clocks = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            String host = named ? host(event.process()) : "trace";
            Map<String, Integer> clock = new LinkedHashMap<>();
            clock.put(host, 0);
            if (causality.previous(i) >= 0) {
                clocks.get(causality.previous(i)).forEach((other, time) -> clock.merge(other, time, Math::max));
            }
            for (int source : causality.sources(i)) {
                clocks.get(source).forEach((other, time) -> clock.merge(other, time, Math::max));
            }
            clock.merge(host, 1, Integer::sum);
            clocks.add(clock);
            boolean rejected = event.index() == checked.result().event();
            out.write((rejected ? "REJECTED " : "") + event.index() + " " + event.title() + "\n");
            out.write(host + " " + json.writeValueAsString(clock) + "\n");
        }
    }

    private static String host(Value process) {
        String name = process instanceof Value.Str string ? string.value() : process.toString();
        return name.replaceAll("\\s", "_");
    }
}
