package dev.lockstep.cli;

import dev.lockstep.checker.model.Counterexample;
import dev.lockstep.checker.model.Expectation;
import dev.lockstep.checker.trace.Place;
import dev.lockstep.cli.report.Sarif;
import dev.lockstep.report.Places;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes SARIF 2.1.0 with a result for each model that is not as declared. It is located at the definition of the property that is violated, or
 * where TLC says, and related to the steps of the counterexample and to the config.
 */
final class ModelSarif {
    private static final Map<String, String> RULES = rules();
    private static final int STEPS = 50;
    private static final Pattern SAID =
            Pattern.compile("line (\\d+), col(?:umn)? (\\d+) .*?(?:of module|in) (\\w+)", Pattern.CASE_INSENSITIVE);
    private static final String EXPECT = "\\* expect:";

    private ModelSarif() {}

    private static Map<String, String> rules() {
        Map<String, String> rules = new LinkedHashMap<>();
        rules.put("violation", "A property is violated, and the model does not declare this counterexample.");
        rules.put("deadlock", "A state has no next one, and the model does not declare this.");
        rules.put("no-violation", "The model declares a counterexample, or other figures, and TLC finds no error.");
        rules.put("not-checked", "TLC cannot check the model.");
        return rules;
    }

    static void write(List<ModelRuns.Run> runs, Writer out) throws IOException {
        List<Sarif.Finding> findings = new ArrayList<>();
        for (ModelRuns.Run run : runs) {
            if (!run.asDeclared()) {
                findings.add(finding(run));
            }
        }
        Sarif.write(RULES, findings, out);
    }

    private static Sarif.Finding finding(ModelRuns.Run run) throws IOException {
        Optional<Expectation> found = run.outcome().found();
        List<Counterexample.State> states = run.outcome().counterexample().states();
        List<Sarif.Located> places = new ArrayList<>();
        String rule = "no-violation";
        if (found.isEmpty()) {
            rule = "not-checked";
            said(run).ifPresent(place -> places.add(new Sarif.Located(place, "")));
        } else if (found.get() instanceof Expectation.Violation violation) {
            rule = "violation";
            defined(run, violation.property()).ifPresent(place -> places.add(new Sarif.Located(place, "")));
        } else if (found.get() instanceof Expectation.Deadlock) {
            rule = "deadlock";
        }
        for (int i = Math.max(1, states.size() - STEPS); i < states.size(); i++) {
            Counterexample.State state = states.get(i);
            if (!state.action().isEmpty()) {
                places.add(new Sarif.Located(run.placeOf(state), "step " + (i + 1) + ": " + state.action()));
            }
        }
        places.add(new Sarif.Located(declared(run), "the model " + run.model().qualifiedName()));
        return new Sarif.Finding(
                rule, false, run.model().qualifiedName() + ": " + run.outcome().difference(run.model()), places);
    }

    /** Returns the place that an error of TLC's names. */
    private static Optional<Place> said(ModelRuns.Run run) {
        Matcher said = SAID.matcher(String.join(" ", run.outcome().errors()));
        return said.find()
                ? Optional.of(new Place(
                        run.shown(said.group(3)), Long.parseLong(said.group(1)), Integer.parseInt(said.group(2))))
                : Optional.empty();
    }

    /** Returns the line of the model's modules that defines a property. The root module is looked at first. */
    private static Optional<Place> defined(ModelRuns.Run run, String property) throws IOException {
        Pattern definition = Pattern.compile("\\s*" + Pattern.quote(property) + "\\s*==.*");
        List<Path> modules = new ArrayList<>(List.of(run.model().moduleFile()));
        for (Path folder : run.model().modulePath()) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".tla")).sorted().forEach(modules::add);
            }
        }
        for (Path module : modules) {
            List<String> lines = Files.readAllLines(module);
            for (int i = 0; i < lines.size(); i++) {
                if (definition.matcher(lines.get(i)).matches()) {
                    return Optional.of(new Place(Places.shown(module), i + 1, 1));
                }
            }
        }
        return Optional.empty();
    }

    private static Place declared(ModelRuns.Run run) throws IOException {
        Path config = run.model().config();
        List<String> lines = Files.readAllLines(config);
        int line = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().startsWith(EXPECT)) {
                line = i;
            }
        }
        return new Place(Places.shown(config), line + 1, 1);
    }
}
