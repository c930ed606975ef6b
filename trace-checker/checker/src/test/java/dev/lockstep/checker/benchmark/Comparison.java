package dev.lockstep.checker.benchmark;

import dev.lockstep.checker.Limits;
import dev.lockstep.checker.Specs;
import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.sensitivity.Mutant;
import dev.lockstep.checker.sensitivity.Mutator;
import dev.lockstep.checker.spec.BundledSpecs;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.TraceWriter;
import dev.lockstep.checker.trace.Traces;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tlc2.module.TraceEvents;

/** Of one trace: Lockstep beside TLC on a trace spec. */
final class Comparison {
    /** How many events of the first instance are altered, and how often at most. */
    private static final int ALTERED = 40;

    private static final int ALTERATIONS = 30;

    /** How often a trace is checked; the fastest counts. */
    private static final int TIMES = 3;

    /** What takes so many seconds is not repeated. */
    private static final double LONG = 10;

    private final String command;
    private final Path trace;
    private final Path folder;
    private final long limit;
    private final Header header;
    private final LoadedSpec spec;
    private final TraceSpecText text;
    private final List<Event> first = new ArrayList<>();
    private long events;

    /**
     * @param command that is {@code lockstep}
     * @param folder where processes run
     * @param limit seconds after which TLC is stopped
     */
    Comparison(String command, Path trace, Path folder, long limit) throws Exception {
        this.command = command;
        this.trace = trace;
        this.folder = folder;
        this.limit = limit;
        try (TraceReader reader = Traces.open(trace, Traces.Format.LOCKSTEP)) {
            this.header = reader.header();
            this.spec = new Specs().forTrace(trace.toString(), header, beside(trace), null);
            SpecSource source = source();
            String steps = spec.name() + "Trace";
            this.text = new TraceSpecText(
                    spec.name(),
                    Files.exists(trace.resolveSibling(steps + ".tla")) ? steps : null,
                    header,
                    spec.variables(),
                    spec.actions(),
                    Files.readAllLines(source.config()));
            copyModules(source);
            for (Event event = reader.next(); event != null; event = reader.next()) {
                if (first.size() < ALTERED
                        && (events == 0
                                || Objects.equals(event.instance(), first.get(0).instance()))) {
                    first.add(event);
                }
                events++;
            }
        }
        Files.writeString(folder.resolve("TraceEvents.tla"), TraceSpecText.library());
    }

    /** The spec {@code X.tla} in the folder of a trace {@code X-anything.ndjson}; null: it is a bundled one. */
    static @Nullable Path beside(Path trace) {
        String name = trace.getFileName().toString().replaceFirst("[-.].*", "");
        Path module = trace.resolveSibling(name + ".tla");
        return Files.exists(module) ? module : null;
    }

    private SpecSource source() throws InvalidInputException {
        Path module = beside(trace);
        return module == null
                ? BundledSpecs.find(header.spec()).orElseThrow()
                : SpecSource.of(
                        module,
                        module.resolveSibling(module.getFileName().toString().replace(".tla", ".cfg")));
    }

    private void copyModules(SpecSource source) throws IOException {
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
        Path one = write(first.subList(0, 1));
        lockstep(one); // the command keeps its classes for the next time
        double lockstep = fastest(() -> lockstep(trace)).seconds();
        Run stripped = fastest(() -> tlc(trace, false).said(TraceEvents.ALL_END));
        Run refining = tlc(trace, true).said(TraceEvents.ALL_END);
        double startOfTlc =
                fastest(() -> tlc(one, false).said(TraceEvents.ALL_END)).seconds();
        double withoutStart = lockstep - fastest(() -> lockstep(one)).seconds();
        System.out.printf(
                "%-26s %8d %9.2f %9s %9s | %8s %9s %16s %9.0f%n",
                trace.getFileName(),
                events,
                lockstep,
                stripped.time(),
                refining.time(),
                stripped.ratio(0, lockstep),
                refining.ratio(0, lockstep),
                stripped.ratio(startOfTlc, withoutStart),
                events / withoutStart);
        bothReject();
    }

    private interface Checking {
        Run run() throws Exception;
    }

    private static Run fastest(Checking checking) throws Exception {
        Run fastest = checking.run();
        for (int i = 1; i < TIMES && fastest.seconds() < LONG; i++) {
            Run next = checking.run();
            fastest = next.seconds() < fastest.seconds() ? next : fastest;
        }
        return fastest;
    }

    /** Something is wrong with a checker that takes the trace with anything in it. */
    private void bothReject() throws Exception {
        Mutator mutator = new Mutator(first, spec.actions(), new Random(1));
        for (int i = 0; i < ALTERATIONS; i++) {
            Mutant mutant = mutator.any();
            List<Event> altered = mutant.of(first);
            if (!altered.isEmpty() && isRejected(altered)) {
                Run run = tlc(write(altered), false);
                if (run.exit() == 0 && !run.output().contains(TraceEvents.ALL_END)) {
                    return;
                }
            }
        }
        throw new IllegalStateException("of " + ALTERATIONS + " alterations of " + trace + " none is rejected by both");
    }

    private boolean isRejected(List<Event> altered) throws InvalidInputException {
        TraceChecker checker = new TraceChecker(spec, "altered", header, Map.of(), Limits.DEFAULT);
        for (Event event : altered) {
            checker.accept(event);
        }
        return checker.verdict() == Verdict.REJECTED;
    }

    /** A trace of few events beside the trace. */
    private Path write(List<Event> few) throws IOException {
        Path file = trace.resolveSibling(trace.getFileName().toString().replace(".ndjson", "-part.ndjson"));
        try (TraceWriter writer = new TraceWriter(Files.newBufferedWriter(file), header)) {
            for (Event event : few) {
                writer.write(event);
            }
        }
        return file;
    }

    /** The command, as people run it. */
    private Run lockstep(Path file) throws Exception {
        List<String> words = new ArrayList<>(List.of(command, "validate"));
        Path module = beside(trace);
        if (module != null) {
            words.addAll(List.of("--spec", module.toString()));
        }
        words.add(file.toString());
        return Run.of(folder, limit, words).said("accepted");
    }

    private Run tlc(Path file, boolean property) throws Exception {
        Files.writeString(folder.resolve(TraceSpecText.NAME + ".tla"), text.module(file.toString()));
        Files.writeString(folder.resolve(TraceSpecText.NAME + ".cfg"), text.config(property));
        return Run.of(
                folder,
                limit,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx4g",
                        "-XX:+UseParallelGC",
                        "-Xss8m",
                        "-cp",
                        absolute(System.getProperty("java.class.path")),
                        "tlc2.TLC",
                        "-workers",
                        "1",
                        "-nowarning",
                        "-checkpoint",
                        "0",
                        "-metadir",
                        folder.resolve("states").toString(),
                        TraceSpecText.NAME));
    }

    private static String absolute(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
