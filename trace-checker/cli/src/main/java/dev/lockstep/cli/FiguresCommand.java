package dev.lockstep.cli;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Limits;
import dev.lockstep.checker.Specs;
import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Traces;
import dev.lockstep.cli.report.Version;
import dev.lockstep.protocol.FigureOptions;
import dev.lockstep.protocol.Figures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "figures",
        description = "Computes figures of a paper on the implementation, beside the published ones.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {"0:done, and all traces are accepted", "1:a trace is not accepted", ExitCodes.USAGE})
final class FiguresCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "Whose figures; without it all names are listed, with their parts.")
    private String name;

    @Parameters(index = "1..*", paramLabel = "PART", description = "Which of them (default: all).")
    private Set<String> parts = Set.of();

    @Option(
            names = "--seeds",
            defaultValue = "100",
            description = "How many runs there are for each figure (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "The seed of the first run (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            description = "Where plots go, as SVG files; it is made if it is not there.")
    private Path folder;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = command.commandLine().getOut();
        if (name == null) {
            all().forEach(each ->
                    each.parts().forEach((part, what) -> out.printf("%-8s %-8s %s%n", each.name(), part, what)));
            out.flush();
            return Verdict.ACCEPTED.exitCode();
        }
        Figures figures = named();
        for (String part : parts) {
            if (!figures.parts().containsKey(part)) {
                throw new IllegalArgumentException("there are no figures " + part + " of " + name + "; there are: "
                        + String.join(", ", figures.parts().keySet()));
            }
        }
        if (folder != null) {
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                throw new IllegalArgumentException(folder + ": plots cannot be written there: it is no folder");
            }
            Files.createDirectories(folder);
        }
        TreeSet<String> asked = new TreeSet<>(parts.isEmpty() ? figures.parts().keySet() : parts);
        boolean agrees = figures.compute(
                new FigureOptions(asked, seeds, seed, Optional.ofNullable(folder)),
                line -> {
                    out.println(line);
                    out.flush();
                },
                new Validation());
        return (agrees ? Verdict.ACCEPTED : Verdict.REJECTED).exitCode();
    }

    /** Validates traces against the bundled specs, each of which is loaded once. */
    private static final class Validation implements Figures.Validator {
        private final Specs specs = new Specs();

        @Override
        public boolean accepts(Path trace) throws IOException {
            try (TraceReader reader = Traces.open(trace, Traces.Format.LOCKSTEP)) {
                CheckResult result = TraceChecker.check(
                        specs.forTrace(reader.name(), reader.header(), null, null), reader, Limits.DEFAULT);
                if (result.verdict() != Verdict.ACCEPTED && result.verdict() != Verdict.REJECTED) {
                    throw new IOException(result.toString());
                }
                return result.verdict() == Verdict.ACCEPTED;
            } catch (InvalidInputException e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        @Override
        public Set<String> actions(Path trace) throws IOException {
            try (TraceReader reader = Traces.open(trace, Traces.Format.LOCKSTEP)) {
                LoadedSpec spec = specs.forTrace(reader.name(), reader.header(), null, null);
                Set<String> actions = new TreeSet<>();
                spec.actions().keySet().forEach(action -> actions.add(action.substring(action.lastIndexOf('!') + 1)));
                actions.removeAll(reader.header().hidden());
                return actions;
            } catch (InvalidInputException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }

    private Figures named() {
        List<Figures> all = all();
        return all.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there are no figures of " + name + "; there are: "
                        + all.stream().map(Figures::name).collect(Collectors.joining(", "))));
    }

    private static List<Figures> all() {
        return ServiceLoader.load(Figures.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Figures::name))
                .toList();
    }
}
