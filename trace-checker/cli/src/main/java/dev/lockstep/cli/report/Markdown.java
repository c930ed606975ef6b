package dev.lockstep.cli.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes results as GitHub's Markdown. What traces say is shown as it is, and none of it is taken for markup. */
public final class Markdown {
    private Markdown() {}

    /** Writes how many models are as declared, and tells of each that is not. */
    public static void writeModels(List<JUnitXml.Case> models, Writer out) throws IOException {
        long declared = models.stream().filter(model -> model.problem() == null).count();
        out.write("### Lockstep: " + declared + " of " + models.size()
                + (models.size() == 1 ? " model is" : " models are") + " as declared\n");
        for (JUnitXml.Case model : models) {
            if (model.problem() != null) {
                String title = model.group() + "/" + model.name() + ": "
                        + model.problem().message();
                explained(title, model.problem().text().lines().toList(), out);
            }
        }
    }

    static void write(List<Checked> all, Writer out) throws IOException {
        long accepted = all.stream().filter(Markdown::isAccepted).count();
        out.write("### Lockstep: " + accepted + " of " + all.size() + (all.size() == 1 ? " trace is" : " traces are")
                + " accepted\n\n| trace | spec | events | verdict |\n|---|---|--:|---|\n");
        for (Checked checked : all) {
            String spec = checked.spec() == null ? "" : checked.spec().name();
            String events = checked.result() == null
                    ? ""
                    : String.valueOf(checked.result().events());
            out.write("| " + cell(checked.name()) + " | " + cell(spec) + " | " + events + " | " + verdict(checked)
                    + " |\n");
        }
        for (Checked checked : all) {
            if (!isAccepted(checked)) {
                explained(checked.headline(), checked.lines(), out);
            }
        }
    }

    private static boolean isAccepted(Checked checked) {
        return checked.result() != null && checked.result().verdict().isAccepted();
    }

    private static String verdict(Checked checked) {
        if (checked.result() == null) {
            return ":x: invalid";
        } else if (isAccepted(checked)) {
            return ":white_check_mark: " + checked.result().verdict();
        }
        return ":x: " + checked.result().verdict() + " at event "
                + checked.result().event();
    }

    /** Writes lines as they are, in a fence that is longer than any within. */
    private static void explained(String title, List<String> lines, Writer out) throws IOException {
        String fence = "```";
        while (String.join("\n", lines).contains(fence)) {
            fence += "`";
        }
        out.write("\n<details open><summary>" + html(title) + "</summary>\n\n");
        out.write(fence + "text\n" + String.join("\n", lines) + "\n" + fence + "\n\n</details>\n");
    }

    /** Returns a cell of a table: HTML, in which Markdown's own signs are written as numbers. */
    private static String cell(String text) {
        StringBuilder cell = new StringBuilder();
        for (char c : html(text).toCharArray()) {
            cell.append("\\`*_[]|~@!".indexOf(c) < 0 ? String.valueOf(c) : "&#" + (int) c + ";");
        }
        return cell.toString();
    }

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceAll("\\R", " ");
    }
}
