package dev.lockstep.checker.oracle.tlc;

import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import tlc2.TLC;
import tlc2.module.LockstepOracle;
import util.ToolIO;

/** One run of TLC on a generated trace spec. */
public final class TlcRun {
    private TlcRun() {}

    /**
     * Which nodes of the traces TLC reaches. Called by reflection.
     *
     * @param folder has the spec's modules, for this run alone
     * @param edges for each node, from 1: which event, from 1, leads to which node
     * @throws IllegalStateException TLC could not check the trace spec; the message is its output
     */
    public static BitSet reached(
            Path folder, String spec, String config, Header header, List<Event> events, List<List<int[]>> edges)
            throws IOException {
        Files.writeString(folder.resolve("LockstepOracle.tla"), TraceSpec.operators());
        Source source = new Source(folder, spec);
        TraceSpec traceSpec = new TraceSpec(spec, source, Config.parse(config), header, events, edges);
        traceSpec.prepareAny();
        traceSpec.prepare();
        source.write();
        Files.writeString(folder.resolve(TraceSpec.NAME + ".tla"), traceSpec.module());
        Files.writeString(folder.resolve(TraceSpec.NAME + ".cfg"), traceSpec.configuration());
        check(folder);
        return LockstepOracle.reached();
    }

    private static void check(Path folder) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ToolIO.out = new PrintStream(output, true, StandardCharsets.UTF_8);
        ToolIO.err = ToolIO.out;
        TLC tlc = new TLC();
        boolean understood = tlc.handleParameters(new String[] {
            "-deadlock",
            "-workers",
            "1",
            "-nowarning",
            "-fp",
            "0",
            "-fpmem",
            "0.001",
            "-checkpoint",
            "0",
            "-metadir",
            folder.resolve("states").toString(),
            "-config",
            folder.resolve(TraceSpec.NAME + ".cfg").toString(),
            folder.resolve(TraceSpec.NAME + ".tla").toString()
        });
        if (!understood || tlc.process() != 0) {
            throw new IllegalStateException(output.toString(StandardCharsets.UTF_8));
        }
    }
}
