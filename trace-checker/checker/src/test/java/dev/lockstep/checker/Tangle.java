package dev.lockstep.checker;

import dev.lockstep.checker.sensitivity.Mutator;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A trace of many instances, in a random order: copies of one trace, of which some are altered or say less. */
final class Tangle {
    private final LoadedSpec spec;
    private final Header header;
    private final List<Event> events;

    /** What checking comes to: a result with its explanation, or what was thrown. */
    record Outcome(CheckResult result, List<String> explanation, String thrown) {
        private interface Check {
            CheckResult result() throws InvalidInputException;
        }

        private static Outcome of(Check check) {
            try {
                CheckResult result = check.result();
                return new Outcome(result, result.explanation(), "");
            } catch (InvalidInputException | RuntimeException e) {
                return new Outcome(null, List.of(), e.toString());
            }
        }

        String verdict() {
            return result == null ? "thrown" : result.verdict().toString();
        }
    }

    Tangle(LoadedSpec spec, Header header, List<Event> events) {
        this.spec = spec;
        this.header = header;
        this.events = new ArrayList<>();
        events.forEach(event -> this.events.add(event.at(this.events.size() + 1)));
    }

    static Tangle of(Sample sample, Random random) throws Exception {
        LoadedSpec spec = sample.load();
        List<Event> trace = new ArrayList<>();
        Header header;
        try (TraceReader reader = sample.open()) {
            header = reader.header();
            for (Event event = reader.next(); event != null; event = reader.next()) {
                trace.add(event);
            }
        }
        List<Deque<Event>> instances = new ArrayList<>();
        int altered = random.nextInt(3);
        for (int i = 2 + random.nextInt(20); i > 0; i--) {
            Mutator mutator = new Mutator(trace, spec.actions(), random);
            List<Event> copy = i <= altered ? mutator.any().of(trace) : trace;
            boolean isBlurred = random.nextInt(3) == 0;
            Deque<Event> instance = new ArrayDeque<>();
            for (Event event : copy) {
                instance.add(named("i" + i, isBlurred && random.nextBoolean() ? blurred(event) : event));
            }
            instances.add(instance);
        }
        return new Tangle(spec, header, merged(instances, random));
    }

    /** The step of some action, and no more is known of it. */
    private static Event blurred(Event event) {
        return event.unobserved().of(event.action(), Map.of());
    }

    static Event named(String instance, Event e) {
        return new Event(
                e.index(),
                e.file(),
                e.line(),
                e.process(),
                e.clock(),
                null,
                e.action(),
                e.args(),
                e.state(),
                e.added(),
                e.removed(),
                instance,
                e.source(),
                e.threw());
    }

    private static List<Event> merged(List<Deque<Event>> instances, Random random) {
        List<Event> merged = new ArrayList<>();
        List<Deque<Event>> open = new ArrayList<>(instances);
        open.removeIf(Deque::isEmpty);
        while (!open.isEmpty()) {
            int next = random.nextInt(open.size());
            merged.add(open.get(next).removeFirst());
            if (open.get(next).isEmpty()) {
                open.remove(next);
            }
        }
        return merged;
    }

    /** Event by event, in one thread. */
    Outcome inOneThread(Limits limits) {
        return Outcome.of(() -> {
            TraceChecker checker = new TraceChecker(spec, "t", header, Map.of(), limits);
            for (Event event : events) {
                checker.accept(event);
            }
            return checker.result();
        });
    }

    Outcome spread(Limits limits, InstanceScheduler scheduler) {
        return Outcome.of(() -> TraceChecker.check(spec, reader(), limits, scheduler));
    }

    private TraceReader reader() {
        Iterator<Event> rest = events.iterator();
        return new TraceReader() {
            @Override
            public String name() {
                return "t";
            }

            @Override
            public Header header() {
                return header;
            }

            @Override
            public Event next() {
                return rest.hasNext() ? rest.next() : null;
            }

            @Override
            public void close() throws IOException {}
        };
    }
}
