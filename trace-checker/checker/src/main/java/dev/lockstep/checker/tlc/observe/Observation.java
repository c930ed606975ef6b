package dev.lockstep.checker.tlc.observe;

import dev.lockstep.checker.reason.Reason;
import dev.lockstep.checker.reason.Reason.NoCollection;
import dev.lockstep.checker.reason.Reason.OtherOutcome;
import dev.lockstep.checker.reason.Reason.Seen;
import dev.lockstep.checker.reason.Reason.StringKeys;
import dev.lockstep.checker.reason.Reason.UnreadableOutcome;
import dev.lockstep.checker.tlc.value.Ambiguity;
import dev.lockstep.checker.tlc.value.Conversion;
import dev.lockstep.checker.tlc.value.Decoding;
import dev.lockstep.checker.tlc.value.Evaluation;
import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import dev.lockstep.checker.tlc.value.Evaluation.GivenUp;
import dev.lockstep.checker.tlc.value.Shown;
import dev.lockstep.evaluator.value.Difference;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.OpDefNode;
import tlc2.tool.TLCState;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.value.impl.Applicable;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/** Tells what an event says of the state after its step, or of the difference that the step makes. */
public interface Observation {
    /** Returns null if it holds of the step. Otherwise what was observed and what the spec has instead. */
    @Nullable
    Reason mismatch(TLCState before, TLCState after);

    /** Reads something from a state: a variable, a process's part of it, an operator. */
    interface Reader {
        Value of(TLCState state) throws Failed;
    }

    /** @param name the name that messages have for what is read */
    record Reading(String name, Reader reader) {
        Value of(TLCState state) throws Failed {
            return reader.of(state);
        }
    }

    static Reading variable(String name) {
        UniqueString variable = UniqueString.uniqueStringOf(name);
        return new Reading(name, state -> (Value) state.lookup(variable));
    }

    /** Says that a variable is not a function of a process. */
    final class NoSuchProcess extends Failed {
        private static final long serialVersionUID = 1L;

        NoSuchProcess(String message) {
            super(message);
        }
    }

    /** Reads the value at one process of a variable that is a function of processes. */
    static Reading local(String name, Value process) {
        UniqueString variable = UniqueString.uniqueStringOf(name);
        return new Reading(name + "[" + Shown.of(process) + "]", state -> {
            Value value = (Value) state.lookup(variable);
            if (!(value instanceof Applicable function)) {
                throw new Failed(name + " is no function");
            }
            Value result = Evaluation.of(() -> {
                try {
                    FcnRcdValue pairs = (FcnRcdValue) value.toFcnRcd();
                    return pairs != null ? pairs.select(process) : function.select(process);
                } catch (Exception e) {
                    return null;
                }
            });
            if (result == null) {
                throw new NoSuchProcess(Shown.of(process) + " is not in the domain of " + name);
            }
            return result;
        });
    }

    /** Returns an operator's value; with a parameter, at the process. */
    static Reading operator(String name, Tool tool, OpDefNode definition, @Nullable Value process) {
        Context context =
                process == null ? Context.Empty : Context.Empty.cons(definition.getParams()[0], process);
        return new Reading(name, state -> Evaluation.of(() -> (Value) tool.eval(definition.getBody(), context, state)));
    }

    /** Makes a text when it is first asked for, and once. It may be long, and is asked for at each outcome of an action. */
    final class Text {
        private final Supplier<String> text;
        private @Nullable String known;

        Text(Supplier<String> text) {
            this.text = text;
        }

        @Override
        public String toString() {
            String made = known;
            if (made == null) {
                made = text.get();
                known = made;
            }
            return made;
        }
    }

    static Observation equal(Reading reading, Value observed) {
        Text shown = new Text(() -> Shown.of(observed));
        return (before, after) -> {
            try {
                Value allowed = reading.of(after);
                return Evaluation.same(allowed, observed) ? null : otherValue(reading.name, observed, shown, allowed);
            } catch (GivenUp e) {
                throw e.why();
            } catch (Failed e) {
                return new UnreadableOutcome(reading.name, Seen.VALUE, shown.toString(), e.getMessage());
            }
        };
    }

