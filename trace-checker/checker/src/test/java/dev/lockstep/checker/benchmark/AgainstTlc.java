package dev.lockstep.checker.benchmark;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Limits;
import dev.lockstep.checker.Specs;
import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.spec.BundledSpecs;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Traces;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks traces by Lockstep and by TLC on a trace spec, each in a process of its own and again on the trace's first event alone, which is
 * taken for the start-up; prints the seconds and the ratios. Events name their actions and all arguments.
 */
public final class AgainstTlc {
    private static final Pattern DISTINCT = Pattern.compile("(\\d+) distinct states found");

    private AgainstTlc() {}

    /** The spec {@code X.tla} in the folder of a trace {@code X-anything.ndjson}; null: it is a bundled one. */
    private static @Nullable Path beside(Path trace) {
        String name = trace.getFileName().toString().replaceFirst("[-.].*", "");
        Path module = trace.resolveSibling(name + ".tla");
        return Files.exists(module) ? module : null;
    }

    private static SpecSource source(Path trace, String spec) throws InvalidInputException {
        Path module = beside(trace);
        return module == null
                ? BundledSpecs.find(spec).orElseThrow()
                : SpecSource.of(
                        module,
                        module.resolveSibling(module.getFileName().toString().replace(".tla", ".cfg")));
    }

    /** Checks a trace in this process, as {@code lockstep validate} does. */
    public static final class Check {
        private Check() {}

        /** @param args the trace */
        public static void main(String[] args) throws Exception {
            try (TraceReader reader = Traces.open(Path.of(args[0]), Traces.Format.LOCKSTEP)) {
                LoadedSpec spec = new Specs().forTrace(args[0], reader.header(), beside(Path.of(args[0])), null);
                CheckResult result = TraceChecker.check(spec, reader, Limits.DEFAULT);
                System.out.println(result);
                System.exit(result.verdict() == Verdict.ACCEPTED ? 0 : 1);
            }
        }
    }

    /** @param args a folder that is made for the runs, and the traces */
    public static void main(String[] args) throws Exception {
        System.out.println(
                "Seconds of wall time of whole processes, the start-up included; TLC: one worker, on a trace spec;"
                        + " refining: it also checks that the trace spec refines the spec.");
        System.out.println(
                "The ratios are those of TLC's time to Lockstep's; without start-up: less the time for one event; events/s:"
                        + " Lockstep's, without start-up.");
        System.out.printf(
                "%-26s %8s %9s %9s %9s | %8s %8s %15s %9s%n",
                "trace", "events", "Lockstep", "TLC", "refining", "TLC", "refining", "without start-up", "events/s");
        Path folder = Path.of(args[0]);
        for (int i = 1; i < args.length; i++) {
            new Comparison(Path.of(args[i]).toAbsolutePath(), Files.createDirectories(folder.resolve("trace" + i)))
                    .print();
        }
    }

    private static final class Comparison {
        private final Path trace;
        private final Path folder;
        private final TraceSpecText text;
        private final long events;
        private final int instances;

        Comparison(Path trace, Path folder) throws Exception {
            this.trace = trace;
            this.folder = folder.toAbsolutePath();
            try (TraceReader reader = Traces.open(trace, Traces.Format.LOCKSTEP)) {
                Header header = reader.header();
                LoadedSpec spec = new Specs().forTrace(trace.toString(), header, beside(trace), null);
                SpecSource source = source(trace, header.spec());
                this.text = new TraceSpecText(
                        spec.name(), header, spec.variables(), spec.actions(), Files.readAllLines(source.config()));
                copyModules(source);
                Set<String> instances = new HashSet<>();
                long count = 0;
                for (Event event = reader.next(); event != null; event = reader.next()) {
                    instances.add(Objects.requireNonNullElse(event.instance(), ""));
                    count++;
                }
                this.events = count;
                this.instances = instances.size();
            }
            Files.writeString(this.folder.resolve("TraceEvents.tla"), TraceSpecText.library());
        }

