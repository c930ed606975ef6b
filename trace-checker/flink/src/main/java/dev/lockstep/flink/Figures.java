package dev.lockstep.flink;

import dev.lockstep.checker.Verdict;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.MetricGroup;

/** Keeps the metrics of an operator: events, events per second, traces, rejected, undecided, candidates now and at most. */
final class Figures {
    private final Counter events;
    private final Counter traces;
    private final Counter rejected;
    private final Counter undecided;
    private volatile int candidates;
    private volatile int mostCandidates;

    Figures(MetricGroup group) {
        this.events = group.counter("events");
        this.traces = group.counter("traces");
        this.rejected = group.counter("rejected");
        this.undecided = group.counter("undecided");
        group.meter("eventsPerSecond", new MeterView(events));
        group.gauge("candidates", (Gauge<Integer>) () -> candidates);
        group.gauge("mostCandidates", (Gauge<Integer>) () -> mostCandidates);
    }

    /** Counts an event; the candidates are those of the instance that it was of. */
    void event(OpenChecker of) {
        events.inc();
        candidates = of.candidates();
        mostCandidates = Math.max(mostCandidates, candidates);
    }

    void trace() {
        traces.inc();
    }

    void failed(Outcome outcome) {
        (outcome.verdict() == Verdict.INCONCLUSIVE ? undecided : rejected).inc();
    }
}
