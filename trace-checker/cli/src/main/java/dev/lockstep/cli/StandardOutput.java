package dev.lockstep.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/**
 * Writes to standard output, and knows whether what a command printed got there. Java's own streams keep silent about what they could not
 * write.
 */
final class StandardOutput extends FilterOutputStream {
    private static final String GONE = "Broken pipe";

    private static StandardOutput installed;

    private IOException failure;

    StandardOutput(OutputStream to) {
        super(to);
    }

    /** Makes {@link System#out} one that remembers why it could not be written. For the command as a process of its own. */
    static void install() {
        Charset charset = Charset.forName(
                System.getProperty("stdout.encoding", Charset.defaultCharset().name()));
        installed = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        System.setOut(new PrintStream(installed, false, charset));
    }

    @Override
    public void write(int b) throws IOException {
        try {
            out.write(b);
        } catch (IOException e) {
            throw kept(e);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw kept(e);
        }
    }

    private IOException kept(IOException e) {
        failure = failure == null ? e : failure;
        return e;
    }

    /**
     * Returns the exit code of a command that has printed its result. It is the command's own if the result has arrived, otherwise 2, with
     * an error that says why. A reader that has gone is no error, as {@code head} goes when it has read enough.
     */
    static int checked(int exitCode, int unwritten, PrintWriter err) {
        if (!System.out.checkError()) { // this flushes it
            return exitCode;
        }
        IOException why = installed == null ? null : installed.failure;
        if (why == null || !GONE.equals(why.getMessage())) {
            err.println("lockstep: stdout: cannot be written" + (why == null ? "" : ": " + why.getMessage())
                    + "; the exit code without that: " + exitCode);
            err.flush();
        }
        return unwritten;
    }
}
