package dev.lockstep.checker.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs TLC on models, each in a JVM of its own with one worker: so a search is breadth first, its counterexample a shortest one and its
 * depth exact. The fingerprint polynomial, which TLC draws at random, is fixed, and liveness is checked once, at the end: both decide which
 * lasso it finds. Two models at a time use two cores better than one model with two workers.
 */
public final class ModelChecker {
    private static final long LARGE = 20_000;

    private final Path tlc;
    private final String heap;

    /**
     * @param tlc the jar to run: the one Lockstep is built with, or an official {@code tla2tools.jar}
     * @param heap of the JVM, as in {@code -Xmx}
     */
    public ModelChecker(Path tlc, String heap) {
        this.tlc = tlc;
        this.heap = heap;
    }

    public ModelChecker() {
        this(ownTlc(), "3g");
    }

    /** The jar of the TLC that the checker itself uses. */
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

    /**
     * Checks a model to completion. Interrupting the thread ends TLC.
     *
     * @throws IOException TLC cannot be started, or its files cannot be written
     */
    public TlcOutcome check(Model model) throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("lockstep-model");
        try {
            return check(model, scratch);
        } finally {
            delete(scratch);
        }
    }

    private TlcOutcome check(Model model, Path scratch) throws IOException, InterruptedException {
        for (Path folder : model.modulePath()) {
            copyModules(folder, scratch);
        }
        Files.copy(model.config(), scratch.resolve("Model.cfg"));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command(model, scratch))
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .start();
        ToolOutput output = new ToolOutput(ToolOutput.properties(Files.readAllLines(model.config())));
        List<String> tail = new ArrayList<>();
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
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }
        TlcOutcome outcome = output.outcome(Duration.ofNanos(System.nanoTime() - start));
        return outcome.found().isEmpty() && outcome.errors().isEmpty() ? silent(outcome, tail) : outcome;
    }

    /** TLC ended without a message of either kind: whatever it printed last is the error. */
    private static TlcOutcome silent(TlcOutcome outcome, List<String> tail) {
        return new TlcOutcome(
                Optional.empty(),
                outcome.distinct(),
                outcome.generated(),
                outcome.depth(),
                List.of(),
                tail,
                outcome.time());
    }

    /** A small model is over before the JVM's second compiler pays; most take half the time without. */
    private static List<String> compiler(Model model) {
        boolean isLarge = model.tier() == Model.Tier.FULL
                || model.expectation() instanceof Expectation.Success success && success.distinct() > LARGE;
        return isLarge ? List.of("-XX:+UseParallelGC") : List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    }

    private List<String> command(Model model, Path scratch) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(compiler(model));
        command.addAll(List.of(
                "-Xmx" + heap,
                "-Xss8m",
                "-Djava.io.tmpdir=" + scratch,
                "-cp",
                tlc.toString(),
                "tlc2.TLC",
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
                "Model.cfg",
                model.module()));
        return command;
    }

    private static void copyModules(Path folder, Path scratch) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".tla")).toList()) {
                Files.copy(file, scratch.resolve(file.getFileName()));
            }
        }
    }

    private static void delete(Path scratch) throws IOException {
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
