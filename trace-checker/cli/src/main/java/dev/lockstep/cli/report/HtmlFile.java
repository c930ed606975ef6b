package dev.lockstep.cli.report;

import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.report.ReportPage;
import dev.lockstep.report.ReportedRun;
import dev.lockstep.report.Sources;
import dev.lockstep.report.TraceRun;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes the page of a trace. */
final class HtmlFile {
    private HtmlFile() {}

    static void write(List<Checked> one, Writer out) throws IOException, InvalidInputException {
        Checked checked = one.get(0);
        try (TraceReader trace = checked.trace().open()) {
            ReportedRun run = TraceRun.of(checked.result(), checked.spec(), trace, Checked.text(checked.places()));
            Sources sources = Sources.of(run, checked.spec(), checked.places().sources());
            out.write(ReportPage.of(run, sources).toString());
        }
    }
}
