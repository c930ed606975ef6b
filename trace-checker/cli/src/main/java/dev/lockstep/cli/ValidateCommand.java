package dev.lockstep.cli;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Limits;
import dev.lockstep.checker.Specs;
import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.diagnosis.AnyOrder;
import dev.lockstep.checker.diagnosis.Diagnosis;
import dev.lockstep.checker.logs.ImportedTrace;
import dev.lockstep.checker.logs.LogImport;
import dev.lockstep.checker.logs.LogMapping;
import dev.lockstep.checker.sensitivity.Sensitivity;
import dev.lockstep.checker.sensitivity.SensitivityReport;
import dev.lockstep.checker.shortcut.Shortcut;
import dev.lockstep.checker.shortcut.Shortcuts;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.ReorderedReader;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.TraceSource;
import dev.lockstep.checker.trace.Traces;
import dev.lockstep.cli.report.Checked;
import dev.lockstep.cli.report.Complaint;
import dev.lockstep.cli.report.Coverage;
import dev.lockstep.cli.report.Report;
import dev.lockstep.cli.report.ResultJson;
import dev.lockstep.cli.report.Said;
import dev.lockstep.cli.report.Version;
import dev.lockstep.report.Places;
import dev.lockstep.report.SourceFolders;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "validate",
        description = "Checks that traces are behaviours of their spec.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {
            "0:all traces are accepted",
            "1:one is rejected",
            ExitCodes.USAGE,
            "3:one is inconclusive: a limit was hit; of several traces the worst counts"
        })
final class ValidateCommand implements Callable<Integer> {
    private static final Path STDIN = Path.of("-");

    /** These options have another spec loaded than without them, or a trace read in another way. */
    private static final List<String> OTHERWISE =
            List.of("--format", "--without", "--modules", "--mapping", "--engine");

    /** The command line as picocli has it; null: it was understood without picocli. */
    @Spec
    private CommandSpec command;

    @Option(
            names = "--spec",
            paramLabel = "F.tla",
            description = "The spec; else the bundled one that the trace names.")
    private Path spec;

    @Option(names = "--config", paramLabel = "F.cfg", description = "Its TLC config; else F.cfg beside the spec.")
    private Path config;

    /** Names more modules. Of jars only the definitions are taken, not the Java. */
    @Mixin
    private ModulePaths modules = new ModulePaths();

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Traces.Format format = Traces.Format.LOCKSTEP;

    @Option(names = "--merge", description = "The files are parts of one trace, each written by a process of its own.")
    private boolean merge;

    @Option(
            names = "--mapping",
            paramLabel = "M",
            description = "The files are logs of one run, and this says what their lines mean: see lockstep import.")
    private Path mapping;

    @Option(
            names = "--candidates",
            description = "Give up when more states than these explain the trace so far (default: ${DEFAULT-VALUE}).")
    private int candidates = 100_000;

    @Option(
            names = "--sensitivity",
            description =
                    "Alter each accepted trace in one event at a time, and say which alterations are not noticed.")
    private boolean sensitivity;

    @Option(names = "--mutants", description = "How many alterations at most (default: ${DEFAULT-VALUE}).")
    private int mutants = 1000;

    @Option(names = "--seed", description = "Chooses the alterations (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--any-order",
            description =
                    "Where the order of the events is rejected, look for another one that respects what happened before what"
                            + " (the order of each process, a message's sending before its receipt). Holds the trace in memory.")
    private boolean anyOrder;

    @Option(
            names = "--shrink",
            description =
                    "Write the shortest trace that is rejected in the same way beside a rejected one: t.shrunk.ndjson."
                            + " When interrupted, the shortest so far.")
    private boolean shrink;

    @Option(
            names = "--steps",
            description = "How many events --any-order and --shrink may try (default: ${DEFAULT-VALUE}).")
    private long steps = 1_000_000;

    @Option(
            names = "--report",
            paramLabel = "FORMAT=FILE",
            description =
                    "Write the results, or something made of the trace, in a format of other programs: sarif, junit,"
                            + " markdown, of one trace also html (a page), itf, shiviz, mermaid. May be given several times.")
    private Map<Report, Path> reports = Map.of();

    @Option(
            names = "--follow",
            description =
                    "The trace is still being written: wait for more until a line {\"end\":true}, an interrupt, or"
                            + " the first event that is rejected.")
    private boolean follow;

    @Option(
            names = "--source",
            paramLabel = "DIR",
            description = "Where the code is that the trace names lines of; may be given several times"
                    + " (default: below the current folder). Its files are then named with their folders.")
    private List<Path> sourceFolders = List.of(Path.of(""));

