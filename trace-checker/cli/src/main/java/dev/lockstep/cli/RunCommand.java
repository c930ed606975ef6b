package dev.lockstep.cli;

import dev.lockstep.cli.report.Version;
import dev.lockstep.protocol.Protocol;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = "Runs an implementation and writes its trace.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.DONE, ExitCodes.USAGE})
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(
            paramLabel = "PROTOCOL",
            completionCandidates = Protocols.Names.class,
            description = "lockstep doctor lists them.")
    private String protocol;

    @Option(names = "--nodes", defaultValue = "3", description = "How many processes (default: ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(names = "--seed", defaultValue = "1", description = "Of every random choice (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--events",
            defaultValue = "1000",
            description = "How many events at least; then the run winds down (default: ${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--transport",
            defaultValue = "simulated",
            description = "simulated: one thread, a schedule from the seed; tcp: loopback;"
                    + " real: the real programs, if they are installed (default: ${DEFAULT-VALUE}).")
    private RunOptions.Transport transport;

    @Option(
            names = "--faults",
            split = ",",
            paramLabel = "FAULT",
            description =
                    "Faults to inject, as delay,reorder,pause. One that the protocol does not know is refused with those"
                            + " that it knows.")
    private Set<String> faults = Set.of();

    @Option(
            names = "--reconfigure",
            defaultValue = "0",
            description = "How many changes of membership are asked for (default: ${DEFAULT-VALUE}).")
    private int reconfigure;

    @Option(
            names = "--trace",
            required = true,
            paramLabel = "FILE",
            description = "Where the trace goes; .gz compresses.")
    private Path trace;

    @Option(
            names = "--serve",
            description =
                    "Serve a page on loopback, at a random address, on which the run is watched and interfered with; it is served until"
                            + " the command is interrupted.")
    private boolean serve;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (nodes < 1 || events < 1) {
            throw new IllegalArgumentException("--nodes and --events must be at least 1");
        }
        Protocol implementation = Protocols.named(protocol, transport);
        Set<String> known = implementation.faults(transport);
        for (String fault : faults) {
            if (!known.contains(fault)) {
                throw new IllegalArgumentException(protocol + " over " + name(transport) + " knows no fault " + fault
                        + "; it knows: " + String.join(", ", new java.util.TreeSet<>(known)));
            }
        }
        if (reconfigure < 0 || reconfigure > 0 && !implementation.reconfigures()) {
            throw new IllegalArgumentException(
                    reconfigure < 0
                            ? "--reconfigure must be at least 0"
                            : "the membership of " + protocol + " cannot be changed: leave --reconfigure out");
        }
        Written.requirePlace(trace);
        RunOptions options = new RunOptions(nodes, seed, events, transport, faults, reconfigure, trace);
        if (serve) {
            PrintWriter err = command.commandLine().getErr();
            new ServedRun()
                    .run(
                            protocol,
                            implementation,
                            options,
                            address -> {
                                err.println("lockstep: watch it at " + address);
                                err.flush();
                            },
                            report -> {
                                tell(report);
                                err.println("lockstep: the page is served until you press Ctrl-C");
                                err.flush();
                                new CountDownLatch(1).await();
                            });
            return 0;
        }
        tell(implementation.run(options));
        return 0;
    }

    private void tell(RunReport report) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("protocol", protocol);
        result.put("transport", name(transport));
        result.put("seed", seed);
        result.put("trace", trace.toString());
        result.put("events", report.events());
        result.putAll(report.figures());
        PrintWriter out = command.commandLine().getOut();
        out.println(json ? Json.write(result) : line(result));
        out.flush();
    }

    static String name(RunOptions.Transport transport) {
        return transport.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String line(Map<String, Object> result) {
        StringBuilder line = new StringBuilder();
        result.forEach((key, value) ->
                line.append(line.isEmpty() ? "" : ", ").append(key).append(' ').append(value));
        return line.toString();
    }
}
