package dev.lockstep.cli;

import dev.lockstep.checker.model.Counterexample;
import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceWriter;
import dev.lockstep.checker.trace.Value;
import dev.lockstep.cli.report.ItfStates;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a counterexample as a trace that {@code validate} takes, with the module and the config of the model. */
final class CounterexampleFile {
    private static final String ITF = ".itf.json";
    private static final String NDJSON = ".ndjson";

    private CounterexampleFile() {}

    /** @throws IllegalArgumentException the file is of neither format, or cannot be written */
    static void require(Path file) {
        if (!file.toString().endsWith(ITF) && !file.toString().endsWith(NDJSON)) {
            throw new IllegalArgumentException(
                    "--dump " + file + ": a counterexample is written as FILE" + ITF + " or FILE" + NDJSON);
        }
        Written.requirePlace(file);
    }

    /**
     * Writes the file, all of it or nothing.
     *
     * @throws IllegalArgumentException there is no counterexample, or a value that TLC has not written out
     */
    static void write(Model model, Counterexample counterexample, Path file) throws IOException, InvalidInputException {
        if (counterexample.states().isEmpty()) {
            throw new IllegalArgumentException(
                    "--dump " + file + ": TLC has found no counterexample in " + model.qualifiedName());
        }
        StringWriter text = new StringWriter();
        if (file.toString().endsWith(ITF)) {
            itf(model, counterexample, text);
        } else {
            ndjson(model, counterexample, text);
        }
        Files.writeString(file, text.toString());
    }

    private static void itf(Model model, Counterexample counterexample, Writer out) throws IOException {
        List<Map<String, Value>> states = counterexample.states().stream()
                .map(Counterexample.State::values)
                .toList();
        ItfStates.write(
                out,
                model.module() + ".tla",
                "counterexample of " + model.qualifiedName(),
                List.copyOf(states.get(0).keySet()),
                states,
                counterexample.loop());
    }

    /**
     * Writes the counterexample as a trace. TLC names the definition of a step, which is not always an action; where it is none, any step
     * of Next may have been it.
     */
    private static void ndjson(Model model, Counterexample counterexample, Writer out)
            throws IOException, InvalidInputException {
        LoadedSpec spec =
                SpecLoader.load(new SpecSource(model.moduleFile(), model.config(), model.modulePath(), Map.of()));
        Set<String> actions = spec.actions().keySet();
        List<Event> events = new ArrayList<>();
        List<Counterexample.State> states = counterexample.states();
        for (int i = 1; i < states.size(); i++) {
            Counterexample.State state = states.get(i);
            events.add(new Event(
                    i,
                    "",
                    i,
                    null,
                    null,
                    null,
                    actions.contains(state.action()) ? state.action() : null,
                    Map.of(),
                    state.values(),
                    Map.of(),
                    Map.of(),
                    null,
                    null,
                    null));
        }
        try (TraceWriter trace = new TraceWriter(out, Header.of(model.module()))) {
            for (Event event : events) {
                trace.write(event);
            }
        }
    }
}
