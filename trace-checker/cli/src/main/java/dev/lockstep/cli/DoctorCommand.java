package dev.lockstep.cli;

import dev.lockstep.checker.model.ModelChecker;
import dev.lockstep.checker.spec.BundledSpecs;
import dev.lockstep.cli.report.Version;
import dev.lockstep.protocol.Protocol;
import java.io.File;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        description =
                "Says what is there and what is missing; what is absent is needed by some commands or tests only.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {"0:nothing is missing that every command needs", "1:something is missing", ExitCodes.USAGE})
final class DoctorCommand implements Callable<Integer> {
    private static final int BASELINE = 17;

    private static final List<Program> PROGRAMS = List.of(
            new Program("javac", "to build Lockstep", "openjdk-17-jdk-headless"),
            new Program(
                    "redis-server", "to run real servers: lockstep figures redis-sentinel, and tests", "redis-server"),
            new Program(
                    "redis-sentinel",
                    "to run real servers: lockstep figures redis-sentinel, and tests",
                    "redis-sentinel"),
            new Program("python3", "for the recorder of Python", "python3"),
            new Program("node", "for the recorder of JavaScript", "nodejs"),
            new Program("gcc", "for the recorder of C", "gcc libc6-dev"),
            new Program("go", "for the recorder of Go", "golang-go"),
            new Program("rustc", "for the recorder of Rust", "rustc"),
            new Program("chromium", "to test the HTML reports in a browser", "chromium"));

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
        for (Program program : PROGRAMS) {
            program.tell(out);
        }
        tellOfFlink(out);
        out.flush();
        return missing ? 1 : 0;
    }

    /** Tells whether the engine of {@code validate --engine flink} is there; the launcher says where it would be. */
    private static void tellOfFlink(PrintWriter out) {
        String jar = System.getProperty("lockstep.flink", "");
        boolean isThere = !jar.isEmpty() && Files.isRegularFile(Path.of(jar));
        out.printf(
                "%-8s %-14s %s%n",
                isThere ? "ok" : "absent",
                "flink",
                isThere ? jar : "fetched and built when it is asked for: lockstep validate --engine flink");
    }

    /**
     * Names a program that some commands or tests run. Without it they say so, and the rest works.
     *
     * @param debian the packages of Debian that have it
     */
    private record Program(String name, String purpose, String debian) {
        void tell(PrintWriter out) {
            Optional<Path> file = file();
            out.printf(
                    "%-8s %-14s %s%n",
                    file.isPresent() ? "ok" : "absent",
                    name,
                    file.map(Path::toString).orElse("needed " + purpose + "; on Debian: apt-get install " + debian));
        }

        private Optional<Path> file() {
            String path = System.getenv().getOrDefault("PATH", "");
            return Stream.concat(
                            Stream.of(Path.of(System.getProperty("java.home"), "bin")),
                            Stream.of(path.split(Pattern.quote(File.pathSeparator)))
                                    .map(Path::of))
                    .flatMap(folder -> Stream.of(folder.resolve(name), folder.resolve(name + ".exe")))
                    .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                    .findFirst();
        }
    }

    private static boolean agentIsLoaded() {
        return java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .anyMatch(argument -> argument.startsWith("-javaagent:") && argument.contains("lockstep-agent"));
    }

    private void line(PrintWriter out, boolean there, String what, String detail) {
        missing |= !there;
        out.printf("%-8s %-14s %s%n", there ? "ok" : "MISSING", what, detail);
    }
}
