package dev.lockstep.checker.model;

import dev.lockstep.checker.spec.ConfigFile;
import dev.lockstep.checker.trace.InvalidInputException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs TLC on models, each in a JVM of its own with one worker. So a search is breadth first, its counterexample a shortest one and its
 * depth exact. The fingerprint polynomial, which TLC draws at random, is fixed, and liveness is checked once, at the end: both decide which
 * lasso it finds. Two models at a time use two cores better than one model with two workers.
 */
public final class ModelChecker implements ModelEngine {
    /** Is passed on to TLC if this JVM has it. */
    private static final String LARGE_PAGES = "-XX:+UseTransparentHugePages";

    private static final long LARGE = 30_000;

    private final Path tlc;
    private final String heap;
    private final @Nullable Path archive;
    private final Modules modules;
    private final boolean translates;

    /**
     * @param tlc the jar to run: the one Lockstep is built with, or an official {@code tla2tools.jar}
     * @param heap the heap of the JVM, as in {@code -Xmx}
     * @param archive the archive of that jar's classes ({@link TlcArchive}), which saves 22% of a small model's processor time;
     * null: none
     * @param modules where modules are looked for after the model's own folders
     * @param translates whether PlusCal algorithms are translated anew, in copies; if not, it is told which translations are stale
     */
    public ModelChecker(Path tlc, String heap, @Nullable Path archive, Modules modules, boolean translates) {
        this.translates = translates;
        this.tlc = tlc;
        this.heap = heap;
        this.archive = archive;
        this.modules = modules;
    }

    /** Makes a checker without modules of the user's. */
    public ModelChecker(Path tlc, String heap, @Nullable Path archive) {
        this(tlc, heap, archive, Modules.of(List.of(), tlc), false);
    }

    /** Returns the jar of the TLC that the checker itself uses. */
    public static Path ownTlc() {
        String url = String.valueOf(ModelChecker.class.getResource("/tlc2/TLC.class"));
        if (!url.startsWith("jar:")) {
            throw new IllegalStateException("TLC is not in a jar: " + url);
        }
        try {
            return Path.of(new URI(url.substring("jar:".length(), url.indexOf("!/"))));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("not a file: " + url, e);
        }
    }

    @Override
    public ModelOutcome outcome(Model model, Progress progress)
            throws IOException, InterruptedException, InvalidInputException {
        return check(model, distinct -> {
            if (distinct > 0) {
                progress.tell(distinct + " states");
            }
        });
    }

    /** Checks a model without telling how far it is. */
    public ModelOutcome check(Model model) throws IOException, InterruptedException, InvalidInputException {
        return check(model, distinct -> {});
    }

    /**
     * Checks a model to completion. Interrupting the thread ends TLC, as the end of this JVM does.
     *
     * @param progress is told the distinct states so far: 0 when the search begins, a number after 3 seconds, and each minute
     * @throws IOException TLC cannot be started, or its files cannot be written
     * @throws InvalidInputException a PlusCal algorithm cannot be translated; the message says where it is wrong
     */
    public ModelOutcome check(Model model, LongConsumer progress)
            throws IOException, InterruptedException, InvalidInputException {
        Path scratch = Files.createTempDirectory("lockstep-model");
        try {
            return check(model, scratch, progress);
        } finally {
            Scratch.delete(scratch);
        }
    }

