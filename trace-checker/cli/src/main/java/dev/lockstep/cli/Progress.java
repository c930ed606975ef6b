package dev.lockstep.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Tells on stderr how far a command is. A terminal gets a bar that ticks, a file or a pipe plain lines. Nothing is told where the result is
 * JSON. Results are printed with {@link #print}, which keeps them apart from the bar. For several threads.
 */
final class Progress implements AutoCloseable {
    /** The system property with which the launcher says that stderr is a terminal; Java cannot tell. */
    private static final String IS_TERMINAL = "lockstep.terminal";

    private static final int USUAL_COLUMNS = 80;
    private static final int LEAST_FOR_HELP = 55;
    private static final int MOST_FOR_HELP = 120;

    /** Leaves a column of the terminal free: a line that fills it would be broken. */
    private static final int COLUMNS = Math.max(20, terminal() - 1);

    private final PrintWriter err;
    private final Form form;
    private final Map<String, String> under = new LinkedHashMap<>();
    private final ProgressBar bar;
    private String shown = "";

    private static int terminal() {
        return Integer.getInteger("lockstep.columns", USUAL_COLUMNS);
    }

    /** Returns how wide a help is: as the terminal, within what can be read. */
    static int columns() {
        return Math.min(MOST_FOR_HELP, Math.max(LEAST_FOR_HELP, terminal()));
    }

    /** Tells how it is told. */
    enum Form {
        BAR,
        LINES,
        NOTHING;

        /** Returns the form for this process's stderr. */
        static Form of(boolean json) {
            return json ? NOTHING : Boolean.getBoolean(IS_TERMINAL) ? BAR : LINES;
        }
    }

    /**
     * @param task what is counted, in a word
     * @param total how many steps there will be; -1: nobody knows
     */
    Progress(Form form, PrintWriter err, String task, long total) {
        this.form = form;
        this.err = err;
        this.bar = form != Form.BAR
                ? null
                : new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(total)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(1000)
                        .continuousUpdate()
                        .setConsumer(new Line())
                        .build();
    }

    /** Tells how far one of the things under way is, as {@code 12345 states}. */
    synchronized void tell(String who, String state) {
        if (form == Form.LINES) {
            err.println(who + ": " + state + " so far");
            err.flush();
        } else if (bar != null) {
            under.put(who, state);
            bar.setExtraMessage(extra());
        }
    }

    /** Returns whether what is told replaces what was told before. */
    boolean isBar() {
        return bar != null;
    }

    /** Something is under way from now on. */
    synchronized void begin(String who) {
        if (bar != null) {
            under.put(who, "");
            bar.setExtraMessage(extra());
        }
    }

    /** One step more is done, and with it the thing that was under way. */
    synchronized void end(String who) {
        if (bar != null) {
            under.remove(who);
            bar.setExtraMessage(extra());
            bar.step();
        }
    }

    /** The thing is no longer under way; which steps are done is told otherwise. */
    synchronized void forget(String who) {
        if (bar != null) {
            under.remove(who);
            bar.setExtraMessage(extra());
        }
    }

    /** So many steps are done. */
    void at(long steps) {
        if (bar != null) {
            bar.stepTo(steps);
        }
    }

    private String extra() {
        StringBuilder extra = new StringBuilder();
        under.forEach((who, state) ->
                extra.append(extra.isEmpty() ? " " : ", ").append(who).append(state.isEmpty() ? "" : " " + state));
        return extra.toString();
    }

    /** Prints a result, on a line of its own. */
    synchronized void print(PrintWriter out, String text) {
        erase();
        out.println(text);
        out.flush();
    }

    private synchronized void erase() {
        if (!shown.isEmpty()) {
            err.print("\r" + " ".repeat(shown.length()) + "\r");
            err.flush();
            shown = "";
        }
    }

    private synchronized void show(String text) {
        String line = text.length() > COLUMNS ? text.substring(0, COLUMNS) : text;
        err.print("\r" + line + " ".repeat(Math.max(0, shown.length() - line.length())));
        err.flush();
        shown = line;
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
        erase();
    }

    /** Draws the bar in its line of the terminal. */
    private final class Line implements ProgressBarConsumer {
        @Override
        public int getMaxRenderedLength() {
            return COLUMNS; // the bar gets shorter, so that what is under way is seen, which comes last
        }

        @Override
        public void accept(String text) {
            show(text.strip());
        }

        @Override
        public void close() {}
    }
}
