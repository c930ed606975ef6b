package dev.lockstep.cli;

import dev.lockstep.checker.model.Expectation;
import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.spec.BundledSpecs;
import dev.lockstep.checker.trace.InvalidInputException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the models that a user names. Bundled ones have a protocol, a name or a glob, the user's own the path of their config. */
final class ModelNames {
    private static final int SUGGESTIONS = 3;

    private ModelNames() {}

    /**
     * Finds the models.
     *
     * @param names protocols; models as {@code check} prints them or without the protocol; globs of either; configs {@code x.cfg}, also
     *     folders with such. None: all that are bundled
     * @param full those of tier full too; a model that is named in full is found whatever its tier
     * @throws IllegalArgumentException there is none of a name; the message says which are like it
     */
    static List<Model> select(List<String> names, boolean full) throws InvalidInputException {
        boolean isOwn = !names.isEmpty() && names.stream().allMatch(ModelNames::isOwn);
        return select(names, full, isOwn ? List.of() : bundled());
    }

    /** Does the same among the models that are given as bundled. */
    static List<Model> select(List<String> names, boolean full, List<Model> bundled) throws InvalidInputException {
        Set<Model> selected = new LinkedHashSet<>();
        if (names.isEmpty()) {
            selected.addAll(inTier(bundled, full));
        }
        for (String name : names) {
            selected.addAll(isConfig(name) ? List.of(config(Path.of(name))) : named(name, bundled, full));
        }
        return List.copyOf(selected);
    }

    private static List<Model> bundled() throws InvalidInputException {
        return Model.below(BundledSpecs.folder()
                .orElseThrow(() -> new InvalidInputException("there are no specs on the class path")));
    }

    /** Tells whether it is a config, or a folder by its path. A folder here may have the name of a protocol. */
    private static boolean isOwn(String name) {
        return isConfig(name)
                || (name.startsWith(".") || Path.of(name).isAbsolute()) && Files.isDirectory(Path.of(name));
    }

    private static boolean isConfig(String name) {
        return name.endsWith(".cfg");
    }

    private static Model config(Path config) throws InvalidInputException {
        Model model = Model.readAny(config);
        if (model.expectation() instanceof Expectation.Traces) {
            throw new InvalidInputException(
                    config.toString(), 1, "declares accepted traces: it is no model, but a config for validate");
        }
        return model;
    }

    private static List<Model> inTier(List<Model> models, boolean full) {
        return models.stream()
                .filter(model -> full || model.tier() == Model.Tier.FAST)
                .toList();
    }

    private static List<Model> named(String name, List<Model> bundled, boolean full) throws InvalidInputException {
        List<Model> exact = bundled.stream()
                .filter(model ->
                        model.name().equals(name) || model.qualifiedName().equals(name))
                .toList();
        if (!exact.isEmpty()) {
            return exact;
        }
        List<Model> found = bundled.stream()
                .filter(model -> model.protocol().equals(name) || matches(name, model))
                .toList();
        if (found.isEmpty() && Files.isDirectory(Path.of(name))) {
            found = Model.anyBelow(Path.of(name));
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("there is no protocol or model " + name + hint(name, bundled));
        }
        List<Model> selected = inTier(found, full);
        if (selected.isEmpty()) {
            throw new IllegalArgumentException("all models that " + name + " names are of tier full: add --full");
        }
        return selected;
    }

    private static boolean matches(String glob, Model model) {
        if (glob.chars().noneMatch(c -> "*?[{".indexOf(c) >= 0)) {
            return false;
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        return matcher.matches(Path.of(model.name())) || matcher.matches(Path.of(model.qualifiedName()));
    }

    private static String hint(String name, List<Model> bundled) {
        Path own = Path.of(name + ".cfg");
        Path config = Path.of(name.replaceFirst("\\.tla$", ".cfg"));
        if (name.endsWith(".tla") || Files.isRegularFile(own)) {
            return ": give the model's config, " + (name.endsWith(".tla") ? config : own);
        }
        int most = Math.max(2, name.length() / 3);
        Set<String> known = new TreeSet<>();
        bundled.forEach(model -> known.addAll(List.of(model.protocol(), model.name(), model.qualifiedName())));
        List<String> like = known.stream()
                .filter(other -> distance(name, other) <= most)
                .sorted(Comparator.comparingInt(other -> distance(name, other)))
                .limit(SUGGESTIONS)
                .toList();
        String protocols =
                bundled.stream().map(Model::protocol).distinct().sorted().collect(Collectors.joining(", "));
        return like.isEmpty()
                ? "; the protocols are " + protocols + ", and --list lists the models"
                : "; did you mean " + String.join(", ", like) + "?";
    }

    /** Returns how many letters must be changed, added or left out (Levenshtein). */
    static int distance(String a, String b) {
        List<Integer> row = new ArrayList<>(
                Stream.iterate(0, i -> i + 1).limit(b.length() + 1L).toList());
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row.get(0);
            row.set(0, i);
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row.get(j);
                row.set(j, Math.min(changed, 1 + Math.min(diagonal, row.get(j - 1))));
            }
        }
        return row.get(b.length());
    }
}
