package dev.lockstep.flink;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Limits;
import dev.lockstep.checker.Specs;
import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.diagnosis.Diagnosis;
import dev.lockstep.checker.shortcut.Shortcuts;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceBlocks;
import dev.lockstep.checker.trace.TraceSource;
import dev.lockstep.checker.trace.Traces;
import dev.lockstep.cli.report.Complaint;
import dev.lockstep.cli.report.Coverage;
import dev.lockstep.cli.report.ResultJson;
import dev.lockstep.cli.report.Said;
import dev.lockstep.report.Places;
import dev.lockstep.report.SourceFolders;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;

/** Is what an operator checks with. Specs are loaded once in a process; for each header there is a checker that has seen no event. */
final class Checking {
    /** So many of an instance's last events are kept with its states, for explanations. */
    static final int REMEMBERED = 16;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, WeakReference<Specs>> SHARED = new HashMap<>();

    private final Settings settings;
    private final Specs specs;
    private final Map<String, OfHeader> known = new HashMap<>();

    /**
     * Makes what the operators of one job in one process share.
     *
     * @param job the job's id: another job loads the specs anew, which may have changed
     */
    Checking(Settings settings, String job) {
        this.settings = settings;
        this.specs = shared(settings, job);
    }

    private static Specs shared(Settings settings, String job) {
        synchronized (SHARED) {
            SHARED.values().removeIf(reference -> reference.get() == null);
            String key = job + Arrays.toString(settings.modules());
            WeakReference<Specs> reference = SHARED.get(key);
            Specs specs = reference == null ? null : reference.get();
            if (specs == null) {
                List<Path> modules =
                        Arrays.stream(settings.modules()).map(Path::of).toList();
                specs = new Specs(Shortcuts.ALL, modules);
                SHARED.put(key, new WeakReference<>(specs));
            }
            return specs;
        }
    }

    Settings settings() {
        return settings;
    }

    /**
     * Holds what traces with one header have in common.
     *
     * @param beginning a checker that has seen no event
     */
    record OfHeader(TraceBlocks blocks, LoadedSpec spec, TraceChecker beginning, Places places) {
        Header header() {
            return blocks.header();
        }
    }

    /**
     * Returns what belongs to a header.
     *
     * @param trace the name of the trace, for messages
     * @param line the trace's first line
     * @throws InvalidInputException the line is no header, or there is no spec for it
     */
    OfHeader of(String trace, byte[] line) throws InvalidInputException {
        String key = new String(line, StandardCharsets.ISO_8859_1);
        OfHeader of = known.get(key);
        if (of == null) {
            TraceBlocks blocks = TraceBlocks.of(trace, line);
            Header header = blocks.header();
            LoadedSpec spec = specs.forTrace(trace, header, path(settings.spec()), path(settings.config()));
            TraceChecker beginning =
                    new TraceChecker(spec, trace, header, header.initially(), new Limits(settings.candidates()));
            of = new OfHeader(blocks, spec, beginning, new Places(spec, new SourceFolders(List.of(Path.of("")))));
            known.put(key, of);
        }
        return of;
    }

    private static Path path(String name) {
        return name.isEmpty() ? null : Path.of(name);
    }

    // ---------------------------------------------------------------- outcomes

    /** Tells that an instance has failed: the explanation is made here, where the states and mostly the trace are. */
    Outcome failed(String trace, OfHeader of, CheckResult result) throws IOException {
        CheckResult explained = result;
        Said said = new Said(of.places(), null);
        if (!result.verdict().isAccepted()) {
            said.remark(remark(of));
        }
        said.begin(result);
        Optional<TraceSource> source = source(trace);
        if (source.isPresent() && settings.hintSeconds() > 0) {
            explained = hinted(result, of, source.get());
        }
        said.end(explained);
        return outcome(
                trace,
                Outcome.Kind.FAILED,
                of,
                explained.verdict(),
                explained.event(),
                Outcome.Counts.NONE,
                said.lines(),
                JSON.writeValueAsString(ResultJson.of(explained, of.places())));
    }

    private CheckResult hinted(CheckResult result, OfHeader of, TraceSource trace) throws IOException {
        try {
            return Diagnosis.explain(
                    result, of.spec(), new Limits(settings.candidates()), trace, settings.hintSeconds());
        } catch (InvalidInputException e) {
            return result; // what is wrong with the rest of the trace is told when it is read
        }
    }

    /** Returns the trace, to be read again; empty: it is in no local file. */
    private static Optional<TraceSource> source(String trace) {
        try {
            Path file = Path.of(trace);
            return Files.isRegularFile(file)
                    ? Optional.of(() -> Traces.open(file, Traces.Format.LOCKSTEP))
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Says that the trace is of another spec than the one that was given. It is empty if it is not. */
    private static String remark(OfHeader of) {
        String named = of.header().spec();
        return named.isEmpty() || named.equals(of.spec().name())
                ? ""
                : "the trace's header names the spec " + named + ", and "
                        + of.spec().name() + " was given";
    }

    /**
     * Tells that the trace, or the spec, is invalid.
     *
     * @param of null: not even its header is understood
     * @param event index of the event that names what the spec does not have; 0: the trace cannot be read further
     */
    Outcome invalid(String trace, Outcome.Kind kind, OfHeader of, long event, Exception e, Outcome.Counts counts) {
        String remark = of == null ? "" : remark(of);
        Complaint complaint =
                remark.isEmpty() ? Complaint.of(e) : Complaint.of(e).after(remark);
        return outcome(
                trace,
                kind,
                of,
                Verdict.INVALID,
                event,
                counts,
                List.of(complaint.toString()),
                JSON.writeValueAsString(ResultJson.invalid(trace, complaint)));
    }

    /** Tells that all of a trace, or of an instance, was taken. */
    Outcome ended(String trace, Outcome.Kind kind, OfHeader of, Outcome.Counts counts) {
        return outcome(trace, kind, of, Verdict.ACCEPTED, 0, counts, List.of(), "");
    }

    private Outcome outcome(
            String trace,
            Outcome.Kind kind,
            OfHeader of,
            Verdict verdict,
            long event,
            Outcome.Counts counts,
            List<String> text,
            String json) {
        boolean isOfTrace = kind == Outcome.Kind.READ && of != null;
        return new Outcome(
                trace,
                kind,
                verdict,
                event,
                counts,
                text,
                json,
                isOfTrace ? remarks(of) : List.of(),
                of == null ? "" : of.spec().name(),
                isOfTrace ? Coverage.shown(of.spec()) : List.of(),
                isOfTrace ? List.copyOf(new TreeSet<>(of.header().hidden())) : List.of());
    }

    private List<String> remarks(OfHeader of) {
        String config = settings.config().isEmpty() ? of.spec().name() + ".cfg" : settings.config();
        List<String> remarks = new ArrayList<>();
        if (!of.spec().unchecked().isEmpty()) {
            remarks.add(config + ": not checked in traces: "
                    + String.join(", ", of.spec().unchecked()));
        }
        if (!of.spec().ignored().isEmpty()) {
            remarks.add(config + ": of no matter for traces, ignored: "
                    + String.join(", ", of.spec().ignored()));
        }
        return remarks;
    }
}
