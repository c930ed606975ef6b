package dev.lockstep.cli;

import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.trace.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The {@code lockstep} command. Exit codes: 0 holds, 1 violated, 2 usage or unreadable input, 3 inconclusive. */
@Command(
        name = "lockstep",
        description = "Checks that programs march in lockstep with their TLA+ specs.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            CheckCommand.class,
            RunCommand.class,
            ValidateCommand.class,
            DoctorCommand.class,
            HelpCommand.class
        })
public final class Lockstep {
    private static final int USAGE = Verdict.INVALID.exitCode();

    private Lockstep() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs one command; the result is the exit code. */
    static int run(String... args) {
        CommandLine command = new CommandLine(new Lockstep())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExitCodeExceptionMapper(internal -> USAGE) // 1 means a verdict, which an internal error is not
                .setExecutionExceptionHandler((e, failed, parsed) -> {
                    if (e instanceof InvalidInputException
                            || e instanceof UnusableSpecException
                            || e instanceof IllegalArgumentException
                            || e instanceof IOException
                            || e instanceof UncheckedIOException) {
                        failed.getErr().println("lockstep: " + e.getMessage());
                        failed.getErr().flush();
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
}
