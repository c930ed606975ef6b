package dev.lockstep.evaluator;

import dev.lockstep.evaluator.value.FiniteSet;
import dev.lockstep.evaluator.value.Fun;
import dev.lockstep.evaluator.value.Keys;
import dev.lockstep.evaluator.value.Seq;
import dev.lockstep.evaluator.value.Undecided;
import java.util.List;

/** Makes functions, records, tuples, sequences. */
public final class Functions {
    private Functions() {}

    static void untuple(Run run, int[] slots, Object element) {
        if (!(element instanceof Seq tuple) || tuple.length() != slots.length) {
            throw new Undecided("no tuple of that length");
        }
        for (int i = 0; i < slots.length; i++) {
            run.slots[slots[i]] = tuple.get(i);
        }
    }

    static Object applied(Object function, Object argument) {
        if (function instanceof Fun fun) {
            return fun.apply(argument);
        } else if (function instanceof Seq seq) {
            return seq.apply(argument);
        }
        throw new Undecided("no function");
    }

    public static Expr apply(Expr function, Expr argument) {
        return function.isAppliedOnly()
                ? new Expr() {
                    @Override
                    Object eval(Run run) {
                        return function.apply(run, argument.eval(run));
                    }
                }
                : new Expr() {
                    @Override
                    Object eval(Run run) {
                        Object at = argument.eval(run);
                        return applied(function.eval(run), at);
                    }
                };
    }

    /** Remembers the place of a field in records of one kind. */
    private record Field(Keys keys, int place) {}

    /** So many kinds of records are remembered at one place of a spec. */
    private static final int KINDS = 4;

    public static Expr field(Expr record, String name) {
        return new Expr() {
            private final Field[] known = new Field[KINDS];

            @Override
            Object eval(Run run) {
                if (!(record.eval(run) instanceof Fun fun)) {
                    throw new Undecided("no record");
                }
                return fun.get(place(fun.keys()));
            }

            private int place(Keys keys) {
                for (int i = 0; i < KINDS; i++) {
                    Field field = known[i];
                    if (field == null) {
                        field = new Field(keys, keys.place(name));
                        known[i] = field; // a thread that does not see it makes one of its own
                        return field.place;
                    } else if (field.keys == keys) {
                        return field.place;
                    }
                }
                return keys.place(name);
            }
        };
    }

    public static Expr record(String[] names, Expr[] values) {
        Keys keys = Keys.ofRecord(names);
        Expr[] ordered = new Expr[names.length];
        for (int i = 0; i < names.length; i++) {
            ordered[keys.place(names[i])] = values[i];
        }
        return new Expr() {
            @Override
            Object eval(Run run) {
                return keys.function(evaluated(run, ordered));
            }
        };
    }

    public static Expr tuple(List<Expr> elements) {
        Expr[] all = elements.toArray(new Expr[0]);
        return new Expr() {
            @Override
            Object eval(Run run) {
                return Seq.of(evaluated(run, all));
            }
        };
    }

    private static Object[] evaluated(Run run, Expr[] all) {
        Object[] values = new Object[all.length];
        for (int i = 0; i < all.length; i++) {
            values[i] = all[i].eval(run);
        }
        return values;
    }

    /** Returns the domain of a function of such arguments. */
    static Expr domainOf(List<Logic.Binding> bindings) {
        return bindings.size() == 1
                ? bindings.get(0).set()
                : SymbolicSets.product(bindings.stream().map(Logic.Binding::set).toList());
    }

    /** Returns {@code [x \in S |-> value]}; of several symbols the arguments are tuples. */
    public static Expr function(List<Logic.Binding> bindings, Expr value) {
        Logic.Binding[] all = bindings.toArray(new Logic.Binding[0]);
        Expr domain = domainOf(bindings);
        return new Expr() {
            @Override
            Object eval(Run run) {
                Keys keys = domain.set(run).keys();
                Object[] values = new Object[keys.size()];
                for (int i = 0; i < values.length; i++) {
                    bind(run, keys.get(i));
                    values[i] = value.eval(run);
                }
                return keys.function(values);
            }

            @Override
            Object apply(Run run, Object argument) {
                if (!isAppliedOnly()) {
                    return super.apply(run, argument);
                }
                if (!domain.has(run, argument)) {
                    throw new Undecided("an argument outside of a function's domain");
                }
                bind(run, argument);
                return value.eval(run);
            }

            @Override
            boolean isAppliedOnly() {
                return domain.isUnlisted();
            }

            private void bind(Run run, Object argument) {
                for (int i = 0; i < all.length; i++) {
                    Object component = all.length == 1 ? argument : ((Seq) argument).get(i);
                    Logic.Binding.bind(run, all[i].slots(), all[i].isTuple(), component);
                }
            }
        };
    }

    public static Expr domain(Expr function) {
        return new Expr() {
            @Override
            Object eval(Run run) {
                Object value = function.eval(run);
                if (value instanceof Fun fun) {
                    return fun.keys().domain();
                } else if (value instanceof Seq seq) {
                    return seq.domain();
                }
                throw new Undecided("no function");
            }

            @Override
            void make(Run run) {
                Object value = function.eval(run);
                if (!(value instanceof Fun) && !(value instanceof Seq)) {
                    throw new Undecided("no function");
                }
            }

            @Override
            boolean has(Run run, Object argument) {
                return function.eval(run) instanceof Seq seq && argument instanceof Integer n
                        ? n >= 1 && n <= seq.length()
                        : super.has(run, argument);
            }

            @Override
            boolean hasGiven(Run run, Object argument) {
                return function.eval(run) instanceof Seq seq
                        ? argument instanceof Integer n && n >= 1 && n <= seq.length()
                        : super.hasGiven(run, argument);
            }

            @Override
            boolean each(Run run, Body body) {
                if (!(function.eval(run) instanceof Seq seq)) {
                    return super.each(run, body);
                }
                for (int i = 1; i <= seq.length(); i++) {
                    if (body.on(run, i)) {
                        return true;
                    }
                }
                return false;
            }
        };
    }

