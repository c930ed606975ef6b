package dev.lockstep.flink;

import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.trace.PackedReader;
import dev.lockstep.checker.trace.PackedWriter;
import java.util.List;
import java.util.Map;

/**
 * Is what the job gives. It tells a verdict on a trace, or early that one is not accepted, or what all accepted traces cover.
 *
 * @param name the trace's name; for a coverage the spec's
 * @param event index of the event at which the trace failed; 0: none
 * @param events how many events it has
 * @param text lines for people
 * @param json the result as {@code --json} has it, on one line
 * @param remarks what is said once of each spec
 * @param spec the spec's name; "": it is not known
 * @param actions those of the spec with their parameters
 * @param hidden the actions that are not logged
 * @param taken how many events of each action accepted traces have
 */
record Report(
        Kind kind,
        String name,
        Verdict verdict,
        long event,
        long events,
        List<String> text,
        String json,
        List<String> remarks,
        String spec,
        List<String> actions,
        List<String> hidden,
        Map<String, Long> taken) {
    private static final Kind[] KINDS = Kind.values();
    private static final Verdict[] VERDICTS = Verdict.values();

    /** Tells what a report is about. */
    enum Kind {
        /** The trace goes on, and will not be accepted. */
        ALARM,
        VERDICT,
        COVERAGE
    }

    /** Writes and reads reports. */
    static final class Form extends Packing<Report> {
        private static final long serialVersionUID = 1L;

        Form() {
            super(Report.class, true);
        }

        @Override
        int version() {
            return 1;
        }

        @Override
        void pack(Report report, PackedWriter out) {
            out.number(report.kind.ordinal());
            out.string(report.name);
            out.number(report.verdict.ordinal());
            out.number(report.event);
            out.number(report.events);
            out.strings(report.text);
            out.string(report.json);
            out.strings(report.remarks);
            out.string(report.spec);
            out.strings(report.actions);
            out.strings(report.hidden);
            out.counts(report.taken);
        }

        @Override
        Report unpacked(PackedReader in) {
            return new Report(
                    KINDS[(int) in.number()],
                    in.string(),
                    VERDICTS[(int) in.number()],
                    in.number(),
                    in.number(),
                    in.strings(),
                    in.string(),
                    in.strings(),
                    in.string(),
                    in.strings(),
                    in.strings(),
                    in.counts());
        }
    }
}
