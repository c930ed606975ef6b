package dev.lockstep.checker.benchmark;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Limits;
import dev.lockstep.checker.Specs;
import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Traces;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Checks traces by Lockstep and by TLC on a trace spec, each in a process of its own and again on the trace's first event alone, which is
 * taken for the start-up; prints the seconds and the ratios. Both must accept the trace, and both reject an altered one.
 */
public final class AgainstTlc {
    private AgainstTlc() {}

    /** Checks a trace in this process, as {@code lockstep validate} does. */
    public static final class Check {
        private Check() {}

        /** @param args the trace */
        public static void main(String[] args) throws Exception {
            Path trace = Path.of(args[0]);
            try (TraceReader reader = Traces.open(trace, Traces.Format.LOCKSTEP)) {
                LoadedSpec spec = new Specs().forTrace(args[0], reader.header(), Comparison.beside(trace), null);
                CheckResult result = TraceChecker.check(spec, reader, Limits.DEFAULT);
                System.out.println(result);
                System.exit(result.verdict() == Verdict.ACCEPTED ? 0 : 1);
            }
        }
    }

    /** @param args a folder that is made for the runs, the seconds after which TLC is stopped, and the traces */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]).toAbsolutePath();
        long limit = Long.parseLong(args[1]);
        System.out.println(
                "Seconds of wall time of whole processes, the start-up included; TLC: one worker, on a trace spec;"
                        + " refining: it also checks that the trace spec refines the spec.");
        System.out.println("The ratios are those of TLC's time to Lockstep's; of TLC stopped after " + limit
                + " s, lower bounds.");
        System.out.println(
                "Without start-up: each less its time for a trace of the first event alone, the fastest of three; the ratio is that of TLC"
                        + " not refining; events/s: Lockstep's.");
        System.out.printf(
                "%-26s %8s %9s %9s %9s | %8s %9s %16s %9s%n",
                "trace", "events", "Lockstep", "TLC", "refining", "TLC", "refining", "without start-up", "events/s");
        for (int i = 2; i < args.length; i++) {
            Path runs = Files.createDirectories(folder.resolve("trace" + (i - 1)));
            new Comparison(Path.of(args[i]).toAbsolutePath(), runs, limit).print();
        }
    }
}
