package dev.lockstep.cli;

/**
 * What an interrupt of the process does while something is under way that can end early, with what there is of it: that is told to end, and
 * the process ends when it has. At other times an interrupt ends the process at once, as usual.
 */
final class Interruption {
    /** The exit code that shells give a process that an interrupt has ended. */
    private static final int INTERRUPTED = 130;

    private final Thread atInterrupt = new Thread(this::interrupted);
    private int underWay;
    private int exitCode = INTERRUPTED;
    private volatile boolean isOver;

    /** Whether what is under way is to end. */
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
