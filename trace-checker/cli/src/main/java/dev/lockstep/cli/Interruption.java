package dev.lockstep.cli;

import java.util.function.BooleanSupplier;

/**
 * Lets what is under way end early when the process is interrupted. It is told to end, and the process ends when it has, with the results
 * there are. At other times an interrupt ends the process at once, as usual.
 */
final class Interruption {
    /** The exit code that shells give a process that an interrupt has ended. */
    private static final int INTERRUPTED = 130;

    /** Represents work that returns the command's exit code. */
    interface Work {
        /** Returns the exit code, when all is done or the supplier has said that it is over. */
        int until(BooleanSupplier isOver) throws Exception;
    }

    private final Thread atInterrupt = new Thread(this::interrupted);
    private int underWay;
    private int exitCode = INTERRUPTED;
    private volatile boolean isOver;

    /** Returns whether what is under way is to end. */
    boolean isOver() {
        return isOver;
    }

    /** Something begins that can end early. */
    synchronized void begin() {
        if (underWay++ == 0) {
            try {
                Runtime.getRuntime().addShutdownHook(atInterrupt);
            } catch (IllegalStateException e) {
                isOver = true; // the process ends already
            }
        }
    }

    /** It has ended, all of it written and told. */
    synchronized void end() {
        if (--underWay == 0 && !isOver) {
            try {
                Runtime.getRuntime().removeShutdownHook(atInterrupt);
            } catch (IllegalStateException e) {
                isOver = true; // it was interrupted just now
            }
        }
        notifyAll();
    }

    /** It has ended, and with it the command: the process has this exit code if it was interrupted. */
    synchronized void end(int withExitCode) {
        exitCode = withExitCode;
        end();
    }

    /** Does the command's work, which returns its exit code and can end early. If it fails, the process ends as usual. */
    int during(Work work) throws Exception {
        begin();
        int code = INTERRUPTED;
        try {
            code = work.until(this::isOver);
            return code;
        } finally {
            end(code);
        }
    }

    private void interrupted() {
        isOver = true;
        int code;
        synchronized (this) {
            while (underWay > 0) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    break;
                }
            }
            code = exitCode;
        }
        Runtime.getRuntime().halt(code);
    }
}
