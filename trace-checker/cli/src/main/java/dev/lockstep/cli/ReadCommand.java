package dev.lockstep.cli;

import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.model.ModelChecker;
import dev.lockstep.checker.model.ModelEngine;
import dev.lockstep.checker.spec.BundledSpecs;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.cli.report.Version;
import dev.lockstep.reading.Finding;
import dev.lockstep.reading.Site;
import dev.lockstep.report.StepPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "read",
        description =
                "Writes pages on which specs are read beside the code, the notes and the models that belong to them.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {
            "0:everything has its counterpart, or is declared to have none",
            "1:something has none",
            ExitCodes.USAGE
        })
final class ReadCommand implements Callable<Integer> {
    private static final String CODE_PROPERTY = "lockstep.code";
    private static final String NOTES_PROPERTY = "lockstep.notes";
    private static final String HEAP = "1g";
    private static final Path MAIN = Path.of("src", "main", "java");
    private static final Path TEST = Path.of("src", "test", "java");

    @Spec
    private CommandSpec command;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PATH",
            required = true,
            description = "Where the pages are written, index.html is the first; with --step the one page, FILE.html.")
    private Path output;

    @Option(
            names = "--spec",
            paramLabel = "SPEC",
            description =
                    "A file F.tla, with models below its folder; or a folder with a folder for each protocol. All that come with"
                            + " Lockstep if none is named.")
    private Path spec;

    @Option(
            names = "--source",
            paramLabel = "FOLDER",
            description =
                    "Java with annotated classes: a folder of packages, or of a Maven project, whose tests are then looked"
                            + " through for slips. May be given several times.")
    private List<Path> sources = List.of();

    @Option(
            names = "--tests",
            paramLabel = "FOLDER",
            description = "More Java, in which slips are looked for. May be given several times.")
    private List<Path> tests = List.of();

    @Option(
            names = "--notes",
            paramLabel = "PATH",
            description =
                    "A folder of notes in Markdown, to which the texts beside specs have links; of one spec the file of its note.")
    private Path notes;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "15",
            description =
                    "When to begin no more: what is left of the time when all is read is for counterexamples that no build, check"
                            + " or earlier reading has recorded (half of it at most), and for pages on which small models are walked"
                            + " through. Pages say how to see the others (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--step",
            paramLabel = "MODEL",
            description =
                    "Write one page, on which the states of a small model are walked through by hand; the model is named as for"
                            + " check.")
    private String step;

    @Option(
            names = "--states",
            paramLabel = "N",
            defaultValue = "" + StepPage.MOST_STATES,
            description = "With --step: how many states the page holds at most (default: ${DEFAULT-VALUE}).")
    private int states;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (step != null) {
            return step();
        }
        if (Files.exists(output) && !Files.isDirectory(output)) {
            throw new IllegalArgumentException("-o " + output + ": is no folder");
        }
        if (seconds < 0) {
            throw new IllegalArgumentException("--seconds is 0 or more, not " + seconds);
        }
        long start = System.nanoTime();
        Site site = Site.read(places());
        Duration left = Duration.ofSeconds(seconds).minusNanos(System.nanoTime() - start);
        Site.Written written = site.write(output, left.isNegative() ? Duration.ZERO : left);
        tell(site.findings(), written, (System.nanoTime() - start) / 1e9);
        return site.findings().isEmpty() ? 0 : 1;
    }

    private int step() throws IOException, InvalidInputException, InterruptedException {
        if (states < 1) {
            throw new IllegalArgumentException("--states is at least 1, not " + states);
        }
        List<Model> models = ModelNames.select(List.of(step), true);
        if (models.size() != 1) {
            throw new IllegalArgumentException("--step is for one model, and " + step + " names " + models.size());
        }
        Written.requirePlace(output);
        List<Path> code = new ArrayList<>();
        if (sources.isEmpty() && System.getProperty(CODE_PROPERTY) != null) {
            add(Path.of(System.getProperty(CODE_PROPERTY)), code, new ArrayList<>());
        }
        sources.forEach(source -> add(required(source), code, new ArrayList<>()));
        long start = System.nanoTime();
        ModelEngine tlc = Tlc.checker(
                ModelChecker.ownTlc(),
                HEAP,
                List.of(),
                false,
                command.commandLine().getErr());
        int found = SteppedModel.write(models.get(0), states, code, output, tlc);
        double took = (System.nanoTime() - start) / 1e9;
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("model", models.get(0).qualifiedName());
            object.put("states", found);
            object.put("page", output.toString());
            object.put("seconds", took);
            out.println(Json.write(object));
        } else {
            out.printf("%s: %d states in %.1f s. Open %s%n", models.get(0).qualifiedName(), found, took, output);
        }
        out.flush();
        return 0;
    }

    private static Path required(Path source) {
        if (!Files.isDirectory(source)) {
            throw new IllegalArgumentException("--source " + source + ": is no folder");
        }
        return source;
    }

    private Site.Sources places() {
        List<Path> code = new ArrayList<>();
        List<Path> slips = new ArrayList<>(tests);
        if (spec == null && sources.isEmpty()) {
            add(property(CODE_PROPERTY, "--source"), code, slips);
        }
        for (Path source : sources) {
            add(required(source), code, slips);
        }
        Path from = spec;
        if (from == null) {
            from = BundledSpecs.folder()
                    .orElseThrow(() -> new IllegalArgumentException("no specs are bundled: give --spec"));
        } else if (!Files.exists(from)) {
            throw new IllegalArgumentException("--spec " + from + ": there is no such file or folder");
        }
        Path found = notes == null && spec == null ? property(NOTES_PROPERTY, "--notes") : notes;
        if (found != null && !Files.exists(found)) {
            throw new IllegalArgumentException("--notes " + found + ": there is no such file or folder");
        }
        return new Site.Sources(from, code, slips, found);
    }

    private static Path property(String property, String option) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalArgumentException(
                    "only the launcher in a copy of the project knows where its code is: give " + option);
        }
        return Path.of(value);
    }

    /** Adds the folders of a Maven project, or the folder itself. */
    private static void add(Path folder, List<Path> code, List<Path> slips) {
        if (Files.isDirectory(folder.resolve(MAIN))) {
            code.add(folder.resolve(MAIN));
            if (Files.isDirectory(folder.resolve(TEST))) {
                slips.add(folder.resolve(TEST));
            }
        } else {
            code.add(folder);
        }
    }

    private void tell(List<Finding> findings, Site.Written written, double took) {
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            List<Map<String, Object>> missing = new ArrayList<>();
            for (Finding finding : findings) {
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("kind", finding.kind().name().toLowerCase(java.util.Locale.ROOT));
                object.put("subject", finding.subject());
                object.put("file", finding.file().toString());
                object.put("line", finding.line());
                object.put("message", finding.message());
                missing.add(object);
            }
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("holds", findings.isEmpty());
            object.put("pages", written.pages());
            object.put("steps", written.steps());
            object.put("counterexamples", written.counterexamples());
            object.put("undrawn", written.undrawn());
            object.put("index", output.resolve("index.html").toString());
            object.put("seconds", took);
            object.put("missing", missing);
            out.println(Json.write(object));
        } else {
            findings.forEach(out::println);
            out.printf(
                    "%d pages, and %d to walk through models, with %d counterexamples%s in %.1f s; %s. Begin with %s%n",
                    written.pages(),
                    written.steps(),
                    written.counterexamples(),
                    written.undrawn() == 0 ? "" : " (" + written.undrawn() + " are not drawn)",
                    took,
                    findings.isEmpty()
                            ? "everything has its counterpart, or is declared to have none"
                            : findings.size() + " counterparts are missing",
                    output.resolve("index.html"));
        }
        out.flush();
    }
}
