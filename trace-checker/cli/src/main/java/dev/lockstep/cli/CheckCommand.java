package dev.lockstep.cli;

import dev.lockstep.checker.model.CompiledEngine;
import dev.lockstep.checker.model.Counterexample;
import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.model.ModelChecker;
import dev.lockstep.checker.model.ModelEngine;
import dev.lockstep.checker.model.RecordedCounterexamples;
import dev.lockstep.checker.search.StateGraph;
import dev.lockstep.checker.spec.BundledSpecs;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.cli.report.GraphSvg;
import dev.lockstep.cli.report.JUnitXml;
import dev.lockstep.cli.report.Markdown;
import dev.lockstep.cli.report.Report;
import dev.lockstep.cli.report.Version;
import dev.lockstep.report.WalkedCounterexample;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.zip.ZipFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = "Searches the states of models and compares what is found with what they declare.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {"0:every model is as declared", "1:one is not", ExitCodes.USAGE, "3:it was interrupted"})
final class CheckCommand implements Callable<Integer> {
    private static final int INCONCLUSIVE = 3;
    private static final Set<Report> REPORTS =
            Set.of(Report.JUNIT, Report.MARKDOWN, Report.SARIF, Report.HTML, Report.GRAPH);

    @Spec
    private CommandSpec command;

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description =
                    "Protocols, models or globs of them, as mutex, mutex/broken-not-fifo, 'broken-not*'; a model of your"
                            + " own is named by its config, as ./Peterson.cfg, or by a folder of such. None: all that come with Lockstep.")
    private List<String> names = List.of();

    @Option(names = "--list", description = "List the models and what they declare; check none.")
    private boolean list;

    @Option(
            names = "--trace",
            description = "Print the steps of each counterexample; those that are not as declared are always printed.")
    private boolean trace;

    @Option(
            names = "--dump",
            paramLabel = "FILE",
            description = "Write the counterexample of the one model that is named: FILE.itf.json or FILE.ndjson.")
    private Path dump;

    @Mixin
    private ModulePaths modules = new ModulePaths();

    @Option(
            names = "--translate",
            description =
                    "Translate the PlusCal algorithms of the models first, in copies: the files stay as they are.")
    private boolean translates;

    @Option(
            names = "--report",
            paramLabel = "FORMAT=FILE",
            description =
                    "Write the results in a format of other programs: junit (XML, a test case for each model), markdown, sarif"
                            + " (SARIF 2.1.0, a result for each that is not as declared), of one model html (a page with the counterexample) and graph"
                            + " (SVG: its states, of a small model)."
                            + " May be given several times.")
    private Map<Report, Path> reports = Map.of();

    @Option(names = "--full", description = "The models of tier full too.")
    private boolean full;

    @Option(names = "--tlc", paramLabel = "tla2tools.jar", description = "Another TLC than Lockstep's own.")
    private Path tlc;

    /** Tells who searches the states. */
    enum Engine {
        tlc,
        compiled
    }

    @Option(
            names = "--engine",
            paramLabel = "tlc|compiled",
            defaultValue = "tlc",
            description =
                    "Who searches: TLC, or the compiled evaluator on all cores, which gives TLC what TLC alone knows, as liveness"
                            + " (default: ${DEFAULT-VALUE}).")
    private Engine engine;

    @Option(names = "--heap", defaultValue = "3g", description = "Of each TLC (default: ${DEFAULT-VALUE}).")
    private String heap;

    @Mixin
    private Memory memory;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (tlc != null && !isTlc(tlc)) {
            throw new IllegalArgumentException("--tlc " + tlc + ": is no jar with TLC in it");
        }
        if (!heap.matches("\\d+[kKmMgG]?")) {
            throw new IllegalArgumentException("--heap is a size as java -Xmx takes it, such as 3g, not " + heap);
        }
        memory.require();
        List<Path> more = modules.all();
        List<Model> models = ModelNames.select(names, full || list);
        if (list) {
            list(models);
            return 0;
        }
        if (dump != null) {
            CounterexampleFile.require(dump);
            if (models.size() != 1) {
                throw new IllegalArgumentException("--dump is for one model, and " + models.size() + " are named");
            }
        }
        for (Map.Entry<Report, Path> report : reports.entrySet()) {
            if (!REPORTS.contains(report.getKey())) {
                throw new IllegalArgumentException(
                        "--report of models is junit=FILE, markdown=FILE, sarif=FILE, html=FILE or graph=FILE");
            }
            if (report.getKey().isOfOne() && models.size() != 1) {
                throw new IllegalArgumentException(
                        "--report " + report.getKey().name().toLowerCase(Locale.ROOT) + " is for one model, and "
                                + models.size() + " are named");
            }
            Written.requirePlace(report.getValue());
        }
        if (translates && engine == Engine.compiled) {
            throw new IllegalArgumentException("--translate is for TLC, not for --engine compiled");
        }
        PrintWriter err = command.commandLine().getErr();
        ModelChecker checker =
                Tlc.checker(tlc != null ? tlc.toAbsolutePath() : ModelChecker.ownTlc(), heap, more, translates, err);
        if (engine == Engine.tlc) {
            return searched(checker, models, err);
        }
        Interruption interruption = new Interruption();
        ModelEngine searching = new CompiledEngine(checker, threads(models), more, interruption::isOver);
        interruption.begin();
        try {
            return searched(searching, models, err);
        } finally {
            interruption.end(INCONCLUSIVE);
        }
    }

    private int searched(ModelEngine searching, List<Model> models, PrintWriter err) throws Exception {
        List<ModelRuns.Run> runs;
        try (Progress progress = new Progress(Progress.Form.of(json), err, "models", models.size())) {
            runs = new ModelRuns(searching).run(models, progress, run -> tell(run, progress));
        }
        List<String> own = runs.stream()
                .flatMap(run -> run.outcome().ownModules().stream())
                .distinct()
                .sorted()
                .toList();
        runs.stream()
                .flatMap(run -> run.outcome().remarks().stream())
                .distinct()
                .forEach(remark -> err.println("lockstep: " + remark));
        if (!own.isEmpty()) {
            err.println(ModulePaths.ofOwn(own));
        }
        err.flush();
        return report(runs, models);
    }

    /** Several models are searched side by side, one by each core. */
    private static int threads(List<Model> models) {
        return models.size() == 1 ? Runtime.getRuntime().availableProcessors() : 1;
    }

    private int report(List<ModelRuns.Run> runs, List<Model> models) throws IOException, InvalidInputException {
        List<JUnitXml.Case> cases = runs.stream().map(ModelRuns.Run::testCase).toList();
        for (Map.Entry<Report, Path> report : reports.entrySet()) {
            Written.whole(report.getValue(), out -> {
                if (report.getKey() == Report.JUNIT) {
                    JUnitXml.write("lockstep check", cases, out);
                } else if (report.getKey() == Report.SARIF) {
                    ModelSarif.write(runs, out);
                } else if (report.getKey() == Report.HTML) {
                    ModelPage.write(models.get(0), runs.get(0).outcome(), out);
                } else if (report.getKey() == Report.GRAPH) {
                    StateGraph graph = SteppedModel.graph(models.get(0), GraphSvg.MOST_STATES, "read --step instead");
                    out.write(GraphSvg.of(
                            models.get(0).qualifiedName(),
                            graph,
                            WalkedCounterexample.of(
                                    models.get(0), graph, runs.get(0).outcome().counterexample())));
                } else {
                    Markdown.writeModels(cases, out);
                }
            });
        }
        if (json) {
            command.commandLine().getOut().println(Json.write(object(runs)));
            command.commandLine().getOut().flush();
        }
        if (engine == Engine.compiled && !json) {
            long byTlc = runs.stream()
                    .filter(run -> run.outcome().by().startsWith("TLC"))
                    .count();
            command.commandLine()
                    .getOut()
                    .println((runs.size() - byTlc) + " models were searched by the compiled engine, " + byTlc
                            + " by TLC.");
            command.commandLine().getOut().flush();
        }
        keep(runs);
        if (dump != null) {
            CounterexampleFile.write(models.get(0), runs.get(0).outcome().counterexample(), dump);
        }
        return runs.stream().allMatch(ModelRuns.Run::asDeclared) ? 0 : 1;
    }

    /** Keeps counterexamples of models that come with Lockstep for the pages of {@code read}. */
    private static void keep(List<ModelRuns.Run> runs) {
        Optional<Path> specs = BundledSpecs.folder().map(Path::toAbsolutePath);
        Optional<RecordedCounterexamples> recorded = RecordedCounterexamples.ofBundled();
        for (ModelRuns.Run run : runs) {
            boolean isBundled =
                    specs.isPresent() && run.model().config().toAbsolutePath().startsWith(specs.get());
            if (isBundled && recorded.isPresent()) {
                try {
                    recorded.get().keep(run.model(), run.outcome());
                } catch (IOException e) {
                    return; // the specs are in a folder that may not be written
                }
            }
        }
    }

    private void tell(ModelRuns.Run run, Progress progress) {
        if (!json) {
            List<String> lines = new ArrayList<>(List.of(run.line()));
            if (isTraced(run)) {
                lines.addAll(run.trace());
            }
            progress.print(command.commandLine().getOut(), String.join(System.lineSeparator(), lines));
        }
    }

    private boolean isTraced(ModelRuns.Run run) {
        return trace || !run.asDeclared();
    }

    private void list(List<Model> models) {
        PrintWriter out = command.commandLine().getOut();
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Model model : models) {
            String tier = model.tier().name().toLowerCase(Locale.ROOT);
            if (json) {
                objects.add(Map.of(
                        "model",
                        model.qualifiedName(),
                        "tier",
                        tier,
                        "declared",
                        model.expectation().toString()));
            } else {
                out.printf("%-48s %-4s  %s%n", model.qualifiedName(), tier, model.expectation());
            }
        }
        if (json) {
            out.println(Json.write(Map.of("models", objects)));
        }
        out.flush();
    }

    private static boolean isTlc(Path jar) {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            return file.getEntry("tlc2/TLC.class") != null;
        } catch (IOException e) {
            return false;
        }
    }

    private Map<String, Object> object(List<ModelRuns.Run> runs) {
        List<Map<String, Object>> models = new ArrayList<>();
        for (ModelRuns.Run run : runs) {
            Map<String, Object> model = new LinkedHashMap<>();
            model.put("model", run.model().qualifiedName());
            model.put("holds", run.asDeclared());
            model.put("declared", run.model().expectation().toString());
            model.put("distinct", run.outcome().distinct());
            model.put("generated", run.outcome().generated());
            if (!run.outcome().by().isEmpty()) {
                model.put("engine", run.outcome().by());
            }
            model.put("seconds", run.outcome().time().toMillis() / 1000.0);
            if (!run.asDeclared()) {
                model.put("difference", run.outcome().difference(run.model()));
            }
            if (isTraced(run) && !run.outcome().counterexample().states().isEmpty()) {
                model.put("counterexample", steps(run));
                run.outcome().counterexample().loop().ifPresent(back -> model.put("loop", back + 1));
            }
            models.add(model);
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("holds", runs.stream().allMatch(ModelRuns.Run::asDeclared));
        object.put("models", models);
        return object;
    }

    /** Writes a step with the variables that it changes; the initial state has all. */
    private static List<Map<String, Object>> steps(ModelRuns.Run run) {
        List<Map<String, Object>> steps = new ArrayList<>();
        List<Counterexample.State> states = run.outcome().counterexample().states();
        for (int i = 0; i < states.size(); i++) {
            Map<String, Object> step = new LinkedHashMap<>();
            if (i > 0) {
                step.put("action", states.get(i).action());
                step.put("place", run.place(states.get(i)));
            }
            step.put("state", i == 0 ? states.get(i).variables() : states.get(i).changed(states.get(i - 1)));
            steps.add(step);
        }
        return steps;
    }
}
