package dev.lockstep.checker.benchmark;

import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.model.ModelChecker;
import dev.lockstep.checker.search.Search;
import dev.lockstep.checker.search.SearchResult;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecSource;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Searches models by TLC and by the compiled engine, in turn, each in a process of its own with two workers, and prints the times. {@code
 * trace-checker/benchmark-models} runs it.
 */
public final class EngineBenchmark {
    private static final int WORKERS = 2;
    private static final String SEARCHING = "searching";

    /** TLC's message that the initial states are known, and the one with the figures. */
    private static final String TLC_SEARCHING = "@!@!@STARTMSG 2190";

    private static final Pattern FIGURES = Pattern.compile("(\\d+) states generated, (\\d+) distinct states found");
    private static final List<String> JVM = List.of("-XX:+UseParallelGC", "-Xmx3g", "-Xss8m");

    private EngineBenchmark() {}

    /**
     * Holds what was measured of a process.
     *
     * @param seconds of wall time, the start of the JVM included
     * @param search seconds of wall time from when the search began
     * @param processor seconds of all its threads
     * @param megabytes the most memory that it had
     */
    private record Measured(
            double seconds, double search, double processor, long megabytes, long generated, long distinct) {}

    /** @param arguments configs of models; or {@code --search} and one config, to search it here */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("--search")) {
            search(Path.of(arguments[1]));
            return;
        }
        System.out.printf(
                "%-34s %9s | %6s %6s %6s %5s | %6s %6s %6s %5s | %6s %6s %6s%n",
                "model", "states", "TLC", "search", "cpu", "MB", "ours", "search", "cpu", "MB", "ratio", "search",
                "cpu");
        for (String argument : arguments) {
            Model model = Model.read(Path.of(argument));
            Path folder = Files.createTempDirectory("lockstep-benchmark");
            Measured tlc = measured(tlc(model, folder), TLC_SEARCHING);
            Measured ours = measured(ours(model), SEARCHING);
            if (tlc.distinct != ours.distinct) {
                throw new IllegalStateException(argument + ": " + tlc + ", but " + ours);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-34s %9d | %6.1f %6.1f %6.1f %5d | %6.1f %6.1f %6.1f %5d | %5.1fx %5.1fx %5.1fx%n",
                    model.qualifiedName(),
                    ours.distinct,
                    tlc.seconds,
                    tlc.search,
                    tlc.processor,
                    tlc.megabytes,
                    ours.seconds,
                    ours.search,
                    ours.processor,
                    ours.megabytes,
                    tlc.seconds / ours.seconds,
                    tlc.search / ours.search,
                    tlc.processor / ours.processor);
        }
    }

    private static void search(Path config) throws Exception {
        Model model = Model.read(config);
        Search search = new Search(
                SpecLoader.load(new SpecSource(model.moduleFile(), model.config(), model.modulePath(), Map.of()))
                        .transitions(),
                WORKERS,
                () -> false);
        System.out.println(SEARCHING);
        SearchResult result = search.run();
        System.out.println(result.generated() + " states generated, " + result.distinct() + " distinct states found");
    }

    private static List<String> tlc(Model model, Path folder) {
        List<String> command = java();
        List<String> path = model.modulePath().stream().map(Path::toString).toList();
        command.add("-DTLA-Library=" + String.join(File.pathSeparator, path));
        command.addAll(List.of("-cp", ModelChecker.ownTlc().toString(), "tlc2.TLC", "-tool", "-workers", "" + WORKERS));
        command.addAll(List.of("-checkpoint", "0", "-metadir", folder.toString()));
        command.addAll(List.of("-config", model.config().toAbsolutePath().toString()));
        command.add(model.moduleFile().toAbsolutePath().toString());
        return command;
    }

    private static List<String> ours(Model model) {
        List<String> command = java();
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), EngineBenchmark.class.getName()));
        command.addAll(List.of("--search", model.config().toAbsolutePath().toString()));
        return command;
    }

    private static List<String> java() {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(JVM);
        return command;
    }

    private static Measured measured(List<String> command, String searching) throws IOException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        long begun = start;
        long generated = -1;
        long distinct = -1;
        Usage usage = new Usage(process);
        usage.start();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = reader.readLine()) != null) {
                if (line.startsWith(searching)) {
                    begun = System.nanoTime();
                }
                Matcher figures = FIGURES.matcher(line);
                if (figures.find()) {
                    generated = Long.parseLong(figures.group(1));
                    distinct = Long.parseLong(figures.group(2));
                }
            }
        }
        long end = System.nanoTime();
        if (generated < 0) {
            throw new IllegalStateException("no figures: " + String.join(" ", command));
        }
        return new Measured(
                (end - start) / 1e9,
                (end - begun) / 1e9,
                usage.processor.toMillis() / 1e3,
                usage.kilobytes / 1024,
                generated,
                distinct);
    }

    /** Looks at a process until it ends: only then is it known how much it took. */
    private static final class Usage extends Thread {
        private static final long EVERY_MILLISECONDS = 20;
        private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

        private final Process process;
        private volatile Duration processor = Duration.ZERO;
        private volatile long kilobytes;

        Usage(Process process) {
            this.process = process;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                while (process.isAlive()) {
                    processor = process.info().totalCpuDuration().orElse(processor);
                    Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
                    kilobytes = peak.find() ? Long.parseLong(peak.group(1)) : kilobytes;
                    Thread.sleep(EVERY_MILLISECONDS);
                }
            } catch (IOException | InterruptedException e) {
                return; // it has ended, or there is no such file here
            }
        }
    }
}