    @Option(names = "--coverage", description = "List the actions of the spec that no trace takes.")
    private boolean coverage;

    @Option(
            names = "--without",
            paramLabel = "SHORTCUT",
            split = ",",
            description = "Take no such shortcut; the verdict is the same, and later: ${COMPLETION-CANDIDATES}.")
    private List<Shortcut> without = List.of();

    @Option(names = "--timing", description = "Say on stderr how long each trace took, the spec loaded.")
    private boolean timing;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /** Says which program checks the traces. */
    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Parameters(arity = "1..*", paramLabel = "TRACE", description = "Trace files, also gzip; - is stdin.")
    private List<Path> traces;

    private Specs specs;
    private boolean isStdinRead;
    private SourceFolders sources = new SourceFolders(List.of(Path.of("")));
    private final Interruption interruption = new Interruption();
    private volatile boolean isInterruptible;
    private final Coverage covered = new Coverage();
    private ImportedTrace imported;
    private SensitivityProgress altering;
    private final List<Checked> checked = new ArrayList<>();
    private final List<Map<String, Object>> results = new ArrayList<>();
    private final Set<String> toldOfConfigs = ConcurrentHashMap.newKeySet();

    /** @param specs where those that are loaded are kept */
    ValidateCommand(Specs specs) {
        this.specs = specs;
    }

    /** Makes a command with all options but the spec as they are by default. */
    private ValidateCommand(Specs specs, Path spec, List<Path> traces) {
        this.specs = specs;
        this.spec = spec;
        this.traces = traces;
    }

