package dev.lockstep.cli.report;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.ExplanationText;
import dev.lockstep.checker.diagnosis.Diagnosis;
import dev.lockstep.checker.reason.Emphasis;
import dev.lockstep.report.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Tells what is said of one trace. Of the only one it is printed as soon as it is known. */
public final class Said {
    /** The system property with which the launcher says that stdout is a terminal, and that colours are welcome. */
    private static final String IS_COLOURED = "lockstep.coloured";

    private final ExplanationText text;
    private final Consumer<String> print;
    private final List<String> lines = new ArrayList<>();

    /** @param print prints a line as soon as it is known; null: lines are kept */
    public Said(Places places, Consumer<String> print) {
        boolean isColoured = Boolean.getBoolean(IS_COLOURED);
        this.text = Checked.text(places, isColoured ? Emphasis.BOLD_RED : Emphasis.NONE);
        this.print = print;
    }

    public void line(String line) {
        if (print != null) {
            print.accept(line);
        } else {
            lines.add(line);
        }
    }

    /** Returns the lines that are kept. */
    public List<String> lines() {
        return lines;
    }

    public void remark(String remark) {
        if (!remark.isEmpty()) {
            line(remark);
        }
    }

    /** Says what is known before it is looked for what would make the trace accepted. */
    public void begin(CheckResult result) {
        if (result.why() == null) {
            line(result.toString());
        } else {
            line(text.headline(result.why()));
            text.story(result.why(), Diagnosis.MOST_HINTS).forEach(this::line);
        }
    }

    public void end(CheckResult result) {
        if (result.why() != null) {
            text.end(result.why()).forEach(this::line);
        }
    }
}