    private ModelOutcome check(Model model, Path scratch, LongConsumer progress)
            throws IOException, InterruptedException, InvalidInputException {
        for (Path folder : model.modulePath()) {
            copyModules(folder, scratch);
        }
        List<Path> library = modules.unpack(scratch);
        ConfigFile config = ConfigFile.read(model.config());
        List<String> remarks = new ArrayList<>();
        boolean isOwn = tlc.equals(ownTlc());
        if (isOwn && !config.newer().isEmpty()) {
            remarks.add(model.qualifiedName() + ": left out, since this TLC does not know it: "
                    + String.join(", ", config.newer()));
        }
        Files.writeString(scratch.resolve("Model.cfg"), isOwn ? config.forOwnTlc() : config.text());
        Translation translation = new Translation(tlc, scratch, model.modulePath());
        if (translates) {
            translation.translate(model.module());
        } else {
            remarks.addAll(translation.stale(model.module()));
        }
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command(model, scratch, library))
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .start();
        ToolOutput output = new ToolOutput(config.names("PROPERTY", "PROPERTIES"), progress);
        List<String> tail = new ArrayList<>();
        FutureTask<Void> reading = new FutureTask<>(() -> read(process, output, tail));
        Thread reader = new Thread(reading, "lockstep-tlc");
        Thread atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            reader.start(); // an interrupt does not end a read
            reading.get();
            process.waitFor();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException unreadable) {
                throw unreadable;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            process.destroyForcibly().onExit().join(); // its files can be deleted then
            removeHook(atExit);
        }
        ModelOutcome outcome = output.outcome(remarks, Duration.ofNanos(System.nanoTime() - start));
        return outcome.found().isEmpty() && outcome.errors().isEmpty() ? silent(outcome, tail) : outcome;
    }

    private static @Nullable Void read(Process process, ToolOutput output, List<String> tail) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = reader.readLine()) != null) {
                output.line(line);
                tail.add(line);
                if (tail.size() > 200) {
                    tail.remove(0);
                }
            }
        }
        return null;
    }

    private static void removeHook(Thread atExit) {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // this JVM is ending, and the hook has been run
        }
    }

    /** Reports that TLC ended without a message of either kind. What it printed last is the error. */
    private static ModelOutcome silent(ModelOutcome outcome, List<String> tail) {
        return new ModelOutcome(
                Optional.empty(),
                outcome.distinct(),
                outcome.generated(),
                outcome.depth(),
                Counterexample.NONE,
                tail,
                outcome.time(),
                outcome.ownModules(),
                outcome.by(),
                outcome.remarks());
    }

    /**
     * Returns the options of the JVM. A small model is over before its second compiler pays; most take half the time without. The parallel collector takes up
     * to twice the processor time of the serial one until a search has some hundred thousand states.
     */
    private static List<String> compiler(Model model) {
        if (model.tier() == Model.Tier.FULL) {
            return List.of("-XX:+UseParallelGC");
        }
        boolean isLarge = model.expectation() instanceof Expectation.NoError
                || model.expectation() instanceof Expectation.Success success && success.distinct() > LARGE;
        return isLarge
                ? List.of("-XX:+UseSerialGC")
                : List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:C1MaxInlineSize=20");
    }

    private List<String> command(Model model, Path scratch, List<Path> library) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(compiler(model));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(LARGE_PAGES::equals)
                .forEach(command::add);
        if (archive != null) {
            command.addAll(TlcArchive.options(archive));
        }
        command.addAll(List.of("-Xmx" + heap, "-Xss8m", "-Djava.io.tmpdir=" + scratch));
        command.add("-DTLA-Library=" + joined(library));
        List<Path> jars = new ArrayList<>(List.of(tlc));
        jars.addAll(modules.withJava());
        command.addAll(List.of("-cp", joined(jars), "tlc2.TLC"));
        command.addAll(options(scratch));
        command.add(model.module());
        return command;
    }

    private static String joined(List<Path> files) {
        return files.stream()
                .map(file -> file.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Returns TLC's options for a config {@code Model.cfg} in this folder. */
    static List<String> options(Path scratch) {
        return List.of(
                "-tool",
                "-workers",
                "1",
                "-fp",
                "0",
                "-lncheck",
                "final",
                "-checkpoint",
                "0",
                "-metadir",
                scratch.resolve("states").toString(),
                "-config",
                "Model.cfg");
    }

    private static void copyModules(Path folder, Path scratch) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".tla")).toList()) {
                Files.copy(file, scratch.resolve(file.getFileName()));
            }
        }
    }
}
