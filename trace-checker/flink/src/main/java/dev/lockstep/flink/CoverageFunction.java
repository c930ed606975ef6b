package dev.lockstep.flink;

import dev.lockstep.checker.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Adds what all accepted traces of a spec take, and tells it when there is no more input. The key is the spec's name. */
final class CoverageFunction extends KeyedProcessFunction<String, Report, Report> {
    private static final long serialVersionUID = 1L;

    private transient ValueState<Report> state;

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("coverage", new Report.Form().information()));
    }

    @Override
    public void processElement(Report verdict, Context context, Collector<Report> out) throws Exception {
        Report before = state.value();
        if (before == null) {
            context.timerService().registerEventTimeTimer(Long.MAX_VALUE - 1);
        }
        Map<String, Long> taken = new TreeMap<>(before == null ? Map.of() : before.taken());
        verdict.taken().forEach((action, count) -> taken.merge(action, count, Long::sum));
        state.update(new Report(
                Report.Kind.COVERAGE,
                verdict.spec(),
                Verdict.ACCEPTED,
                0,
                verdict.events() + (before == null ? 0 : before.events()),
                List.of(),
                "",
                List.of(),
                verdict.spec(),
                verdict.actions(),
                verdict.hidden(),
                taken));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Report> out) throws Exception {
        Report coverage = state.value();
        if (coverage != null) {
            out.collect(coverage);
        }
        state.clear();
    }
}
