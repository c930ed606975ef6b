package dev.lockstep.cli;

import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.model.ModelChecker;
import dev.lockstep.checker.spec.BundledSpecs;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.cli.report.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.zip.ZipFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = "Runs TLC on models and compares what it finds with what they declare.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "Exit code: 0 every model is as declared, 1 one is not, 2 usage or an unreadable model."})
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Protocols or models; none: all.")
    private List<String> names = List.of();

    @Option(names = "--full", description = "The models of tier full too.")
    private boolean full;

    @Option(names = "--tlc", paramLabel = "tla2tools.jar", description = "Another TLC than Lockstep's own.")
    private Path tlc;

    @Option(names = "--heap", defaultValue = "3g", description = "Of each TLC (default: ${DEFAULT-VALUE}).")
    private String heap;

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
        ModelChecker checker = new ModelChecker(tlc != null ? tlc.toAbsolutePath() : ModelChecker.ownTlc(), heap);
        List<ModelRuns.Run> runs = new ModelRuns(checker).run(select());
        if (json) {
            command.commandLine().getOut().println(Json.write(object(runs)));
        } else {
            for (ModelRuns.Run run : runs) {
                command.commandLine().getOut().println(run.line());
            }
        }
        command.commandLine().getOut().flush();
        return runs.stream().allMatch(ModelRuns.Run::asDeclared) ? 0 : 1;
    }

    private static boolean isTlc(Path jar) {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            return file.getEntry("tlc2/TLC.class") != null;
        } catch (IOException e) {
            return false;
        }
    }

    private List<Model> select() throws InvalidInputException {
        Path folder = BundledSpecs.folder()
                .orElseThrow(() -> new InvalidInputException("there are no specs on the class path"));
        List<Model> all = Model.below(folder);
        List<Model> selected = new ArrayList<>();
        for (Model model : all) {
            boolean named = names.contains(model.name());
            boolean tier = full || model.tier() == Model.Tier.FAST;
            if (named || tier && (names.isEmpty() || names.contains(model.protocol()))) {
                selected.add(model);
            }
        }
        for (String name : names) {
            if (all.stream()
                    .noneMatch(m -> m.name().equals(name) || m.protocol().equals(name))) {
                throw new IllegalArgumentException("there is no protocol or model " + name);
            }
        }
        return selected;
    }

    private static Map<String, Object> object(List<ModelRuns.Run> runs) {
        List<Map<String, Object>> models = new ArrayList<>();
        for (ModelRuns.Run run : runs) {
            Map<String, Object> model = new LinkedHashMap<>();
            model.put("model", run.model().protocol() + "/" + run.model().name());
            model.put("holds", run.asDeclared());
            model.put("declared", run.model().expectation().toString());
            model.put("distinct", run.outcome().distinct());
            model.put("generated", run.outcome().generated());
            model.put("seconds", run.outcome().time().toMillis() / 1000.0);
            if (!run.asDeclared()) {
                model.put("difference", run.outcome().difference(run.model()));
            }
            models.add(model);
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("holds", runs.stream().allMatch(ModelRuns.Run::asDeclared));
        object.put("models", models);
        return object;
    }
}
