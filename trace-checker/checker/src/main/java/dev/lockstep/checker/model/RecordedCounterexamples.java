package dev.lockstep.checker.model;

import dev.lockstep.checker.spec.BundledSpecs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Keeps the counterexamples that searches have found, so that they need not be found again. A file has the digest of the model's config and
 * modules: what was recorded of other texts is not used. Modules are read once, and not again when they change later.
 */
public final class RecordedCounterexamples {
    private static final String BUILT = "target";
    private static final String FOLDER = "counterexamples";

    private final Path folder;

    /** The digests of the modules in a folder. They are read once: a protocol has dozens of models. */
    private final Map<Path, byte[]> modules = new ConcurrentHashMap<>();

    private RecordedCounterexamples(Path folder) {
        this.folder = folder;
    }

    /** Returns those that are kept in a folder, which is made when there is something to keep. */
    public static RecordedCounterexamples in(Path folder) {
        return new RecordedCounterexamples(folder);
    }

    /** Returns those that the build of specs keeps beside them; empty: the specs are in no folder that is built. */
    public static Optional<RecordedCounterexamples> ofBuild(Path specs) {
        Path built = specs.resolve(BUILT);
        return Files.isDirectory(built) ? Optional.of(in(built.resolve(FOLDER))) : Optional.empty();
    }

    /** Returns those of the specs that come with the program. */
    public static Optional<RecordedCounterexamples> ofBundled() {
        return BundledSpecs.folder().flatMap(RecordedCounterexamples::ofBuild);
    }

    /**
     * Keeps the counterexample of an outcome, if there is one and it is what the model declares.
     *
     * @throws IOException the file cannot be written
     */
    public void keep(Model model, ModelOutcome outcome) throws IOException {
        if (outcome.counterexample().states().isEmpty() || outcome.difference(model) != null) {
            return;
        }
        StringBuilder text = new StringBuilder(digest(model)).append('\n');
        outcome.counterexample()
                .loop()
                .ifPresent(back -> text.append("loop\t").append(back).append('\n'));
        for (Counterexample.State state : outcome.counterexample().states()) {
            text.append(
                    String.join("\t", "state", state.action(), state.module(), String.valueOf(state.line()) + "\n"));
            state.variables()
                    .forEach((name, value) -> text.append(String.join("\t", "variable", name, value))
                            .append('\n'));
        }
        Path file = file(model);
        Files.createDirectories(file.getParent());
        Path written = Files.createTempFile(file.getParent(), model.name(), ".tmp");
        Files.writeString(written, text);
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Returns the counterexample of a model; empty: none is kept, or it is one of other texts. */
    public Optional<Counterexample> of(Model model) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file(model));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (lines.isEmpty() || !lines.get(0).equals(digest(model))) {
            return Optional.empty();
        }
        OptionalInt loop = OptionalInt.empty();
        List<Counterexample.State> states = new ArrayList<>();
        Map<String, String> variables = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] parts = line.split("\t", -1);
            if (parts[0].equals("loop") && parts.length == 2) {
                loop = OptionalInt.of(Integer.parseInt(parts[1]));
            } else if (parts[0].equals("state") && parts.length == 4) {
                variables = new LinkedHashMap<>();
                states.add(new Counterexample.State(parts[1], parts[2], Integer.parseInt(parts[3]), variables));
            } else if (parts[0].equals("variable") && parts.length == 3) {
                variables.put(parts[1], parts[2]);
            } else {
                return Optional.empty(); // it is no file of this form
            }
        }
        return Optional.of(new Counterexample(states, loop));
    }

    private Path file(Model model) {
        return folder.resolve(model.protocol()).resolve(model.name() + ".txt");
    }

    private String digest(Model model) throws IOException {
        MessageDigest digest = sha();
        digest.update(Files.readAllBytes(model.config()));
        for (Path of : model.modulePath()) {
            byte[] known = modules.get(of);
            if (known == null) {
                known = ofModules(of);
                modules.put(of, known);
            }
            digest.update(known);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] ofModules(Path folder) throws IOException {
        MessageDigest digest = sha();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".tla"))
                    .sorted()
                    .toList()) {
                digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
        }
        return digest.digest();
    }

    private static MessageDigest sha() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
