package dev.lockstep.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "help",
        description = "Tells about a command, or prints the manual page of all.",
        helpCommand = true,
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.DONE, ExitCodes.USAGE},
        footerHeading = "%nExample:%n",
        footer = "  lockstep help --man | man -l -")
final class ManualCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "Which command; none: all of them, in short.")
    private String name;

    @Option(names = "--man", description = "Print a manual page, for man.")
    private boolean isManual;

    @Override
    public Integer call() {
        CommandSpec all = command.root();
        PrintWriter out = command.commandLine().getOut();
        if (isManual) {
            out.print(ManualPage.of(all));
        } else if (name == null) {
            all.commandLine().usage(out);
        } else {
            CommandLine one = all.subcommands().get(name);
            if (one == null) {
                throw new ParameterException(
                        command.commandLine(),
                        "there is no command " + name + "; there are: "
                                + String.join(", ", all.subcommands().keySet()));
            }
            one.usage(out);
        }
        out.flush();
        return 0;
    }
}
