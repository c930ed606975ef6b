package dev.lockstep.checker.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * One process, and how long it took.
 *
 * @param seconds of wall time
 * @param ended whether it ended by itself; otherwise it was stopped after so many seconds, and would have taken longer
 * @param exit its exit code
 * @param output what it printed
 */
record Run(double seconds, boolean ended, int exit, String output) {
    /**
     * Runs a command.
     *
     * @param folder where it runs, and its output is written
     * @param limit seconds after which it is stopped
     */
    static Run of(Path folder, long limit, List<String> command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(limit, TimeUnit.SECONDS);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!ended) {
            process.destroyForcibly();
        }
        int exit = process.waitFor();
        return new Run(seconds, ended, exit, Files.readString(output));
    }

    /** @throws IllegalStateException it failed, or did not say this before it ended by itself */
    Run said(String text) {
        if (ended && (exit != 0 || !output.contains(text))) {
            throw new IllegalStateException("exit " + exit + ", without \"" + text + "\":\n" + output);
        }
        return this;
    }

    /** The seconds; of a process that was stopped, that there are more. */
    String time() {
        return (ended ? "" : ">") + String.format(Locale.ROOT, ended ? "%.2f" : "%.0f", seconds);
    }

    /** How many times as long as this many seconds it took, less so many of its own; of a process that was stopped, a lower bound. */
    String ratio(double less, double to) {
        return (ended ? "" : ">") + String.format(Locale.ROOT, "%.1fx", (seconds - less) / to);
    }
}
