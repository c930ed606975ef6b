package dev.lockstep.reading;

import dev.lockstep.checker.model.Expectation;
import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.spec.ConfigFile;
import dev.lockstep.checker.trace.InvalidInputException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds what pages tell of a model.
 *
 * @param why what its config says that it shows
 * @param replaced the operators that its config replaces, and by what
 * @param checked the invariants and properties that it checks
 * @param tellsFewerApart whether its config has a view or a symmetry, by which it counts as one what are several states
 * @param module the last module, in the order of reading, of those that its own extends
 */
record ModelEntry(
        Model model,
        String why,
        Map<String, String> replaced,
        List<String> checked,
        boolean tellsFewerApart,
        String module) {
    private static final String WHY = "\\* why:";

    static ModelEntry of(Model model, String module) throws InvalidInputException {
        ConfigFile config;
        try {
            config = ConfigFile.read(model.config());
        } catch (IOException e) {
            throw new InvalidInputException(model.config() + ": cannot be read: " + e.getMessage());
        }
        StringBuilder why = new StringBuilder();
        boolean isWithin = false;
        for (String line : config.text().lines().toList()) {
            String stripped = line.strip();
            if (stripped.startsWith(WHY)) {
                why.append(stripped.substring(WHY.length()).strip());
                isWithin = true;
            } else if (isWithin && stripped.startsWith("\\*")) {
                why.append(' ').append(stripped.substring(2).strip());
            } else {
                isWithin = false;
            }
        }
        Map<String, String> replaced = new LinkedHashMap<>();
        for (ConfigFile.Statement statement : config.statements()) {
            List<ConfigFile.Word> words = statement.words();
            for (int i = 1; i + 1 < words.size(); i++) {
                if (words.get(i).text().equals("<-")) {
                    replaced.put(words.get(i - 1).text(), words.get(i + 1).text());
                }
            }
        }
        List<String> checked = config.names("INVARIANT", "INVARIANTS", "PROPERTY", "PROPERTIES");
        boolean tellsFewerApart = !config.names("VIEW", "SYMMETRY").isEmpty();
        return new ModelEntry(model, why.toString(), replaced, checked, tellsFewerApart, module);
    }

    /** Returns whether something is wrong in it on purpose. */
    boolean isBroken() {
        return model.name().startsWith("broken");
    }

    boolean holds() {
        return model.expectation() instanceof Expectation.Success || model.expectation() instanceof Expectation.NoError;
    }

    /** Returns the name of what is violated; empty: nothing is, or it is a deadlock. */
    String violated() {
        return model.expectation() instanceof Expectation.Violation violation ? violation.property() : "";
    }

    /** Returns how many states its counterexample has; 0: it has none. */
    int steps() {
        return model.expectation() instanceof Expectation.Violation violation
                ? violation.steps()
                : model.expectation() instanceof Expectation.Deadlock deadlock ? deadlock.steps() : 0;
    }

    /** Returns its anchor. */
    String id() {
        return "model-" + model.name();
    }
}
