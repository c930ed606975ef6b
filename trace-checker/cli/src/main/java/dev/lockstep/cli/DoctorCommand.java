package dev.lockstep.cli;

import dev.lockstep.checker.model.ModelChecker;
import dev.lockstep.checker.spec.BundledSpecs;
import dev.lockstep.cli.report.Version;
import dev.lockstep.protocol.Protocol;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        description = "Says what is there and what is missing.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DoctorCommand implements Callable<Integer> {
    private static final int BASELINE = 17;

    @Spec
    private CommandSpec command;

    private boolean missing;

    @Override
    public Integer call() {
        PrintWriter out = command.commandLine().getOut();
        int java = Runtime.version().feature();
        line(out, java >= BASELINE, "Java", Runtime.version() + " at " + System.getProperty("java.home"));
        Path tlc = ModelChecker.ownTlc();
        line(out, Files.isRegularFile(tlc), "TLC", tlc.toString());
        line(out, true, "heap", (Runtime.getRuntime().maxMemory() >> 20) + " MiB, 3 GiB more for each TLC");
        line(out, true, "processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        line(
                out,
                BundledSpecs.folder().isPresent(),
                "specs",
                BundledSpecs.folder().map(Path::toString).orElse("none on the class path"));
        String protocols =
                Protocols.all().stream().map(Protocol::name).distinct().collect(Collectors.joining(", "));
        line(out, !protocols.isEmpty(), "protocols", protocols.isEmpty() ? "none on the class path" : protocols);
        boolean agent = agentIsLoaded();
        line(out, agent, "agent", agent ? "loaded" : "not loaded: start Java with -javaagent:lockstep-agent.jar");
        out.flush();
        return missing ? 1 : 0;
    }

    private static boolean agentIsLoaded() {
        return java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .anyMatch(argument -> argument.startsWith("-javaagent:") && argument.contains("lockstep-agent"));
    }

    private void line(PrintWriter out, boolean there, String what, String detail) {
        missing |= !there;
        out.printf("%-8s %-11s %s%n", there ? "ok" : "MISSING", what, detail);
    }
}