    private static Reason otherValue(String name, Value observed, Text shown, Value allowed) {
        String key = MistakenKeys.one(observed, allowed);
        return key == null
                ? new OtherOutcome(name, Seen.VALUE, shown.toString(), Shown.of(allowed))
                : new StringKeys(name, shown.toString(), Shown.of(allowed), key);
    }

    /** The value would be written so in plain JSON. */
    static Observation plain(Reading reading, dev.lockstep.checker.trace.Value.Plain observed) {
        Text shown = new Text(() -> String.valueOf(observed));
        return (before, after) -> {
            try {
                Value allowed = reading.of(after);
                return observed.isOf(Decoding.plain(allowed))
                        ? null
                        : new OtherOutcome(reading.name, Seen.VALUE, shown.toString(), Shown.of(allowed));
            } catch (GivenUp e) {
                throw e.why();
            } catch (Failed e) {
                return new UnreadableOutcome(reading.name, Seen.VALUE, shown.toString(), e.getMessage());
            }
        };
    }

    /** The value is what was observed in some reading. */
    static Observation ambiguous(
            Reading reading, dev.lockstep.checker.trace.Value observed, Ambiguity ambiguity, Conversion conversion) {
        Text shown = new Text(() -> String.valueOf(observed));
        return (before, after) -> {
            try {
                Value allowed = reading.of(after);
                return ambiguity.isOf(observed, conversion.of(allowed))
                        ? null
                        : new OtherOutcome(reading.name, Seen.VALUE, shown.toString(), Shown.of(allowed));
            } catch (GivenUp e) {
                throw e.why();
            } catch (Failed e) {
                return new UnreadableOutcome(reading.name, Seen.VALUE, shown.toString(), e.getMessage());
            }
        };
    }

    static Observation unchanged(Reading reading) {
        return (before, after) -> {
            try {
                Value old = reading.of(before);
                Value allowed = reading.of(after);
                return old == allowed || Evaluation.same(old, allowed)
                        ? null
                        : new OtherOutcome(reading.name, Seen.UNCHANGED, Shown.of(old), Shown.of(allowed));
            } catch (NoSuchProcess e) {
                return null; // a process of another role has no part of it, and leaves it alone
            } catch (GivenUp e) {
                throw e.why();
            } catch (Failed e) {
                return new UnreadableOutcome(reading.name, Seen.UNCHANGED, null, e.getMessage());
            }
        };
    }

    /** Returns what the step adds and removes, exactly; null: not observed. */
    static Observation difference(
            Reading reading, Conversion conversion, @Nullable List<Object> adds, @Nullable List<Object> removes) {
        return (before, after) -> {
            try {
                Object old = conversion.of(reading.of(before));
                Object current = conversion.of(reading.of(after));
                return Difference.is(old, current, adds, removes)
                        ? null
                        : mismatch(reading.name, Difference.least(old, current), adds, removes, conversion);
            } catch (GivenUp e) {
                throw e.why();
            } catch (Failed e) {
                return new UnreadableOutcome(
                        reading.name, adds != null ? Seen.ADDED : Seen.REMOVED, null, e.getMessage());
            }
        };
    }

    private static Reason mismatch(
            String name,
            @Nullable Difference least,
            @Nullable List<Object> adds,
            @Nullable List<Object> removes,
            Conversion conversion) {
        if (least == null) {
            return new NoCollection(name);
        }
        return adds != null && !least.is(adds, null)
                ? new OtherOutcome(name, Seen.ADDED, show(adds, conversion), show(least.added(), conversion))
                : new OtherOutcome(
                        name,
                        Seen.REMOVED,
                        show(removes == null ? List.of() : removes, conversion),
                        show(least.removed(), conversion));
    }

    private static String show(List<Object> values, Conversion conversion) {
        return values.isEmpty()
                ? "nothing"
                : values.stream()
                        .map(value -> Shown.of(conversion.toTlc(value)))
                        .collect(Collectors.joining(", "));
    }
}
