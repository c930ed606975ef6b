package dev.lockstep.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Writes the manual page of a command with subcommands, in the macros of man(7). */
final class ManualPage {
    private final StringBuilder page = new StringBuilder();

    private ManualPage() {}

    static String of(CommandSpec command) {
        ManualPage manual = new ManualPage();
        String name = command.name();
        String version = command.version().length == 0 ? "" : command.version()[0];
        manual.macro("TH", name.toUpperCase(Locale.ROOT), "1", "", version, "");
        manual.macro("SH", "NAME");
        manual.text(name + " - " + String.join(" ", command.usageMessage().description()));
        manual.macro("SH", "SYNOPSIS");
        manual.macro("B", name);
        manual.macro("I", "COMMAND");
        manual.text("[options] [arguments]");
        manual.macro("SH", "COMMANDS");
        for (Map.Entry<String, CommandLine> each : command.subcommands().entrySet()) {
            manual.command(name + " " + each.getKey(), each.getValue().getCommandSpec());
        }
        manual.end(command.usageMessage());
        return manual.page.toString();
    }

    private void command(String title, CommandSpec command) {
        UsageMessageSpec usage = command.usageMessage();
        macro("SS", title);
        text(String.join(" ", usage.description()));
        for (PositionalParamSpec argument : command.positionalParameters()) {
            item(argument.paramLabel(), argument.description());
        }
        for (OptionSpec option : command.options()) {
            String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
            item(String.join(", ", option.names()) + label, option.description());
        }
        usage.exitCodeList().forEach((code, meaning) -> item("exit " + code, new String[] {meaning}));
        asItIs(usage.footer());
    }

    private void end(UsageMessageSpec usage) {
        macro("SH", "EXIT STATUS");
        usage.exitCodeList().forEach((code, meaning) -> item(code, new String[] {meaning}));
        macro("SH", "ENVIRONMENT");
        asItIs(usage.footer());
    }

    private void item(String label, String[] description) {
        macro("TP");
        macro("B", label);
        text(String.join(" ", description));
    }

    private void asItIs(String[] lines) {
        if (lines.length > 0) {
            macro("PP");
            macro("nf");
            for (String line : lines) {
                text(line);
            }
            macro("fi");
        }
    }

    private void macro(String name, String... arguments) {
        List<String> words = new ArrayList<>(List.of("." + name));
        for (String argument : arguments) {
            words.add('"' + escaped(argument).replace("\"", "\\(dq") + '"');
        }
        page.append(String.join(" ", words)).append('\n');
    }

    private void text(String line) {
        String escaped = escaped(line);
        boolean isMacro = escaped.startsWith(".") || escaped.startsWith("'");
        page.append(isMacro ? "\\&" : "").append(escaped).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-");
    }
}
