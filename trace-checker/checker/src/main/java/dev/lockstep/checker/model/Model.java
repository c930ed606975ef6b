package dev.lockstep.checker.model;

import dev.lockstep.checker.trace.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Represents a config that declares what TLC will find.
 *
 * @param config the file
 * @param module the root module's name, the config's own unless it declares another; the file is beside the config or in the folder above
 * @param expectation what TLC must find
 * @param tier when it runs
 */
public record Model(Path config, String module, Expectation expectation, Tier tier) {
    private static final String FORMS = "success; distinct N; depth N | violation of invariant|property|liveness NAME;"
            + " steps N | deadlock; steps N | accepted traces";

    /** Tells when a model runs. */
    public enum Tier {
        /** The model runs in every build. */
        FAST,
        /** Returns the model runs in the full build. */
        FULL
    }

    /** Returns the config's name without {@code .cfg}. */
    public String name() {
        return nameOf(config);
    }

    private static String nameOf(Path config) {
        return config.getFileName().toString().replaceFirst("\\.cfg$", "");
    }

    /** Returns its name in lists: {@code mutex/broken-not-fifo}. */
    public String qualifiedName() {
        return protocol() + "/" + name();
    }

    /** Returns the folder of the protocol: the one above {@code models}. */
    public String protocol() {
        return String.valueOf(folder().getFileName());
    }

    private Path folder() {
        Path parent = config.toAbsolutePath().normalize().getParent();
        return parent.getFileName().toString().equals("models") ? parent.getParent() : parent;
    }

    /** Returns the folders that hold the model's modules. */
    public List<Path> modulePath() {
        Path own = config.toAbsolutePath().normalize().getParent();
        return own.equals(folder()) ? List.of(own) : List.of(own, folder());
    }

    /** Returns the root module's file. */
    public Path moduleFile() {
        return modulePath().stream()
                .map(directory -> directory.resolve(module + ".tla"))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Reads the declarations of a config.
     *
     * @throws InvalidInputException one is missing or malformed
     */
    public static Model read(Path config) throws InvalidInputException {
        Model model = readAny(config);
        if (model.expectation instanceof Expectation.NoError) {
            throw new InvalidInputException(
                    config.toString(), 1, "the model declares no \"\\* expect:\"; the forms are: " + FORMS);
        }
        return model;
    }

    /**
     * Reads a config as people write it for TLC. If it declares nothing TLC is to find no error.
     *
     * @throws InvalidInputException a declaration is malformed, or the module is missing
     */
    public static Model readAny(Path config) throws InvalidInputException {
        Model model = of(config);
        if (model.modulePath().stream()
                .noneMatch(directory -> Files.isRegularFile(directory.resolve(model.module + ".tla")))) {
            throw new InvalidInputException(
                    config.toString(), 1, "there is no module " + model.module + ".tla in " + model.modulePath());
        }
        return model;
    }

    /**
     * Returns what a config declares of what TLC finds, wherever its module is.
     *
     * @throws InvalidInputException a declaration is malformed
     */
    public static Expectation declared(Path config) throws InvalidInputException {
        return of(config).expectation;
    }

    private static Model of(Path config) throws InvalidInputException {
        List<String> lines;
        try {
            lines = Files.readAllLines(config);
        } catch (IOException e) {
            throw new InvalidInputException(config + ": cannot be read: " + e.getMessage());
        }
        String expect = null;
        String module = null;
        String tier = null;
        int expectLine = 1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replace("\uFEFF", "").trim();
            if (line.startsWith("\\* expect:")) {
                if (expect != null) {
                    throw new InvalidInputException(config.toString(), i + 1, "a second expectation");
                }
                expect = stated(line);
                expectLine = i + 1;
            } else if (line.startsWith("\\* module:")) {
                module = stated(line);
            } else if (line.startsWith("\\* tier:")) {
                tier = stated(line);
            }
        }
        Optional<Expectation> expectation =
                expect == null ? Optional.of(new Expectation.NoError()) : Expectation.parse(expect);
        if (expectation.isEmpty()) {
            throw new InvalidInputException(
                    config.toString(), expectLine, "\"" + expect + "\" is no expectation; the forms are: " + FORMS);
        }
        return new Model(config, module == null ? nameOf(config) : module, expectation.get(), tier(config, tier));
    }

    private static String stated(String line) {
        return line.substring(line.indexOf(':') + 1).trim();
    }

    private static Tier tier(Path config, @Nullable String tier) throws InvalidInputException {
        if (tier == null || tier.equals("fast")) {
            return Tier.FAST;
        }
        if (tier.equals("full")) {
            return Tier.FULL;
        }
        throw new InvalidInputException(config.toString(), 1, "tier is fast or full, not " + tier);
    }

    /**
     * Returns all models below a folder, by path; configs for traces are none.
     *
     * @throws InvalidInputException one of them declares nothing
     */
    public static List<Model> below(Path folder) throws InvalidInputException {
        return below(folder, Model::read);
    }

    /** Returns all models below a folder, as {@link #readAny} reads them. */
    public static List<Model> anyBelow(Path folder) throws InvalidInputException {
        return below(folder, Model::readAny);
    }

    private interface Reading {
        Model of(Path config) throws InvalidInputException;
    }

    private static List<Model> below(Path folder, Reading reading) throws InvalidInputException {
        List<Path> configs;
        try (Stream<Path> files = Files.walk(folder)) {
            configs = files.filter(file -> file.toString().endsWith(".cfg"))
                    .filter(file -> !folder.relativize(file).startsWith("target"))
                    .filter(file -> !folder.relativize(file).startsWith("src"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InvalidInputException(folder + ": cannot be read: " + e.getMessage());
        }
        List<Model> models = new ArrayList<>();
        for (Path config : configs) {
            Model model = reading.of(config);
            if (!(model.expectation instanceof Expectation.Traces)) {
                models.add(model);
            }
        }
        return models;
    }
}
