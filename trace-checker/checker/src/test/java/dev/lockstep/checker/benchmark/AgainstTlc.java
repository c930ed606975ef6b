package dev.lockstep.checker.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Checks traces by Lockstep and by TLC on a trace spec, each in a process of its own and again on the trace's first event alone, which is
 * taken for the start-up; prints the seconds and the ratios. Both must accept the trace, and both reject an altered one.
 */
public final class AgainstTlc {
    private AgainstTlc() {}

    /** @param args the command, a folder that is made for the runs, the seconds after which TLC is stopped, and the traces */
    public static void main(String[] args) throws Exception {
        String command = args[0];
        Path folder = Path.of(args[1]).toAbsolutePath();
        long limit = Long.parseLong(args[2]);
        System.out.println(
                "Seconds of wall time of whole processes, the start-up included; TLC: one worker, on a trace spec;"
                        + " refining: it also checks that the trace spec refines the spec.");
        System.out.println("The ratios are those of TLC's time to Lockstep's; of TLC stopped after " + limit
                + " s, lower bounds.");
        System.out.println(
                "Without start-up: each less its time for a trace of the first event alone; the ratio is that of TLC not refining;"
                        + " events/s: Lockstep's. Each time is the fastest of three, of what takes less than 10 s; refining runs once.");
        System.out.printf(
                "%-26s %8s %9s %9s %9s | %8s %9s %16s %9s%n",
                "trace", "events", "Lockstep", "TLC", "refining", "TLC", "refining", "without start-up", "events/s");
        for (int i = 3; i < args.length; i++) {
            Path runs = Files.createDirectories(folder.resolve("trace" + (i - 2)));
            new Comparison(command, Path.of(args[i]).toAbsolutePath(), runs, limit).print();
        }
    }
}
