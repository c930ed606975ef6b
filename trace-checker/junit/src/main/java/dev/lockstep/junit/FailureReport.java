package dev.lockstep.junit;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.ExplanationText;
import dev.lockstep.checker.reason.Emphasis;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Traces;
import dev.lockstep.report.Places;
import dev.lockstep.report.ReportPage;
import dev.lockstep.report.ReportedRun;
import dev.lockstep.report.SourceFolders;
import dev.lockstep.report.Sources;
import dev.lockstep.report.TraceRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the page of a trace that a test has not accepted. */
final class FailureReport {
    private FailureReport() {}

    /** Returns the page of a trace, which is below {@code target/traces}. */
    static Path page(List<Path> files) {
        Path first = files.get(0);
        boolean isBelowTarget = first.startsWith(Path.of("target"));
        return (isBelowTarget ? first : Path.of("target", "traces").resolve(first.getFileName()))
                .resolveSibling(first.getFileName() + ".html");
    }

    /**
     * Writes the page below {@code target/traces}.
     *
     * @return a line that names the file, or says why there is none: the test's failure is what counts
     */
    static String write(CheckResult result, LoadedSpec spec, List<Path> files) {
        Path page = page(files);
        SourceFolders folders = new SourceFolders(List.of(Path.of("")));
        Places places = new Places(spec, folders);
        ExplanationText text =
                new ExplanationText(place -> places.ofSpec(place).toString(), places::ofCode, Emphasis.NONE);
        try (TraceReader trace = Traces.merge(files)) {
            ReportedRun run = TraceRun.of(result, spec, trace, text);
            Files.createDirectories(page.toAbsolutePath().getParent());
            Files.writeString(
                    page, ReportPage.of(run, Sources.of(run, spec, folders)).toString());
            return "the report: " + page;
        } catch (InvalidInputException | IOException e) {
            return "there is no report: " + e.getMessage();
        }
    }
}
