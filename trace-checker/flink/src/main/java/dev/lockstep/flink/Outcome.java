package dev.lockstep.flink;

import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.trace.PackedReader;
import dev.lockstep.checker.trace.PackedWriter;
import java.util.List;
import java.util.Map;

/**
 * Tells what became of one instance of a trace, or of its reading.
 *
 * @param kind what it tells of
 * @param verdict accepted, unless it tells of a failure
 * @param event index of the event at which it failed; 0: none, or whatever the events are
 * @param counts how much there was
 * @param text lines for people
 * @param json the result as {@code --json} has it, but for what is counted; "": it is accepted
 * @param remarks what is said once of each spec
 * @param spec the spec's name; "": it is not known
 * @param actions those of the spec, with their parameters, as {@code Begin(p, q)}
 * @param hidden the actions that are not logged
 */
record Outcome(
        String trace,
        Kind kind,
        Verdict verdict,
        long event,
        Counts counts,
        List<String> text,
        String json,
        List<String> remarks,
        String spec,
        List<String> actions,
        List<String> hidden) {
    private static final Kind[] KINDS = Kind.values();
    private static final Verdict[] VERDICTS = Verdict.values();

    /** Tells what an outcome is about. */
    enum Kind {
        /** An instance has no further event that is a step. */
        FAILED,
        /** All of an instance was checked. */
        DONE,
        /** All of a trace was read. */
        READ
    }

    /**
     * Counts what there was.
     *
     * @param instances the number of instances of a trace that was read
     * @param events the number of events of a trace that was read
     * @param states how many states were kept as candidates
     * @param late how many late actions explain the trace
     */
    record Counts(
            long instances,
            long events,
            long states,
            long late,
            Map<String, Long> actions,
            Map<String, Long> byTlc,
            Map<String, Long> unbound) {
        static final Counts NONE = new Counts(0, 0, 0, 0, Map.of(), Map.of(), Map.of());

        void pack(PackedWriter out) {
            out.number(instances);
            out.number(events);
            out.number(states);
            out.number(late);
            out.counts(actions);
            out.counts(byTlc);
            out.counts(unbound);
        }

        static Counts unpacked(PackedReader in) {
            return new Counts(
                    in.number(), in.number(), in.number(), in.number(), in.counts(), in.counts(), in.counts());
        }
    }

    /** Writes and reads outcomes. */
    static final class Form extends Packing<Outcome> {
        private static final long serialVersionUID = 1L;

        Form() {
            super(Outcome.class, true);
        }

        @Override
        int version() {
            return 1;
        }

        @Override
        void pack(Outcome outcome, PackedWriter out) {
            out.string(outcome.trace);
            out.number(outcome.kind.ordinal());
            out.number(outcome.verdict.ordinal());
            out.number(outcome.event);
            outcome.counts.pack(out);
            out.strings(outcome.text);
            out.string(outcome.json);
            out.strings(outcome.remarks);
            out.string(outcome.spec);
            out.strings(outcome.actions);
            out.strings(outcome.hidden);
        }

        @Override
        Outcome unpacked(PackedReader in) {
            return new Outcome(
                    in.string(),
                    KINDS[(int) in.number()],
                    VERDICTS[(int) in.number()],
                    in.number(),
                    Counts.unpacked(in),
                    in.strings(),
                    in.string(),
                    in.strings(),
                    in.string(),
                    in.strings(),
                    in.strings());
        }
    }
}
