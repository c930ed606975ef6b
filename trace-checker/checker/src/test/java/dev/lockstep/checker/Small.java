package dev.lockstep.checker;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Traces;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small spec that a test writes, and traces of it. */
public record Small(SpecSource source) {
    /** @param module its text, which begins with its name; written into the build folder */
    public static Small of(String module, String config) {
        String name = module.replaceFirst("(?s)^-+ *MODULE (\\w+).*", "$1");
        try {
            Path folder =
                    Files.createDirectories(Path.of("target", "small", name + "-" + (module + config).hashCode()));
            Path text = Files.writeString(folder.resolve(name + ".tla"), module);
            return new Small(SpecSource.of(text, Files.writeString(folder.resolve(name + ".cfg"), config)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A trace, to be read once. */
    public TraceReader trace(String name, List<String> lines) throws InvalidInputException {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        return Traces.read(name, new ByteArrayInputStream(bytes), Traces.Format.LOCKSTEP);
    }

    /** Loads the spec for a trace, or takes it from those that are loaded. */
    public LoadedSpec load(Specs specs, TraceReader trace) throws InvalidInputException {
        return specs.forTrace(trace.name(), trace.header(), source.module(), source.config());
    }

    public CheckResult check(Specs specs, String name, List<String> lines) throws Exception {
        try (TraceReader reader = trace(name, lines)) {
            return TraceChecker.check(load(specs, reader), reader, Limits.DEFAULT);
        }
    }
}
