package dev.lockstep.cli;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Limits;
import dev.lockstep.checker.Specs;
import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Traces;
import dev.lockstep.cli.report.Checked;
import dev.lockstep.protocol.Protocol;
import dev.lockstep.protocol.RunControl;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.report.LiveRun;
import dev.lockstep.report.LiveServer;
import dev.lockstep.report.Places;
import dev.lockstep.report.ReportedRun;
import dev.lockstep.report.SourceFolders;
import dev.lockstep.report.TraceRun;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** Runs an implementation while a page shows it, and goes on to show it afterwards. */
final class ServedRun {
    private final Specs specs = new Specs();

    /** Waits while the page is served of a run that is over. */
    interface Afterwards {
        void await(RunReport report) throws InterruptedException;
    }

    /**
     * Runs.
     *
     * @param address takes where the page is
     * @throws IllegalArgumentException the protocol cannot be watched
     */
    RunReport run(String name, Protocol protocol, RunOptions options, Consumer<String> address, Afterwards afterwards)
            throws IOException, InterruptedException {
        Set<RunControl.Kind> kinds = protocol.controls(options);
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("--serve: " + name + " cannot be watched over "
                    + RunCommand.name(options.transport()) + " while it runs");
        }
        LiveRun live = new LiveRun("lockstep run " + name, kinds, protocol.limits(options));
        try (LiveServer server = LiveServer.start(live, this::judged)) {
            address.accept(server.address());
            RunReport report;
            try {
                report = protocol.run(options, live);
            } catch (IOException | RuntimeException e) {
                live.over(List.of(), String.valueOf(e.getMessage()));
                throw e;
            }
            live.over(lines(options.trace()), "");
            afterwards.await(report);
            return report;
        }
    }

    private static List<String> lines(Path trace) throws IOException {
        try (InputStream file = Files.newInputStream(trace);
                InputStream in = trace.toString().endsWith(".gz") ? new GZIPInputStream(file) : file;
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private ReportedRun judged(List<String> lines) throws IOException, InvalidInputException {
        try (TraceReader trace = read(lines);
                TraceReader again = read(lines)) {
            LoadedSpec spec = specs.forTrace(trace.name(), trace.header(), null, null);
            CheckResult result = TraceChecker.check(spec, trace, Limits.DEFAULT);
            return TraceRun.of(result, spec, again, Checked.text(new Places(spec, new SourceFolders(List.of()))));
        }
    }

    private static TraceReader read(List<String> lines) throws InvalidInputException {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        return Traces.read("trace.ndjson", new ByteArrayInputStream(bytes), Traces.Format.LOCKSTEP);
    }
}
