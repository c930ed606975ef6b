package dev.lockstep.cli;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Limits;
import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.explore.ExplorationResult;
import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.model.ModelOutcome;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.cli.report.Checked;
import dev.lockstep.report.CounterexampleRun;
import dev.lockstep.report.Places;
import dev.lockstep.report.ReportPage;
import dev.lockstep.report.ReportedRun;
import dev.lockstep.report.SourceFolders;
import dev.lockstep.report.Sources;
import dev.lockstep.report.TraceRun;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes the page of what was found in the states of a model. */
final class ModelPage {
    private ModelPage() {}

    /** Writes that of TLC's counterexample, or says that there is none. */
    static void write(Model model, ModelOutcome outcome, Writer out) throws IOException, InvalidInputException {
        LoadedSpec spec =
                SpecLoader.load(new SpecSource(model.moduleFile(), model.config(), model.modulePath(), Map.of()));
        ReportedRun run = CounterexampleRun.of(model, outcome, spec);
        SourceFolders none = new SourceFolders(List.of());
        out.write(ReportPage.of(run, Sources.of(run, spec, none)).toString());
    }

    /**
     * Writes that of an exploration. It shows the shortest run to what is wrong, else to what the code leaves out.
     *
     * @param verdict one line
     * @param lines what else is to be said
     */
    static void write(
            String model,
            LoadedSpec spec,
            ExplorationResult result,
            ReportedRun.Tone tone,
            String verdict,
            List<String> lines,
            Writer out)
            throws IOException, InvalidInputException {
        List<Event> events = result.wrong()
                .map(ExplorationResult.Wrong::run)
                .or(() -> result.missing().values().stream()
                        .map(ExplorationResult.Missing::run)
                        .findFirst())
                .orElse(List.of());
        Places places = new Places(spec, new SourceFolders(List.of(Path.of(""))));
        CheckResult checked =
                TraceChecker.check(spec, new EventsReader(model, result.header(), events), Limits.DEFAULT);
        ReportedRun run = TraceRun.of(
                        checked, spec, new EventsReader(model, result.header(), events), Checked.text(places))
                .telling(
                        verdict,
                        tone,
                        lines,
                        Map.of(
                                "states of the code", String.valueOf(result.codeStates()),
                                "states of the spec", String.valueOf(result.specStates()),
                                "depth", String.valueOf(result.depth())));
        out.write(ReportPage.of(run, Sources.of(run, spec, places.sources())).toString());
    }
}