    /**
     * Returns the command for a command line that has traces and no option but the spec. No library is needed to understand it. Null: it is
     * another.
     */
    static Callable<Integer> plain(Specs specs, String... args) {
        if (args.length < 2 || !args[0].equals("validate")) {
            return null;
        }
        Path spec = null;
        List<Path> files = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            boolean isSpec = args[i].equals("--spec") && spec == null && i + 1 < args.length;
            i += isSpec ? 1 : 0;
            if (args[i].isEmpty() || "-@".indexOf(args[i].charAt(0)) >= 0) {
                return null;
            } else if (isSpec) {
                spec = Path.of(args[i]);
            } else {
                files.add(Path.of(args[i]));
            }
        }
        return files.isEmpty() ? null : new ValidateCommand(specs, spec, files);
    }

    /**
     * Begins to load the spec of a trace in a thread of its own. It is there when the command line has been understood. What is wrong with
     * either is told then.
     */
    static void loadAhead(Specs specs, String... args) {
        List<String> all = List.of(args);
        if (all.stream().noneMatch(arg -> OTHERWISE.stream().anyMatch(arg::startsWith))) {
            Thread thread = new Thread(() -> loadFirst(specs, all), "lockstep-loader");
            thread.setUncaughtExceptionHandler((loader, e) -> {}); // met again, and told, where the trace is validated
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void loadFirst(Specs specs, List<String> args) {
        Path spec = value("--spec", args);
        Path config = value("--config", args);
        Optional<Path> trace = args.stream()
                .map(Path::of)
                .filter(file -> !file.equals(spec) && !file.equals(config) && Files.isRegularFile(file))
                .findFirst();
        if (trace.isPresent()) {
            try (TraceReader reader = Traces.open(trace.get(), Traces.Format.LOCKSTEP)) {
                specs.forTrace(reader.name(), reader.header(), spec, config);
            } catch (InvalidInputException | IOException | RuntimeException e) {
                return; // met again, and told, where the trace is validated
            }
        }
    }

    /** Returns the value of an option; null: it is not given, or is given otherwise. */
    private static Path value(String option, List<String> args) {
        int index = args.indexOf(option);
        return index >= 0 && index + 1 < args.size() ? Path.of(args.get(index + 1)) : null;
    }

    @Override
    public Integer call() throws Exception {
        int exitCode = Verdict.INVALID.exitCode();
        try {
            exitCode = validated();
            return exitCode;
        } finally {
            if (isInterruptible) {
                interruption.end(exitCode);
            }
        }
    }

    private int validated() throws Exception {
        List<Path> more = modules.all();
        if (engine.isAny()) {
            return byEngine(more);
        }
        if (!without.isEmpty() || !more.isEmpty()) {
            specs = new Specs(Shortcuts.without(without), more);
        }
        isStdinRead = traces.contains(STDIN);
        if (candidates < 1) {
            throw new IllegalArgumentException("--candidates must be at least 1");
        }
        if (mutants < 1) {
            throw new IllegalArgumentException("--mutants must be at least 1");
        }
        if (merge && format != Traces.Format.LOCKSTEP) {
            throw new IllegalArgumentException("--merge is for traces in Lockstep's own format");
        }
        if (mapping != null && (merge || format != Traces.Format.LOCKSTEP || isStdinRead)) {
            throw new IllegalArgumentException("--mapping is for files that are logs, which it merges");
        }
        if (shrink && (format != Traces.Format.LOCKSTEP || isStdinRead)) {
            throw new IllegalArgumentException("--shrink is for files in Lockstep's own format");
        }
        if (reports.keySet().stream().anyMatch(Report::isOfOne) && (!isOne() || isStdinRead)) {
            throw new IllegalArgumentException("--report html, itf, shiviz and mermaid are of one trace, in a file");
        }
        boolean isMore =
                merge || mapping != null || sensitivity || anyOrder || shrink || coverage || !reports.isEmpty();
        if (follow && (isMore || traces.size() > 1 || isStdinRead || format != Traces.Format.LOCKSTEP)) {
            throw new IllegalArgumentException("--follow is for one file in Lockstep's own format, and only checks it");
        }
        if (traces.indexOf(STDIN) != traces.lastIndexOf(STDIN)) {
            throw new IllegalArgumentException("- is given twice, and stdin is read once");
        }
        for (Path folder : sourceFolders) {
            if (!Files.isDirectory(folder.toAbsolutePath())) {
                throw new IllegalArgumentException("--source " + folder + ": there is no such folder");
            }
        }
        sources = new SourceFolders(sourceFolders);
        for (Path report : reports.values()) {
            Written.requirePlace(report); // before anything is checked
        }
        Verdict worst;
        if (sensitivity) {
            try (SensitivityProgress progress = new SensitivityProgress(
                    Progress.Form.of(json), err(), isOne() ? 1 : traces.size(), mutants, System::nanoTime)) {
                altering = progress;
                worst = verdict();
            }
        } else {
            worst = verdict();
        }
        altering = null;
        if (json) {
            Map<String, Object> all = results.size() == 1 ? results.get(0) : ResultJson.together(worst, results);
            if (coverage) {
                all.put("coverage", covered.objects());
            }
            print(Json.write(all));
        } else if (coverage) {
            print(covered.toString());
        }
        for (Map.Entry<Report, Path> report : reports.entrySet()) {
            report.getKey().require(checked);
            Written.whole(report.getValue(), out -> report.getKey().write(checked, out));
        }
        return worst.exitCode();
    }

    /** Has the traces checked by another program, which does not do all that this one does. */
    private int byEngine(List<Path> more) throws Exception {
        Map<String, Boolean> others = new LinkedHashMap<>();
        others.put("--format", format != Traces.Format.LOCKSTEP);
        others.put("--mapping", mapping != null);
        others.put("--sensitivity", sensitivity);
        others.put("--any-order", anyOrder);
        others.put("--shrink", shrink);
        others.put("--report", !reports.isEmpty());
        others.put("--without", !without.isEmpty());
        others.put("--timing", timing);
        others.put("--source", !sourceFolders.equals(List.of(Path.of(""))));
        others.put("- (stdin)", traces.contains(STDIN));
        others.put("--merge with --kafka", merge && engine.isKafka());
        others.put("--merge with --lateness", merge && engine.isPutInOrder());
        for (Map.Entry<String, Boolean> other : others.entrySet()) {
            if (other.getValue()) {
                throw new IllegalArgumentException(other.getKey() + " is not done by --engine: leave one of them out");
            }
        }
        if (candidates < 1) {
            throw new IllegalArgumentException("--candidates must be at least 1");
        }
        Engine.Request request = new Engine.Request(
                traces.stream().map(Path::toString).toList(),
                Optional.ofNullable(spec),
                Optional.ofNullable(config),
                more,
                merge,
                candidates,
                follow,
                coverage,
                json,
                engine.cluster());
        PrintWriter out = command.commandLine().getOut();
        return engine.engine().validate(request, out, err());
    }

    private Verdict verdict() throws Exception {
        if (follow) {
            Path trace = traces.get(0);
            return Following.until(trace, err(), file -> tell(validate(trace.toString(), trace, file)));
        } else if (merge) {
            return tell(validate("merged", traces.get(0), () -> Traces.merge(traces, reading())));
        }
        if (mapping != null) {
            String name = traces.get(0) + (traces.size() == 1 ? "" : " and " + (traces.size() - 1) + " more");
            Outcome outcome = validate(name, traces.get(0), () -> imported().reader(name));
            if (imported != null) {
                outcome.object.put("corrections", imported.corrections());
            }
            return tell(outcome);
        }
        return validateAll();
    }

    /** Returns what the logs tell, which are read once. */
    private ImportedTrace imported() throws InvalidInputException {
        if (imported == null) {
            imported = LogImport.read(LogMapping.read(mapping), traces);
            err().println(imported);
            imported.remarks().forEach(err()::println);
            err().flush();
        }
        return imported;
    }

    private TraceReader open(Path trace) throws InvalidInputException {
        if (trace.equals(STDIN)) {
            InputStream in = System.in;
            return Traces.read("stdin", in, format, reading());
        }
        return Traces.open(trace, format, reading());
    }

    private Traces.Reading reading() {
        return without.contains(Shortcut.LINES)
                ? Traces.Reading.BY_LIBRARY
                : without.contains(Shortcut.SHAPES) ? Traces.Reading.BY_LINE : Traces.Reading.BY_SHAPE;
    }

    /** Checks several traces at the same time, as many as there are processors. They are told in their order. */
    private Verdict validateAll() throws Exception {
        int threads = Math.min(traces.size(), Runtime.getRuntime().availableProcessors());
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Outcome>> outcomes = new ArrayList<>();
            for (Path trace : traces) {
                outcomes.add(executor.submit(() -> validate(trace.toString(), trace, () -> open(trace))));
            }
            Verdict worst = Verdict.ACCEPTED;
            for (Future<Outcome> outcome : outcomes) {
                Verdict verdict = tell(outcome.get());
                worst = verdict.compareTo(worst) > 0 ? verdict : worst;
            }
            return worst;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            executor.shutdownNow();
        }
    }

    /**
     * Tells what became of a trace, to be told when those before it are.
     *
     * @param object for {@code --json}
     * @param header null: it is invalid
     * @param said for people
     * @param aside for people, on stderr
     */
    private record Outcome(
            Verdict verdict,
            Checked checked,
            Header header,
            Map<String, Object> object,
            List<String> said,
            List<String> aside) {}

    private Verdict tell(Outcome outcome) {
        results.add(outcome.object);
        checked.add(outcome.checked);
        if (outcome.header != null) {
            covered.add(outcome.checked.spec(), outcome.header, outcome.checked.result());
        }
        if (!json) {
            outcome.said.forEach(this::print);
        }
        outcome.aside.forEach(err()::println);
        err().flush();
        return outcome.verdict;
    }

    /** @param beside where files that are made from the trace go */
    private Outcome validate(String name, Path beside, TraceSource trace) throws IOException {
        Header header = null;
        LoadedSpec loaded = null;
        try (TraceReader reader = trace.open()) {
            header = reader.header();
            loaded = specs.forTrace(reader.name(), header, spec, config);
            tellOfConfig(loaded);
            Places places = new Places(loaded, sources);
            long start = System.nanoTime();
            Limits limits = new Limits(candidates);
            List<Event> events = new ArrayList<>();
            TraceReader read = sensitivity ? new KeepingReader(reader, events) : reader;
            CheckResult result = check(loaded, read, limits);
            tellOnce(reader.name() + ": no variables of the spec, ignored: ", reader.ignored());
            if (reader.initially().isEmpty()) {
                result = result.requireEvents(loaded.name());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            Said said = new Said(places, !json && isOne() ? this::print : null);
            if (header != null && !result.verdict().isAccepted()) {
                said.remark(remark(header, loaded));
            }
            said.begin(result);
            if (!anyOrder && !isStdinRead) {
                result = Diagnosis.explain(result, loaded, limits, trace, Diagnosis.SECONDS);
            }
            said.end(result);
            Map<String, Object> object = ResultJson.of(result, places);
            if (!loaded.unchecked().isEmpty()) {
                object.put("unchecked", loaded.unchecked());
            }
            TraceSource inOrder = inOrder(result, trace);
            if (shrink && result.verdict() == Verdict.REJECTED && result.event() > 0) {
                object.put("shrunk", shrunk(name, result, loaded, inOrder, beside, said));
            }
            if (sensitivity && result.verdict() == Verdict.ACCEPTED && !events.isEmpty()) {
                SensitivityReport report = sensitivity(name, loaded, reader, events, limits);
                said.line(report.toString());
                object.put("sensitivity", report.object());
            }
            return new Outcome(
                    result.verdict(),
                    new Checked(name, result, loaded, null, inOrder, places, seconds),
                    reader.header(),
                    object,
                    said.lines(),
                    timing ? Timing.lines(result, seconds) : List.of());
        } catch (InvalidInputException | UnusableSpecException e) {
            String remark = remark(header, loaded);
            Complaint complaint =
                    remark.isEmpty() ? Complaint.of(e) : Complaint.of(e).after(remark);
            return new Outcome(
                    Verdict.INVALID,
                    new Checked(name, null, null, complaint, trace, new Places(null, sources), 0),
                    null,
                    ResultJson.invalid(name, complaint),
                    List.of(),
                    json ? List.of() : List.of(complaint.toString()));
        }
    }

    /** Opens the trace again, in the order that was checked. */
    private static TraceSource inOrder(CheckResult result, TraceSource trace) {
        List<Long> order = result.reordering().order();
        return order.isEmpty() ? trace : () -> new ReorderedReader(trace.open(), order);
    }

    /**
     * Shrinks a rejected trace. Where there are several, others may still be checked when shrinking is interrupted: then it is told at
     * once.
     */
    private Map<String, Object> shrunk(
            String name, CheckResult result, LoadedSpec loaded, TraceSource trace, Path beside, Said said)
            throws IOException, InvalidInputException {
        interruption.begin();
        isInterruptible |= isOne();
        try {
            ShrunkTrace shrunk;
            // others may print their results meanwhile, which a bar would be mixed with
            Progress.Form form = json || isOne() ? Progress.Form.of(json) : Progress.Form.LINES;
            try (ShrinkProgress progress = new ShrinkProgress(form, name, err(), steps)) {
                shrunk = ShrunkTrace.of(result, loaded, trace, beside, steps, interruption::isOver, progress);
            }
            said.line(shrunk.toString());
            if (shrunk.isInterrupted() && !isOne()) {
                err().println(name + ": " + shrunk);
                err().flush();
            }
            return shrunk.object();
        } finally {
            if (!isOne()) {
                interruption.end();
            }
        }
    }

    private SensitivityReport sensitivity(
            String name, LoadedSpec loaded, TraceReader reader, List<Event> events, Limits limits)
            throws InvalidInputException {
        Sensitivity.Progress told = altering == null ? Sensitivity.Progress.NONE : altering.begin(name);
        SensitivityReport report =
                Sensitivity.measure(loaded, reader.header(), reader.initially(), events, limits, mutants, seed, told);
        if (altering != null) {
            altering.end(name);
        }
        return report;
    }

    private boolean isOne() {
        return merge || mapping != null || traces.size() == 1;
    }

    /** Tells once for each config what it says that is not looked at in a trace. */
    private void tellOfConfig(LoadedSpec loaded) {
        String of = config != null ? config.toString() : loaded.name() + ".cfg";
        tellOnce(of + ": not checked in traces: ", loaded.unchecked());
        tellOnce(of + ": of no matter for traces, ignored: ", loaded.ignored());
        if (!loaded.ownModules().isEmpty()) {
            tellOnce(ModulePaths.ofOwn(loaded.ownModules()));
        }
        loaded.staleTranslations().forEach(this::tellOnce);
    }

    private void tellOnce(String what, List<String> statements) {
        if (!statements.isEmpty()) {
            tellOnce(what + String.join(", ", statements));
        }
    }

    private void tellOnce(String line) {
        if (toldOfConfigs.add(line)) {
            err().println(line);
            err().flush();
        }
    }

    /** Says that the trace is of another spec than the one that was given. It is empty if it is not, or names none. */
    private static String remark(Header header, LoadedSpec loaded) {
        return header == null
                        || loaded == null
                        || header.spec().isEmpty()
                        || header.spec().equals(loaded.name())
                ? ""
                : "the trace's header names the spec " + header.spec() + ", and " + loaded.name() + " was given";
    }

    private CheckResult check(LoadedSpec loaded, TraceReader trace, Limits limits) throws InvalidInputException {
        if (anyOrder) {
            return AnyOrder.check(loaded, trace, limits, steps);
        } else if (!follow) {
            return TraceChecker.check(loaded, trace, limits);
        }
        TraceChecker checker = new TraceChecker(loaded, trace.name(), trace.header(), trace.initially(), limits);
        Event event = trace.next();
        while (event != null && checker.accept(event)) {
            event = trace.next();
        }
        return checker.result();
    }

    private void print(String text) {
        PrintWriter out = command == null
                ? new PrintWriter(System.out)
                : command.commandLine().getOut();
        if (altering != null) {
            altering.print(out, text);
            return;
        }
        out.println(text);
        out.flush();
    }

    private PrintWriter err() {
        return command == null
                ? new PrintWriter(System.err, true)
                : command.commandLine().getErr();
    }
}
