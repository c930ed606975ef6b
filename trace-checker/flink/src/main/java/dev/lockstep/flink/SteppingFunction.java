package dev.lockstep.flink;

import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.flink.Checking.OfHeader;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Steps the spec along one instance of one trace; both together are the key. */
final class SteppingFunction extends KeyedProcessFunction<String, InstanceLines, Outcome> {
    private static final long serialVersionUID = 1L;

    private final Settings settings;
    private transient Checking checking;
    private transient Figures figures;
    private transient ValueState<OpenChecker> state;

    SteppingFunction(Settings settings) {
        this.settings = settings;
    }

    /** Returns the key: no name of a file has the character between its parts. */
    static String key(InstanceLines lines) {
        return lines.trace() + '\0' + lines.instance();
    }

    @Override
    public void open(OpenContext context) {
        checking = new Checking(
                settings, getRuntimeContext().getJobInfo().getJobId().toString());
        figures = new Figures(getRuntimeContext().getMetricGroup());
        state = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("instance", new OpenChecker.Form().information()));
    }

    @Override
    public void processElement(InstanceLines some, Context context, Collector<Outcome> out) throws Exception {
        String trace = some.trace();
        OpenChecker open = state.value();
        open = open == null ? new OpenChecker() : open;
        OfHeader of = of(trace, some.header());
        for (InstanceLines.Line line : some.lines()) {
            if (!open.hasFailed()) {
                emit(
                        open.accept(
                                trace,
                                of.blocks().event(line.file(), line.bytes(), line.number(), line.index()),
                                of,
                                checking),
                        out);
                figures.event(open);
            }
        }
        if (some.end() != null) {
            emit(open.accept(trace, some.end(), of, checking), out);
        }
        if (some.isOver()) {
            out.collect(checking.ended(trace, Outcome.Kind.DONE, of, open.counts(trace, of)));
            state.clear();
        } else {
            state.update(open);
        }
    }

    private OfHeader of(String trace, byte[] header) {
        try {
            return checking.of(trace, header);
        } catch (InvalidInputException e) {
            throw new IllegalStateException("the header was understood where the trace is read", e);
        }
    }

    private void emit(Outcome outcome, Collector<Outcome> out) {
        if (outcome != null) {
            figures.failed(outcome);
            out.collect(outcome);
        }
    }
}