    /** Returns {@code f @@ g}. Where both functions have a value, it is that of the first. */
    public static Expr merged(Expr first, Expr second) {
        return new Expr() {
            @Override
            Object eval(Run run) {
                Object a = first.eval(run);
                Object b = second.eval(run);
                FiniteSet both = domainOf(a).union(domainOf(b));
                Keys keys = both.keys();
                Object[] values = new Object[keys.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = applied(domainOf(a).has(keys.get(i)) ? a : b, keys.get(i));
                }
                return keys.function(values);
            }
        };
    }

    private static FiniteSet domainOf(Object function) {
        if (function instanceof Fun fun) {
            return fun.keys().domain();
        } else if (function instanceof Seq seq) {
            return seq.domain();
        }
        throw new Undecided("no function");
    }

    public static Expr singleton(Expr argument, Expr value) {
        return new Expr() {
            @Override
            Object eval(Run run) {
                FiniteSet domain = FiniteSet.of(new Object[] {argument.eval(run)}, 1);
                return domain.keys().function(new Object[] {value.eval(run)});
            }
        };
    }

    /**
     * Describes one change of an EXCEPT.
     *
     * @param path the arguments on the way to what is replaced
     * @param at the slot of {@code @}
     */
    public record Change(List<Expr> path, int at, Expr value) {}

    public static Expr except(Expr function, List<Change> changes) {
        Path[] all = changes.stream().map(Path::of).toArray(Path[]::new);
        return new Expr() {
            @Override
            Object eval(Run run) {
                Object result = function.eval(run);
                for (Path path : all) {
                    result = path.changed(run, result, 0);
                }
                return result;
            }
        };
    }

    /** Replaces the value behind the path of one change. */
    private record Path(Expr[] arguments, int at, Expr value) {
        static Path of(Change change) {
            return new Path(change.path.toArray(new Expr[0]), change.at, change.value);
        }

        Object changed(Run run, Object old, int depth) {
            if (depth == arguments.length) {
                run.slots[at] = old;
                return value.eval(run);
            }
            Object argument = arguments[depth].eval(run);
            if (old instanceof Fun fun) {
                int place = fun.keys().place(argument);
                return fun.with(place, changed(run, fun.get(place), depth + 1));
            } else if (old instanceof Seq seq) {
                return seq.with(argument, changed(run, seq.apply(argument), depth + 1));
            }
            throw new Undecided("no function");
        }
    }

    // ---------------------------------------------------------------- sequences

    public static Expr length(Expr sequence) {
        return new Numeral() {
            @Override
            int number(Run run) {
                return sequence.seq(run).length();
            }
        };
    }

    public static Expr append(Expr sequence, Expr element) {
        return new Expr() {
            @Override
            Object eval(Run run) {
                return sequence.seq(run).append(element.eval(run));
            }
        };
    }

    public static Expr concat(Expr a, Expr b) {
        return new Expr() {
            @Override
            Object eval(Run run) {
                return a.seq(run).concat(b.seq(run));
            }
        };
    }

    public static Expr head(Expr sequence) {
        return apply(sequence, References.constant(1));
    }

    public static Expr tail(Expr sequence) {
        return new Expr() {
            @Override
            Object eval(Run run) {
                Seq seq = sequence.seq(run);
                if (seq.length() == 0) {
                    throw new Undecided("the tail of an empty sequence");
                }
                return seq.part(1, seq.length());
            }
        };
    }

    public static Expr part(Expr sequence, Expr from, Expr to) {
        return new Expr() {
            @Override
            Object eval(Run run) {
                Seq seq = sequence.seq(run);
                int first = from.number(run);
                int last = to.number(run);
                if (first > last) {
                    return Seq.EMPTY;
                }
                if (first < 1 || last > seq.length()) {
                    throw new Undecided("a part that is not within the sequence");
                }
                return seq.part(first - 1, last);
            }
        };
    }

    /** Returns the sequence of those elements that pass the test. */
    public static Expr select(Expr sequence, int slot, Expr test) {
        return new Expr() {
            @Override
            Object eval(Run run) {
                Seq seq = sequence.seq(run);
                Seq selected = Seq.EMPTY;
                for (int i = 0; i < seq.length(); i++) {
                    run.slots[slot] = seq.get(i);
                    if (test.test(run)) {
                        selected = selected.append(seq.get(i));
                    }
                }
                return selected;
            }
        };
    }

    /**
     * Returns a sequence sorted as TLC sorts it. Each element goes before those of which the test says so, from the end on.
     *
     * @param first the slot of the element
     * @param second the slot of one that may come after it
     */
    public static Expr sort(Expr sequence, int first, int second, Expr test) {
        return new Expr() {
            @Override
            Object eval(Run run) {
                Object[] elements = sequence.seq(run).toArray();
                for (int i = 1; i < elements.length; i++) {
                    Object element = elements[i];
                    int j = i;
                    while (j > 0 && isBefore(run, element, elements[j - 1])) {
                        elements[j] = elements[j - 1];
                        j--;
                    }
                    elements[j] = element;
                }
                return Seq.of(elements);
            }

            private boolean isBefore(Run run, Object element, Object other) {
                run.slots[first] = element;
                run.slots[second] = other;
                return test.test(run);
            }
        };
    }
}
