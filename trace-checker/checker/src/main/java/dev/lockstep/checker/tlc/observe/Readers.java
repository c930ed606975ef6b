package dev.lockstep.checker.tlc.observe;

import dev.lockstep.checker.tlc.value.Conversion;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Value;
import dev.lockstep.evaluator.CompiledObservation;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes the readers of what the events of one process observe, under one header. Each reader is made once, when it is needed. */
final class Readers {
    private final Observables observables;
    private final Set<String> local;
    private final @Nullable Object process;
    private final String[] complete;
    private final @Nullable CompiledObservation[] unchanged;
    private volatile Known[] known = {};

    private record Known(String observable, boolean isWhole, CompiledObservation.Reader reader) {}

    private Readers(Observables observables, Header header, @Nullable Object process) {
        this.observables = observables;
        this.local = header.local();
        this.process = process;
        this.complete = header.complete().stream().map(String::intern).toArray(String[]::new);
        this.unchanged = new CompiledObservation[complete.length];
    }

    /** Keeps the readers of all processes, under one header. */
    static final class OfAll {
        private final Observables observables;
        private final Header header;
        private final Map<Value, Readers> byProcess = new ConcurrentHashMap<>();
        private final Readers ofNone;

        OfAll(Observables observables, Header header) {
            this.observables = observables;
            this.header = header;
            this.ofNone = new Readers(observables, header, null);
        }

        boolean isUnder(Header other) {
            return header == other;
        }

        Readers of(Event event, Conversion conversion) {
            Value process = event.process();
            if (process == null) {
                return ofNone;
            }
            Readers known = byProcess.get(process);
            if (known == null) {
                known = new Readers(observables, header, conversion.of(process));
                byProcess.put(process, known);
            }
            return known;
        }
    }

    /** Returns the reader of what is observed of the state. For a local variable that is the process's part. */
    CompiledObservation.Reader ofState(String observable, Event event) throws InvalidInputException {
        return reader(observable, event, false);
    }

    /** Returns the reader of the whole, whether or not it is local. */
    CompiledObservation.Reader ofWhole(String variable, Event event) throws InvalidInputException {
        return reader(variable, event, true);
    }

    /** Returns the variables of which an event says by saying nothing that they are unchanged. */
    String[] complete() {
        return complete;
    }

    /** Observes that the n-th of them is unchanged. */
    CompiledObservation unchanged(int index, Event event) throws InvalidInputException {
        CompiledObservation made = unchanged[index];
        if (made == null) {
            made = CompiledObservation.unchanged(ofState(complete[index], event));
            unchanged[index] = made;
        }
        return made;
    }

    private CompiledObservation.Reader reader(String observable, Event event, boolean isWhole)
            throws InvalidInputException {
        Known[] made = known;
        for (Known each : made) {
            if (each.isWhole == isWhole && each.observable.equals(observable)) {
                return each.reader;
            }
        }
        boolean isLocal = !isWhole && local.contains(observable);
        CompiledObservation.Reader reader = observables.reader(observable, event, isLocal, process);
        Known[] more = Arrays.copyOf(made, made.length + 1);
        more[made.length] = new Known(observable, isWhole, reader);
        known = more; // lost if another thread adds one at the same time: it is made again
        return reader;
    }
}
