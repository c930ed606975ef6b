package dev.lockstep.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes a script of the shell fish that completes a command with subcommands, as picocli does for bash. */
final class FishCompletion {
    private final String program;
    private final StringBuilder script = new StringBuilder();

    private FishCompletion(String program) {
        this.program = program;
    }

    static String of(CommandSpec command) {
        FishCompletion completion = new FishCompletion(command.name());
        completion.script.append("# completes ").append(command.name()).append(" in fish\n");
        for (Map.Entry<String, CommandLine> each : command.subcommands().entrySet()) {
            CommandSpec sub = each.getValue().getCommandSpec();
            completion.line(
                    "__fish_use_subcommand",
                    "-f -a " + quoted(each.getKey()),
                    sub.usageMessage().description());
        }
        completion.arguments("__fish_use_subcommand", command);
        command.subcommands()
                .forEach((name, sub) ->
                        completion.arguments("__fish_seen_subcommand_from " + name, sub.getCommandSpec()));
        return completion.script.toString();
    }

    private void arguments(String condition, CommandSpec command) {
        for (OptionSpec option : command.options()) {
            List<String> words = new ArrayList<>();
            for (String name : option.names()) {
                words.add((name.startsWith("--") ? "-l " : "-s ") + quoted(name.replaceFirst("^--?", "")));
            }
            boolean takesValue = option.arity().max() > 0;
            String values = values(option);
            words.add(!takesValue ? "" : values.isEmpty() ? "-r" : "-x -a " + quoted(values));
            line(condition, String.join(" ", words).strip(), option.description());
        }
        for (ArgSpec argument : command.positionalParameters()) {
            String values = values(argument);
            if (!values.isEmpty()) {
                line(condition, "-f -a " + quoted(values), argument.description());
            }
        }
    }

    private static String values(ArgSpec argument) {
        Iterable<String> candidates = argument.completionCandidates();
        return candidates == null
                ? ""
                : String.join(
                        " ",
                        StreamSupport.stream(candidates.spliterator(), false).toList());
    }

    private void line(String condition, String what, String[] description) {
        script.append("complete -c ")
                .append(program)
                .append(" -n ")
                .append(quoted(condition))
                .append(' ')
                .append(what)
                .append(" -d ")
                .append(quoted(String.join(" ", description)))
                .append('\n');
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
