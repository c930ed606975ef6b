package dev.lockstep.checker.model;

import dev.lockstep.checker.spec.PlusCalSource;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Translates the PlusCal algorithms of a model with {@code pcal.trans}, which TLC's jar has. It works on copies. */
final class Translation {
    private static final Pattern IMPORT = Pattern.compile("\\b(?:EXTENDS|INSTANCE)\\b([\\w\\s,]+)");
    private static final Pattern ERROR =
            Pattern.compile("(?s)Unrecoverable error:\\s*--\\s*(.*?)\\.?\\s*(?:line (\\d+), column (\\d+)\\.?)?\\s*$");

    private final Path tlc;
    private final Path folder;
    private final List<Path> originals;

    /**
     * @param tlc the jar of TLC
     * @param folder has copies of the model's modules
     * @param originals the folders that have the model's modules
     */
    Translation(Path tlc, Path folder, List<Path> originals) {
        this.tlc = tlc;
        this.folder = folder;
        this.originals = List.copyOf(originals);
    }

    /**
     * Translates all algorithms that a model uses, in their files.
     *
     * @param root the name of the model's module
     * @throws InvalidInputException an algorithm is wrong; the message says where
     */
    void translate(String root) throws IOException, InterruptedException, InvalidInputException {
        for (Path module : modules(root)) {
            if (PlusCalSource.read(module).isPresent()) {
                Files.copy(translated(module), module, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /**
     * Finds translations that are not those of their algorithm. Those that have checksums are left out, since TLC itself compares these.
     *
     * @return a sentence for each
     */
    List<String> stale(String root) throws IOException, InterruptedException {
        Set<String> stale = new LinkedHashSet<>();
        for (Path module : modules(root)) {
            Optional<PlusCalSource> source = PlusCalSource.read(module);
            if (source.isPresent() && !source.get().hasChecksum()) {
                stale(module, source.get()).ifPresent(stale::add);
            }
        }
        return List.copyOf(stale);
    }

    private Optional<String> stale(Path module, PlusCalSource source) throws IOException, InterruptedException {
        String name = original(module);
        try {
            String current = PlusCalSource.read(translated(module))
                    .map(PlusCalSource::translation)
                    .orElse("");
            return current.equals(source.translation())
                    ? Optional.empty()
                    : Optional.of(
                            source.isTranslated()
                                    ? name + ":" + source.translationLine()
                                            + ": the translation is not that of the PlusCal algorithm; --translate checks a new one"
                                    : name
                                            + ": the PlusCal algorithm is not translated; --translate checks a translation");
        } catch (InvalidInputException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Returns the user's file, relative to the working folder if it is below it. */
    private String original(Path module) {
        Path here = Path.of("").toAbsolutePath();
        return originals.stream()
                .map(each -> each.resolve(module.getFileName()))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(file -> file.startsWith(here) ? here.relativize(file) : file)
                .orElse(module.getFileName())
                .toString();
    }

    /** Returns the files of the module and of those that it uses. Modules that are not in the folder are left out. */
    private Set<Path> modules(String root) throws IOException {
        Set<Path> modules = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Path module = folder.resolve(open.remove() + ".tla");
            if (Files.isRegularFile(module) && modules.add(module)) {
                Matcher imported = IMPORT.matcher(new String(Files.readAllBytes(module), StandardCharsets.UTF_8));
                while (imported.find()) {
                    open.addAll(List.of(imported.group(1).strip().split("[\\s,]+")));
                }
            }
        }
        return modules;
    }

    /** Returns the file of a module with a new translation, in a folder of its own. */
    private Path translated(Path module) throws IOException, InterruptedException, InvalidInputException {
        Path own = Files.createTempDirectory(folder, "pcal");
        Path copy = Files.copy(module, own.resolve(module.getFileName()));
        Process process = new ProcessBuilder(
                        ModelChecker.java(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        tlc.toAbsolutePath().toString(),
                        "pcal.trans",
                        "-nocfg",
                        copy.getFileName().toString())
                .directory(own.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            Matcher error = ERROR.matcher(said);
            boolean hasPlace = error.find() && error.group(2) != null;
            String message = "the PlusCal algorithm cannot be translated: "
                    + (hasPlace ? error.group(1) : said).strip().replaceAll("\\s+", " ");
            throw new InvalidInputException(
                    new Place(
                            original(module),
                            hasPlace ? Long.parseLong(error.group(2)) : 1,
                            hasPlace ? Integer.parseInt(error.group(3)) : 1),
                    message,
                    null);
        }
        return copy;
    }
}
