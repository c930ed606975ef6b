package dev.lockstep.cli;

import dev.lockstep.checker.Specs;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.cli.report.Complaint;
import dev.lockstep.cli.report.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** Runs the {@code lockstep} command. Exit codes: 0 holds, 1 violated, 2 usage or unreadable input, 3 inconclusive. */
@Command(
        name = "lockstep",
        description = "Checks that programs march in lockstep with their TLA+ specs.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {"0:holds, or accepted", "1:violated, or rejected", ExitCodes.USAGE, "3:inconclusive"},
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  JAVA_HOME              the Java that is used; else the one on the PATH",
            "  LOCKSTEP_JAVA_OPTIONS  more options for it, such as -Xmx8g",
            "  NO_COLOR               if it is set, nothing is coloured",
            "",
            "Examples:",
            "  lockstep check mutex",
            "  lockstep run mutex --events 1000 --trace t.ndjson",
            "  lockstep validate t.ndjson"
        })
public final class Lockstep {
    private static final int USAGE = Verdict.INVALID.exitCode();

    /** These commands tell of all others. */
    private static final Set<String> OF_ALL = Set.of("help", "completion");

    private Lockstep() {}

    public static void main(String[] args) throws IOException {
        StandardOutput.install();
        Specs specs = new Specs();
        if (args.length > 0 && args[0].equals("validate")) {
            SpecLoader.lendOwnTlc();
            ValidateCommand.loadAhead(specs, args);
        }
        int exitCode = run(specs, args);
        Archive.complete();
        System.exit(exitCode);
    }

    /** Runs one command; the result is the exit code. */
    static int run(String... args) {
        return run(new Specs(), args);
    }

    private static int run(Specs specs, String... args) {
        return StandardOutput.checked(executed(specs, args), USAGE, new PrintWriter(System.err, true));
    }

    private static int executed(Specs specs, String... args) {
        Callable<Integer> plain;
        try {
            plain = ValidateCommand.plain(specs, args);
        } catch (InvalidPathException e) {
            return run(() -> {
                throw e;
            });
        }
        return plain != null ? run(plain) : understood(specs, args);
    }

    private static int run(Callable<Integer> command) {
        PrintWriter err = new PrintWriter(System.err, true);
        try {
            return command.call();
        } catch (Exception e) {
            if (!isTold(e, err)) {
                e.printStackTrace(err);
            }
            return USAGE;
        }
    }

    /** Returns what the user can do something about is told in a line. */
    private static boolean isTold(Exception e, PrintWriter err) {
        boolean isTold = e instanceof InvalidInputException
                || e instanceof UnusableSpecException
                || e instanceof IllegalArgumentException
                || e instanceof IOException
                || e instanceof UncheckedIOException;
        if (isTold) {
            err.println(Complaint.of(e));
            err.flush();
        }
        return isTold;
    }

    /** Returns one line, and where to read more: the whole help would hide it. */
    private static int misused(ParameterException e, String... args) {
        CommandLine command = e.getCommandLine();
        boolean isUnknown = command.getParent() == null && args.length > 0 && !args[0].startsWith("-");
        String what = isUnknown
                ? "there is no command " + args[0] + "; there are: "
                        + String.join(", ", commands(new Specs()).keySet())
                : e.getMessage();
        command.getErr().println("lockstep: " + what);
        command.getErr().println("try: " + command.getCommandSpec().qualifiedName() + " --help");
        command.getErr().flush();
        return USAGE;
    }

    private static int understood(Specs specs, String... args) {
        Map<String, Supplier<Object>> commands = commands(specs);
        CommandLine command = new CommandLine(new Lockstep());
        boolean isKnown = args.length > 0 && commands.containsKey(args[0]) && !OF_ALL.contains(args[0]);
        commands.forEach((name, made) -> {
            if (!isKnown || name.equals(args[0])) { // the others would be made for nothing
                command.addSubcommand(name, made.get());
            }
        });
        command.setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(Progress.columns())
                .setParameterExceptionHandler(Lockstep::misused)
                .setExitCodeExceptionMapper(internal -> USAGE) // 1 means a verdict, which an internal error is not
                .setExecutionExceptionHandler((e, failed, parsed) -> {
                    if (isTold(e, failed.getErr())) {
                        return USAGE;
                    }
                    throw e;
                });
        if (args.length == 0) {
            command.usage(System.err);
            return USAGE;
        }
        return command.execute(args);
    }

    private static Map<String, Supplier<Object>> commands(Specs specs) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("demo", DemoCommand::new);
        commands.put("check", CheckCommand::new);
        commands.put("explore", ExploreCommand::new);
        commands.put("read", ReadCommand::new);
        commands.put("run", RunCommand::new);
        commands.put("validate", () -> new ValidateCommand(specs));
        commands.put("import", ImportCommand::new);
        commands.put("figures", FiguresCommand::new);
        commands.put("doctor", DoctorCommand::new);
        commands.put("completion", CompletionCommand::new);
        commands.put("help", ManualCommand::new);
        return commands;
    }
}
