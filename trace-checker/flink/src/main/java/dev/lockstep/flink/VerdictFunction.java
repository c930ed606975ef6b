package dev.lockstep.flink;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Reordering;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.trace.PackedReader;
import dev.lockstep.checker.trace.PackedWriter;
import dev.lockstep.cli.report.ResultJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import tools.jackson.databind.json.JsonMapper;

/** Makes one verdict of what became of a trace and of each of its instances. The failure at the earliest event counts. */
final class VerdictFunction extends KeyedProcessFunction<String, Outcome, Report> {
    private static final long serialVersionUID = 1L;

    /** The output that tells what an accepted trace takes. */
    static final OutputTag<Report> TAKEN = new OutputTag<>("taken", new Report.Form().information());

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final boolean isFollowing;
    private transient ValueState<Gathered> state;

    /** @param isFollowing whether a failure is told before the end of the trace */
    VerdictFunction(boolean isFollowing) {
        this.isFollowing = isFollowing;
    }

    /** Is the keyed state of a trace of which something was told. */
    static final class Gathered {
        private Outcome read;
        private Outcome failure;
        private long done;
        private Outcome.Counts counts = Outcome.Counts.NONE;

        private void add(Outcome.Counts more) {
            counts = new Outcome.Counts(
                    0,
                    0,
                    counts.states() + more.states(),
                    counts.late() + more.late(),
                    sum(counts.actions(), more.actions()),
                    sum(counts.byTlc(), more.byTlc()),
                    sum(counts.unbound(), more.unbound()));
        }

        private static Map<String, Long> sum(Map<String, Long> some, Map<String, Long> more) {
            if (some.isEmpty() || more.isEmpty()) {
                return some.isEmpty() ? more : some;
            }
            Map<String, Long> sum = new TreeMap<>(some);
            more.forEach((name, count) -> sum.merge(name, count, Long::sum));
            return sum;
        }

        private boolean isWhole() {
            return read != null && done == read.counts().instances();
        }

        /** Writes and reads it. */
        static final class Form extends Packing<Gathered> {
            private static final long serialVersionUID = 1L;
            private static final Outcome.Form OUTCOME = new Outcome.Form();

            Form() {
                super(Gathered.class, false);
            }

            @Override
            int version() {
                return 1;
            }

            @Override
            void pack(Gathered value, PackedWriter out) {
                pack(out, value.read);
                pack(out, value.failure);
                out.number(value.done);
                value.counts.pack(out);
            }

            private static void pack(PackedWriter out, Outcome outcome) {
                out.truth(outcome != null);
                if (outcome != null) {
                    OUTCOME.pack(outcome, out);
                }
            }

            @Override
            Gathered unpacked(PackedReader in) {
                Gathered value = new Gathered();
                value.read = in.truth() ? OUTCOME.unpacked(in) : null;
                value.failure = in.truth() ? OUTCOME.unpacked(in) : null;
                value.done = in.number();
                value.counts = Outcome.Counts.unpacked(in);
                return value;
            }
        }
    }

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("verdict", new Gathered.Form().information()));
    }

    @Override
    public void processElement(Outcome outcome, Context context, Collector<Report> out) throws Exception {
        Gathered gathered = state.value();
        gathered = gathered == null ? new Gathered() : gathered;
        switch (outcome.kind()) {
            case FAILED -> {
                if (gathered.failure == null && isFollowing) {
                    out.collect(report(Report.Kind.ALARM, outcome, outcome.event(), outcome));
                }
                boolean isEarlier = gathered.failure == null || outcome.event() < gathered.failure.event();
                gathered.failure = isEarlier ? outcome : gathered.failure;
            }
            case DONE -> {
                gathered.done++;
                gathered.add(outcome.counts());
            }
            case READ -> gathered.read = outcome;
        }
        if (!gathered.isWhole()) {
            state.update(gathered);
            return;
        }
        state.clear();
        Report verdict = verdict(gathered);
        out.collect(verdict);
        if (verdict.verdict() == Verdict.ACCEPTED) {
            context.output(TAKEN, verdict);
        }
    }

    private static Report report(Report.Kind kind, Outcome what, long events, Outcome read) {
        return new Report(
                kind,
                what.trace(),
                what.verdict(),
                what.event(),
                events,
                what.text(),
                what.json(),
                read.remarks(),
                read.spec(),
                read.actions(),
                read.hidden(),
                Map.of());
    }

    private static Report verdict(Gathered gathered) {
        Outcome read = gathered.read;
        long events = read.counts().events();
        if (read.verdict() == Verdict.INVALID) { // what cannot be read says nothing, whatever was before it
            return report(Report.Kind.VERDICT, read, events, read);
        }
        Outcome failure = gathered.failure;
        if (failure != null && failure.verdict() == Verdict.INVALID) {
            return report(Report.Kind.VERDICT, failure, events, read);
        }
        Outcome.Counts counts = gathered.counts;
        CheckResult counted = new CheckResult(
                Verdict.ACCEPTED,
                read.trace(),
                events,
                0,
                counts.states(),
                counts.actions(),
                counts.byTlc(),
                counts.unbound(),
                counts.late(),
                null,
                Reordering.NONE);
        Map<String, Object> object = ResultJson.of(counted, null);
        if (failure == null) {
            return new Report(
                    Report.Kind.VERDICT,
                    read.trace(),
                    Verdict.ACCEPTED,
                    0,
                    events,
                    List.of(counted.toString()),
                    JSON.writeValueAsString(object),
                    read.remarks(),
                    read.spec(),
                    read.actions(),
                    read.hidden(),
                    counts.actions());
        }
        @SuppressWarnings("unchecked")
        Map<String, Object> failed = JSON.readValue(failure.json(), Map.class);
        for (String counting : List.of("events", "states", "actions", "byTlc", "unbound", "late")) {
            if (object.containsKey(counting)) {
                failed.put(counting, object.get(counting));
            }
        }
        Report told = report(Report.Kind.VERDICT, failure, events, read);
        return new Report(
                told.kind(),
                told.name(),
                told.verdict(),
                told.event(),
                events,
                told.text(),
                JSON.writeValueAsString(failed),
                told.remarks(),
                read.spec(),
                told.actions(),
                told.hidden(),
                Map.of());
    }
}