        private void copyModules(SpecSource source) throws Exception {
            List<Path> sources = new ArrayList<>(source.path());
            sources.add(source.module().toAbsolutePath().getParent());
            for (Path from : sources) {
                try (Stream<Path> files = Files.list(from)) {
                    for (Path file :
                            files.filter(f -> f.toString().endsWith(".tla")).toList()) {
                        Files.write(folder.resolve(file.getFileName().toString()), Files.readAllBytes(file));
                    }
                }
            }
        }

        void print() throws Exception {
            Path one = trace.resolveSibling(trace.getFileName().toString().replace(".ndjson", "-first.ndjson"));
            try (BufferedReader in = Files.newBufferedReader(trace);
                    BufferedWriter out = Files.newBufferedWriter(one)) {
                for (int line = 0; line < 2; line++) {
                    out.write(in.readLine());
                    out.newLine();
                }
            }
            double lockstep = lockstep(trace);
            double stripped = tlc(trace, events + instances, false);
            double refining = tlc(trace, events + instances, true);
            double net = lockstep - lockstep(one);
            System.out.printf(
                    "%-26s %8d %9.2f %9.2f %9.2f | %7.1fx %7.1fx %14.1fx %9.0f%n",
                    trace.getFileName(),
                    events,
                    lockstep,
                    stripped,
                    refining,
                    stripped / lockstep,
                    refining / lockstep,
                    (stripped - tlc(one, 2, false)) / net,
                    events / net);
        }

        private double lockstep(Path file) throws Exception {
            return seconds(
                    List.of(
                            "-Xss8m",
                            "-XX:TieredStopAtLevel=1",
                            "-Dlockstep.specs=" + BundledSpecs.folder().orElseThrow(),
                            Check.class.getName(),
                            file.toString()),
                    null,
                    0);
        }

        private double tlc(Path file, long states, boolean property) throws Exception {
            Files.writeString(folder.resolve(TraceSpecText.NAME + ".tla"), text.module(file.toString()));
            Files.writeString(folder.resolve(TraceSpecText.NAME + ".cfg"), text.config(property));
            return seconds(
                    List.of(
                            "-Xss8m",
                            "tlc2.TLC",
                            "-workers",
                            "1",
                            "-nowarning",
                            "-checkpoint",
                            "0",
                            "-metadir",
                            folder.resolve("states").toString(),
                            TraceSpecText.NAME),
                    DISTINCT,
                    states);
        }

        /** @param states what the pattern must find: a process that has not checked the whole trace is not timed */
        private double seconds(List<String> command, @Nullable Pattern pattern, long states)
                throws IOException, InterruptedException {
            List<String> all = new ArrayList<>();
            all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            all.addAll(List.of("-Xmx4g", "-XX:+UseParallelGC", "-cp", absolute(System.getProperty("java.class.path"))));
            all.addAll(command);
            Path output = folder.resolve("output.txt");
            long start = System.nanoTime();
            Process process = new ProcessBuilder(all)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int exit = process.waitFor();
            double seconds = (System.nanoTime() - start) / 1e9;
            String text = Files.readString(output);
            if (exit != 0) {
                throw new IllegalStateException("exit " + exit + " of " + String.join(" ", all) + "\n" + text);
            }
            if (pattern != null) {
                Matcher found = pattern.matcher(text);
                long last = -1;
                while (found.find()) {
                    last = Long.parseLong(found.group(1));
                }
                if (last != states) {
                    throw new IllegalStateException("TLC found " + last + " states, not " + states
                            + ": it did not check all of " + trace + "\n" + text);
                }
            }
            return seconds;
        }

        private static String absolute(String classPath) {
            return Stream.of(classPath.split(File.pathSeparator))
                    .map(entry -> Path.of(entry).toAbsolutePath().toString())
                    .reduce((a, b) -> a + File.pathSeparator + b)
                    .orElseThrow();
        }
    }
}
