package dev.lockstep.cli;

import dev.lockstep.cli.report.Version;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = "Prints a script with which a shell completes commands, options and their values.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.DONE, ExitCodes.USAGE},
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(lockstep completion bash)     in ~/.bashrc",
            "  source <(lockstep completion zsh)      in ~/.zshrc",
            "  lockstep completion fish | source      in ~/.config/fish/config.fish"
        })
final class CompletionCommand implements Callable<Integer> {
    /** Names a shell; zsh reads the script of bash. */
    private enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    private Shell shell;

    @Override
    public Integer call() {
        CommandSpec all = command.root();
        PrintWriter out = command.commandLine().getOut();
        out.print(shell == Shell.FISH ? FishCompletion.of(all) : AutoComplete.bash(all.name(), all.commandLine()));
        out.flush();
        return 0;
    }
}
