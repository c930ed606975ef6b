package dev.lockstep.cli;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Limits;
import dev.lockstep.checker.Specs;
import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.model.Expectation;
import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.model.ModelChecker;
import dev.lockstep.checker.spec.BundledSpecs;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Traces;
import dev.lockstep.cli.report.Version;
import dev.lockstep.protocol.Protocol;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.protocol.RunReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description = "Checks every fast model, runs every implementation simulated and over TCP under faults, and"
                + " real servers of Redis where they are installed, and validates every trace.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {"0:all models are as declared, and all traces are accepted", "1:one is not", ExitCodes.USAGE})
final class DemoCommand implements Callable<Integer> {
    /** About every so many events a change of membership is asked for, where membership can be changed. */
    private static final int CHANGE = 200;

    /** Says how many events a run of real processes has, about: a failover or two. */
    private static final int REAL_EVENTS = 200;

    /** The most states that a model of the quick demo has. */
    private static final long QUICK = 2_500;

    @Spec
    private CommandSpec command;

    @Option(
            names = "--seeds",
            defaultValue = "10",
            description = "Simulated runs per protocol (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--events", defaultValue = "1000", description = "Events per run (default: ${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--quick",
            description = "In about a minute: one small model of each protocol, and one simulated run.")
    private boolean quick;

    private final Specs specs = new Specs();
    private int failures;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = command.commandLine().getOut();
        Path specFolder = BundledSpecs.folder()
                .orElseThrow(() -> new InvalidInputException("there are no specs on the class path"));
        List<Model> models = Model.below(specFolder).stream()
                .filter(model -> model.tier() == Model.Tier.FAST)
                .toList();
        if (quick) {
            models = quick(models, Protocols.all().stream().map(Protocol::name).toList());
            seeds = 1;
        }
        out.println("Models: what TLC finds, compared with what each declares");
        PrintWriter err = command.commandLine().getErr();
        ModelChecker checker = Tlc.checker(ModelChecker.ownTlc(), "3g", List.of(), false, err);
        Map<String, List<ModelRuns.Run>> byProtocol;
        try (Progress progress = new Progress(Progress.Form.of(false), err, "models", models.size())) {
            byProtocol = new ModelRuns(checker)
                    .run(models, progress, run -> {}).stream()
                            .collect(Collectors.groupingBy(run -> run.model().protocol(), Collectors.toList()));
        }
        byProtocol.forEach((protocol, runs) -> models(out, runs));
        out.println();
        out.println("Runs: each implementation, its trace validated against its spec");
        out.printf(
                "  %-17s %-10s %-35s %4s %7s  %-9s %s%n",
                "protocol", "transport", "faults", "seed", "events", "verdict", "figures");
        Path folder = Files.createTempDirectory("lockstep-demo");
        try {
            for (Protocol protocol : Protocols.all()) {
                for (int seed = 1; seed <= seeds && protocol.transports().contains(Transport.SIMULATED); seed++) {
                    run(out, protocol, options(protocol, Transport.SIMULATED, seed, folder));
                }
                if (!quick && protocol.transports().contains(Transport.TCP)) {
                    run(out, protocol, options(protocol, Transport.TCP, 1, folder));
                }
                if (!quick && protocol.transports().contains(Transport.REAL)) {
                    real(out, protocol, folder);
                }
            }
        } finally {
            Files.delete(folder);
        }
        out.println();
        out.println(
                failures == 0
                        ? "All models are as declared and all traces are accepted."
                        : failures + " of the above are not as they should be.");
        out.flush();
        return failures == 0 ? 0 : 1;
    }

    /**
     * Gives each protocol one small model that holds. It is the one with the most states among those whose module's name ends in the
     * protocol's, as {@code MCLamportMutex} does. If there is none, it is among those in the protocol's folder.
     */
    static List<Model> quick(List<Model> models, List<String> protocols) {
        Set<Model> quick = new LinkedHashSet<>();
        for (String protocol : protocols) {
            largest(models, model -> model.module().toLowerCase(Locale.ROOT).endsWith(protocol))
                    .or(() -> largest(models, model -> model.protocol().equals(protocol)))
                    .ifPresent(quick::add);
        }
        return List.copyOf(quick);
    }

    private static Optional<Model> largest(List<Model> models, Predicate<Model> isCandidate) {
        return models.stream()
                .filter(isCandidate)
                .filter(model -> distinct(model) > 0 && distinct(model) <= QUICK)
                .max(Comparator.comparingLong(DemoCommand::distinct));
    }

    private static long distinct(Model model) {
        return model.expectation() instanceof Expectation.Success success ? success.distinct() : 0;
    }

    private void models(PrintWriter out, List<ModelRuns.Run> runs) {
        for (ModelRuns.Run run : runs) {
            out.println("  " + run.line());
            failures += run.asDeclared() ? 0 : 1;
        }
        out.flush();
    }

    private static Path trace(Protocol protocol, Path folder) {
        return folder.resolve(protocol.name() + ".ndjson");
    }

    private RunOptions options(Protocol protocol, Transport transport, long seed, Path folder) {
        int reconfigure = protocol.reconfigures() ? events / CHANGE : 0;
        return new RunOptions(
                3,
                seed,
                events,
                transport,
                Protocols.roughest(protocol, transport),
                reconfigure,
                trace(protocol, folder));
    }

    /** Runs processes of somebody else's program, if it is installed. If it is not, this is told, and is no failure. */
    void real(PrintWriter out, Protocol protocol, Path folder)
            throws IOException, InterruptedException, InvalidInputException {
        Optional<String> missing = protocol.missing(Transport.REAL);
        if (missing.isPresent()) {
            out.printf("  %-17s %-10s not run: %s%n", protocol.name(), RunCommand.name(Transport.REAL), missing.get());
        } else {
            run(out, protocol, new RunOptions(3, 1, REAL_EVENTS, Transport.REAL, Set.of(), trace(protocol, folder)));
        }
    }

    private void run(PrintWriter out, Protocol protocol, RunOptions options)
            throws IOException, InterruptedException, InvalidInputException {
        Path folder = options.trace().getParent();
        RunReport report = protocol.run(options);
        CheckResult result = validated(options.trace());
        try (Stream<Path> beside = Files.list(folder)) {
            for (Path other : beside.sorted().toList()) { // such as what clients saw
                CheckResult more = validated(other);
                result = more.verdict().compareTo(result.verdict()) > 0 ? more : result;
            }
        }
        out.printf(
                "  %-17s %-10s %-35s %4d %7d  %-9s %s%n",
                protocol.name(),
                RunCommand.name(options.transport()),
                options.faults().stream().sorted().collect(Collectors.joining(",")),
                options.seed(),
                result.events(),
                result.verdict(),
                report.figures().entrySet().stream()
                        .map(figure -> figure.getValue() + " " + figure.getKey())
                        .collect(Collectors.joining(", ")));
        if (result.verdict() != Verdict.ACCEPTED) {
            failures++;
            out.println(result);
        }
        out.flush();
    }

    private CheckResult validated(Path trace) throws IOException, InvalidInputException {
        CheckResult result;
        try (TraceReader reader = Traces.open(trace, Traces.Format.LOCKSTEP)) {
            result = TraceChecker.check(
                    specs.forTrace(reader.name(), reader.header(), null, null), reader, Limits.DEFAULT);
        }
        Files.delete(trace);
        return result;
    }
}
