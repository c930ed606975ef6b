package dev.lockstep.checker.benchmark;

import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.model.ModelChecker;
import dev.lockstep.checker.model.Scratch;
import dev.lockstep.checker.search.Search;
import dev.lockstep.checker.search.SearchResult;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecSource;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
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
 * Searches models by TLC and by the compiled engine, or explores code at their bounds, and prints the times as a table. Each runs in a process
 * of its own with two workers, one after the other. {@code trace-checker/benchmark-models} runs it.
 */
public final class EngineBenchmark {
    private static final int WORKERS = 2;
    private static final String SEARCHING = "searching";

    /** TLC's message that it begins with the initial states. */
    private static final String TLC_SEARCHING = "@!@!@STARTMSG 2189";

    /** What an exploration tells: states of the spec, and seconds without the start-up. */
    private static final Pattern EXPLORED =
            Pattern.compile("\"specStates\":(\\d+).*\"seconds\":([0-9.E-]+),\"processorSeconds\":([0-9.E-]+)");

    private static final Pattern FIGURES = Pattern.compile("states generated, (\\d+) distinct states found");
    private static final List<String> JVM = List.of("-XX:+UseParallelGC", "-Xmx3g", "-Xss8m");

    private EngineBenchmark() {}

    /**
     * Holds what was measured of a process.
     *
     * @param seconds of wall time, the start of the JVM included
     * @param search seconds of wall time from when the search began
     * @param processor seconds of all its threads, system time included
     * @param searchProcessor the same from when the search began
     * @param megabytes the most memory that it had
     */
    private record Measured(
            double seconds, double search, double processor, double searchProcessor, long megabytes, long distinct) {
        String cells() {
            return String.format(
                    Locale.ROOT,
                    "%.1f | %.1f | %.1f | %.1f | %d",
                    seconds,
                    search,
                    processor,
                    searchProcessor,
                    megabytes);
        }

        String ratios(Measured ours) {
            return String.format(
                    Locale.ROOT,
                    "%.1f | %.1f | %.1f | %.1f",
                    seconds / ours.seconds,
                    search / ours.search,
                    processor / ours.processor,
                    searchProcessor / ours.searchProcessor);
        }
    }

    /**
     * @param arguments configs of models; or {@code --explore}, the launcher, and the names of models at whose bounds code is explored; or
     *     {@code --search} and one config, to search it here
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("--search")) {
            search(Path.of(arguments[1]));
            return;
        }
        boolean isExploring = arguments[0].equals("--explore");
        List<String> models = List.of(arguments).subList(isExploring ? 2 : 0, arguments.length);
        System.out.println("load " + load() + ", " + WORKERS
                + " workers; of each: seconds by the clock, start-up included and excluded,"
                + " of the processor, included and excluded, MB");
        System.out.println("| model | states | TLC | | | | | ours | | | | | ratio | | | |");
        System.out.println("|---|" + "--:|".repeat(15));
        for (String argument : models) {
            Model model = Model.read(isExploring ? config(Path.of(arguments[1]), argument) : Path.of(argument));
            Path folder = Files.createTempDirectory("lockstep-benchmark");
            Measured tlc = measured(tlc(model, folder), TLC_SEARCHING);
            Scratch.delete(folder);
            Measured ours = isExploring
                    ? measured(exploring(arguments[1], argument), SEARCHING)
                    : measured(ours(model), SEARCHING);
            if (!isExploring && tlc.distinct != ours.distinct) {
                throw new IllegalStateException(argument + ": " + tlc + ", but " + ours);
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,d | %s | %s | %s |%n",
                    model.qualifiedName(),
                    ours.distinct,
                    tlc.cells(),
                    ours.cells(),
                    tlc.ratios(ours));
        }
        System.out.println("load " + load());
    }

    private static Path config(Path launcher, String model) {
        String name = model.substring(model.indexOf('=') + 1);
        return launcher.resolveSibling("specs").resolve(name.replace("/", "/models/") + ".cfg");
    }

    private static String load() {
        return String.format(
                Locale.ROOT,
                "%.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static List<String> exploring(String launcher, String model) {
        int slash = model.indexOf('/');
        String protocol = model.substring(0, model.indexOf(model.contains("=") ? '=' : '/'));
        return List.of(launcher, "explore", protocol, "--model", model.substring(slash + 1), "--json");
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
        Duration processorBegun = Duration.ZERO;
        long distinct = -1;
        double search = -1;
        double searchProcessor = -1;
        Usage usage = new Usage(process);
        usage.start();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = reader.readLine()) != null) {
                if (line.startsWith(searching)) {
                    begun = System.nanoTime();
                    processorBegun = process.info().totalCpuDuration().orElse(Duration.ZERO);
                }
                Matcher figures = FIGURES.matcher(line);
                if (figures.find()) {
                    distinct = Long.parseLong(figures.group(1));
                }
                Matcher explored = EXPLORED.matcher(line);
                if (explored.find()) {
                    distinct = Long.parseLong(explored.group(1));
                    search = Double.parseDouble(explored.group(2));
                    searchProcessor = Double.parseDouble(explored.group(3));
                }
            }
        }
        long end = System.nanoTime();
        if (distinct < 0) {
            throw new IllegalStateException("no figures: " + String.join(" ", command));
        }
        double processor = usage.processor.toMillis() / 1e3;
        return new Measured(
                (end - start) / 1e9,
                search < 0 ? (end - begun) / 1e9 : search,
                processor,
                searchProcessor < 0 ? processor - processorBegun.toMillis() / 1e3 : searchProcessor,
                usage.kilobytes / 1024,
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
