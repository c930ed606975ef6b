package dev.lockstep.cli;

/** Names the exit codes in helps. */
final class ExitCodes {
    static final String HEADING = "%nExit codes:%n";
    static final String DONE = "0:done";
    static final String USAGE = "2:usage, or input that cannot be read, or output that cannot be written";

    private ExitCodes() {}
}
