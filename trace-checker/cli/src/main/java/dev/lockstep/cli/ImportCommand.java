package dev.lockstep.cli;

import dev.lockstep.checker.logs.ImportedTrace;
import dev.lockstep.checker.logs.LogImport;
import dev.lockstep.checker.logs.LogMapping;
import dev.lockstep.cli.report.Version;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        description = "Turns logs of a program into a trace, as a mapping says.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.DONE, ExitCodes.USAGE})
final class ImportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Option(names = "--mapping", required = true, paramLabel = "M", description = "Says what the lines mean.")
    private Path mapping;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where the trace goes (default: stdout).")
    private Path output;

    @Option(names = "--json", description = "Print one JSON object that tells what became of the lines.")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "LOG", description = "The logs of one run, also gzip.")
    private List<Path> logs;

    @Override
    public Integer call() throws Exception {
        if (json && output == null) {
            throw new IllegalArgumentException("--json needs -o FILE: the trace itself would go to stdout");
        }
        if (output != null) {
            Written.requirePlace(output);
        }
        ImportedTrace trace = LogImport.read(LogMapping.read(mapping), logs);
        PrintWriter out = command.commandLine().getOut();
        if (output == null) {
            trace.write(out);
            command.commandLine().getErr().println(trace);
            tell(trace);
            return 0;
        }
        Written.whole(output, trace::write);
        tell(trace);
        out.println(json ? Json.write(object(trace)) : output + ": " + trace);
        return 0;
    }

    private void tell(ImportedTrace trace) {
        trace.remarks().forEach(command.commandLine().getErr()::println);
        command.commandLine().getErr().flush();
    }

    private Map<String, Object> object(ImportedTrace trace) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("trace", output.toString());
        object.put("events", trace.events().size());
        object.put("logs", trace.logs());
        object.put("lines", trace.lines());
        object.put("ignored", trace.ignored());
        object.put("unmatched", trace.unmatched());
        object.put("corrections", trace.corrections());
        return object;
    }
}
