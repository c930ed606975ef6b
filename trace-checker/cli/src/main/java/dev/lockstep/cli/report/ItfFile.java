package dev.lockstep.cli.report;

import dev.lockstep.checker.diagnosis.Behaviour;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.OptionalInt;

/** Writes the behaviour that explains a trace, as full states. */
final class ItfFile {
    private ItfFile() {}

    static void write(List<Checked> one, Writer out) throws IOException, InvalidInputException {
        Checked checked = one.get(0);
        try (TraceReader trace = checked.trace().open()) {
            Behaviour behaviour = Behaviour.of(checked.result(), checked.spec(), trace);
            String instance =
                    behaviour.instance().map(name -> ", instance " + name).orElse("");
            ItfStates.write(
                    out,
                    checked.spec().name() + ".tla",
                    "explains " + checked.name() + instance,
                    checked.spec().variables(),
                    behaviour.states(),
                    OptionalInt.empty());
        }
    }
}
