package dev.lockstep.checker;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.LoadedSpec.Text;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Gives the steps that a process may have taken unlogged, right before an event of its own. Several threads may ask. */
public final class Late {
    private final LoadedSpec spec;
    private final Header header;
    private final Collection<Text> texts;
    private final Map<Optional<Value>, List<Step>> steps = new ConcurrentHashMap<>();

    /** @throws InvalidInputException an action is none of the spec */
    public Late(LoadedSpec spec, Header header) throws InvalidInputException {
        this.spec = spec;
        this.header = header.incomplete();
        this.texts = texts(spec, header);
    }

    private static Collection<Text> texts(LoadedSpec spec, Header header) throws InvalidInputException {
        try {
            return spec.hidden(header.late()).texts();
        } catch (InvalidInputException e) {
            throw new InvalidInputException("late" + e.what().substring("hidden".length()), e);
        }
    }

    /** Returns the texts of the actions. */
    Collection<Text> texts() {
        return texts;
    }

    /** Returns what the event's process may do before it. */
    public List<Step> before(Event event) {
        Optional<Value> process = Optional.ofNullable(event.process());
        List<Step> known = steps.get(process);
        if (known == null) {
            known = new ArrayList<>();
            for (String action : new TreeSet<>(header.late())) {
                Event of = new Event(
                        event.index(),
                        event.file(),
                        event.line(),
                        event.process(),
                        null,
                        null,
                        action,
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        event.instance(),
                        null,
                        null);
                known.add(step(of));
            }
            steps.put(process, known);
        }
        return known;
    }

    private Step step(Event event) {
        try {
            return spec.step(event, header);
        } catch (InvalidInputException e) {
            throw new UnusableSpecException(String.valueOf(e.getMessage()), e);
        }
    }
}
