package dev.lockstep.checker.tlc.value;

import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import dev.lockstep.checker.trace.Fields;
import dev.lockstep.checker.trace.OpenNumbers;
import dev.lockstep.checker.trace.Shape;
import dev.lockstep.evaluator.value.Equality;
import dev.lockstep.evaluator.value.FiniteSet;
import dev.lockstep.evaluator.value.Fun;
import dev.lockstep.evaluator.value.Keys;
import dev.lockstep.evaluator.value.Model;
import dev.lockstep.evaluator.value.Seq;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tlc2.value.IValue;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.IntervalValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueVec;
import util.UniqueString;

/** Converts TLC's values to the checker's, the other way round, and a trace's to the checker's. */
public final class Conversion {
    private static final int LONGEST_INTERVAL = 1000;
    private static final int MOST_DOMAINS = 64;

    private final Map<String, Model> models = new HashMap<>();
    private final Map<String, Object> strings = new ConcurrentHashMap<>();
    private volatile Domain[] domains = new Domain[0];

    /** Holds the arguments of a function, or the fields of a record, in the order of the trace. It knows where each is among the keys. */
    private record Domain(Object[] arguments, Keys keys, int[] places) {
        static Domain of(Keys keys, Object[] arguments) {
            return new Domain(
                    arguments,
                    keys,
                    Arrays.stream(arguments).mapToInt(keys::place).toArray());
        }

        boolean is(Object[] others) {
            if (arguments.length != others.length) {
                return false;
            }
            for (int i = 0; i < others.length; i++) {
                if (arguments[i] != others[i]) {
                    return false;
                }
            }
            return true;
        }

        boolean is(Fields<?> fields) {
            if (arguments.length != fields.size()) {
                return false;
            }
            for (int i = 0; i < arguments.length; i++) {
                if (arguments[i] != fields.name(i) && !arguments[i].equals(fields.name(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    private final boolean sharesArguments;

    /**
     * Makes a conversion after a config was read: TLC keeps its model values in a static table.
     *
     * @param sharesArguments what is the same in all events of a shape is one value
     */
    public Conversion(boolean sharesArguments) {
        this.sharesArguments = sharesArguments;
        if (ModelValue.mvs != null) {
            for (ModelValue modelValue : ModelValue.mvs) {
                Model model = new Model(modelValue.val.toString());
                models.put(model.name(), model);
                strings.put(model.name(), model);
            }
        }
    }

    /** Returns the names of the config's model values. */
    public Set<String> modelValues() {
        return Set.copyOf(models.keySet());
    }

    /**
     * Returns the config's model value of that name.
     *
     * @throws IllegalArgumentException there is none
     */
    Model modelValue(String name) {
        Model model = models.get(name);
        if (model == null) {
            throw new IllegalArgumentException("no saved state of this spec: it has no model value " + name);
        }
        return model;
    }

    // ---------------------------------------------------------------- from the trace

    /** @throws ArithmeticException an integer is beyond TLC's 32 bits, or arguments that are written in two ways are the same */
    public Object of(dev.lockstep.checker.trace.Value value) {
        if (value instanceof dev.lockstep.checker.trace.Value.Str str) {
            return string(str.value());
        } else if (value instanceof dev.lockstep.checker.trace.Value.Text text) {
            return text.value().intern();
        } else if (value instanceof dev.lockstep.checker.trace.Value.Int integer) {
            return intValue(integer.value());
        } else if (value instanceof dev.lockstep.checker.trace.Value.Bool bool) {
            return bool.value();
        } else if (value instanceof dev.lockstep.checker.trace.Value.Rec rec) {
            return record(rec.fields());
        } else if (value instanceof dev.lockstep.checker.trace.Value.Seq seq) {
            return Seq.of(all(seq.elements()));
        } else if (value instanceof dev.lockstep.checker.trace.Value.SetOf set) {
            Object[] elements = all(set.elements());
            return FiniteSet.of(elements, elements.length);
        } else if (value instanceof dev.lockstep.checker.trace.Value.Fun fun) {
            return function(fun);
        }
        throw new IllegalArgumentException("no such kind of value: " + value.getClass());
    }

    /** @throws ArithmeticException the integer is beyond TLC's 32 bits */
    public static int intValue(BigInteger integer) {
        if (integer.bitLength() > 31) {
            throw new ArithmeticException(integer + " is beyond TLC's integers, which have 32 bits");
        }
        return integer.intValue();
    }

    /** Returns the model value of that name, or one and the same string for equal ones. */
    private Object string(String text) {
        Object known = strings.get(text);
        if (known != null) {
            return known;
        }
        String unique = text.intern();
        strings.put(unique, unique);
        return unique;
    }

    private Object[] all(List<dev.lockstep.checker.trace.Value> values) {
        Object[] converted = new Object[values.size()];
        for (int i = 0; i < converted.length; i++) {
            converted[i] = of(values.get(i));
        }
        return converted;
    }

    private Object record(Map<String, dev.lockstep.checker.trace.Value> fields) {
        if (fields.isEmpty()) {
            return Seq.EMPTY;
        }
        if (!(fields instanceof Fields<dev.lockstep.checker.trace.Value> listed)) {
            return Fun.of(fields.keySet().toArray(), all(List.copyOf(fields.values())));
        }
        Domain domain = domain(listed);
        Object[] values = new Object[listed.size()];
        for (int i = 0; i < values.length; i++) {
            values[domain.places[i]] = of(listed.value(i));
        }
        return domain.keys.function(values);
    }

    private Domain domain(Fields<?> fields) {
        for (Domain domain : domains) {
            if (domain.is(fields)) {
                return domain;
            }
        }
        String[] names = new String[fields.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = fields.name(i).intern();
        }
        return added(Domain.of(Keys.ofRecord(names), names));
    }

    private Domain added(Domain domain) {
        Domain[] known = domains;
        if (known.length < MOST_DOMAINS) {
            Domain[] more = Arrays.copyOf(known, known.length + 1);
            more[known.length] = domain;
            domains = more; // lost if another thread adds one at the same time: it is made again
        }
        return domain;
    }

    private Object function(dev.lockstep.checker.trace.Value.Fun fun) {
        List<dev.lockstep.checker.trace.Value.Pair> pairs = fun.pairs();
        Object[] arguments = new Object[pairs.size()];
        Object[] results = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = of(pairs.get(i).argument());
            results[i] = of(pairs.get(i).result());
        }
        return function(arguments, results);
    }

    private Object function(Object[] arguments, Object[] results) {
        for (Domain domain : domains) {
            if (domain.is(arguments)) {
                Object[] ordered = new Object[results.length];
                for (int i = 0; i < results.length; i++) {
                    ordered[domain.places[i]] = results[i];
                }
                return domain.keys.function(ordered);
            }
        }
        if (FiniteSet.of(arguments, arguments.length).size() < arguments.length) {
            throw new ArithmeticException("a function has an argument twice: " + Arrays.toString(arguments));
        }
        Object function = Fun.of(arguments, results);
        if (function instanceof Fun first) {
            added(Domain.of(first.keys(), arguments));
        }
        return function;
    }

    // ---------------------------------------------------------------- from the trace, for all events of a shape

    /** Returns what makes a value of a shape. It is the same in all its events, or is made for each. */
    public Template<Object> template(dev.lockstep.checker.trace.Value pattern) {
        if (!Shape.isOpen(pattern)) {
            return sharesArguments ? Template.constant(Equality.freeze(of(pattern))) : anew(pattern);
        } else if (pattern instanceof dev.lockstep.checker.trace.Value.Open open) {
            return Template.number(open.place());
        } else if (pattern instanceof dev.lockstep.checker.trace.Value.Rec rec) {
            return recordTemplate(Fields.of(rec.fields()));
        } else if (pattern instanceof dev.lockstep.checker.trace.Value.Seq seq) {
            Template<Object>[] elements = templates(seq.elements());
            return new Template<>() {
                @Override
                public Object of(OpenNumbers openNumbers) {
                    return Seq.of(all(elements, openNumbers));
                }
            };
        } else if (pattern instanceof dev.lockstep.checker.trace.Value.SetOf set) {
            Template<Object>[] elements = templates(set.elements());
            return new Template<>() {
                @Override
                public Object of(OpenNumbers openNumbers) {
                    return FiniteSet.of(all(elements, openNumbers), elements.length);
                }
            };
        } else if (pattern instanceof dev.lockstep.checker.trace.Value.Fun fun) {
            return functionTemplate(fun.pairs());
        }
        throw new IllegalArgumentException("no such kind of value: " + pattern.getClass());
    }

    private Template<Object> anew(dev.lockstep.checker.trace.Value pattern) {
        return new Template<>() {
            @Override
            public Object of(OpenNumbers openNumbers) {
                return Conversion.this.of(pattern);
            }
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    public Template<Object>[] templates(List<dev.lockstep.checker.trace.Value> patterns) {
        Template<Object>[] templates = new Template[patterns.size()];
        for (int i = 0; i < templates.length; i++) {
            templates[i] = template(patterns.get(i));
        }
        return templates;
    }

    private Template<Object> recordTemplate(Fields<dev.lockstep.checker.trace.Value> fields) {
        Domain domain = domain(fields);
        Template<Object>[] templates = templates(List.copyOf(fields.values()));
        return new Template<>() {
            @Override
            public Object of(OpenNumbers openNumbers) {
                Object[] values = new Object[templates.length];
                for (int i = 0; i < values.length; i++) {
                    values[domain.places[i]] = templates[i].of(openNumbers);
                }
                return domain.keys.function(values);
            }
        };
    }

    private Template<Object> functionTemplate(List<dev.lockstep.checker.trace.Value.Pair> pairs) {
        Object[] arguments = new Object[pairs.size()];
        List<dev.lockstep.checker.trace.Value> results = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = Equality.freeze(of(pairs.get(i).argument()));
            results.add(pairs.get(i).result());
        }
        Template<Object>[] templates = templates(results);
        return new Template<>() {
            @Override
            public Object of(OpenNumbers openNumbers) {
                return function(arguments, all(templates, openNumbers));
            }
        };
    }

    // ---------------------------------------------------------------- from TLC

    /** Holds a value of TLC that the checker has no other form for. Only TLC can say what it is equal to. */
    record Opaque(Value value) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Opaque that && Evaluation.same(value, that.value);
        }

        @Override
        public int hashCode() {
            return 0;
        }

        @Override
        public String toString() {
            return value.toString();
        }
    }

    public Object of(IValue value) {
        Object listed = listed(value);
        if (listed != null) {
            return listed;
        }
        try {
            Object written = Evaluation.of(() -> writtenOut((Value) value));
            return written != null ? written : new Opaque((Value) value);
        } catch (Failed e) {
            return new Opaque((Value) value);
        }
    }

    private @Nullable Object writtenOut(Value value) {
        if (value.toSetEnum() instanceof SetEnumValue set) {
            set.normalize();
            return elements(set);
        }
        return value.toFcnRcd() instanceof FcnRcdValue function ? function(function) : null;
    }

    /** Converts a value that is listed; null: it is of a kind that would have to be written out first. */
    @Nullable
    public Object listed(IValue value) {
        if (value instanceof IntValue integer) {
            return integer.val;
        } else if (value instanceof StringValue string) {
            return string.val.toString().intern();
        } else if (value instanceof BoolValue bool) {
            return bool.val;
        } else if (value instanceof ModelValue model) {
            return models.get(model.val.toString());
        } else if (value instanceof SetEnumValue set) {
            return elements(set);
        } else if (value instanceof IntervalValue interval && interval.size() <= LONGEST_INTERVAL) {
            return FiniteSet.interval(interval.low, interval.high);
        } else if (value instanceof TupleValue tuple) {
            return Seq.of(all(tuple.elems));
        } else if (value instanceof RecordValue record) {
            String[] names = new String[record.names.length];
            for (int i = 0; i < names.length; i++) {
                names[i] = record.names[i].toString().intern();
            }
            return Fun.of(names, all(record.values));
        } else if (value instanceof FcnRcdValue function) {
            return function(function);
        }
        return null;
    }

    private Object elements(SetEnumValue set) {
        Object[] elements = new Object[set.elems.size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = of(set.elems.elementAt(i));
        }
        return FiniteSet.of(elements, elements.length);
    }

    private Object function(FcnRcdValue function) {
        return Fun.of(all(function.getDomainAsValues()), all(function.values));
    }

    private Object[] all(Value[] values) {
        Object[] converted = new Object[values.length];
        for (int i = 0; i < converted.length; i++) {
            converted[i] = of(values[i]);
        }
        return converted;
    }

    // ---------------------------------------------------------------- to TLC

    /** @throws ArithmeticException an integer is beyond TLC's 32 bits */
    public Value toTlc(dev.lockstep.checker.trace.Value value) {
        return toTlc(of(value));
    }

    public Value toTlc(Object value) {
        if (value instanceof Integer integer) {
            return IntValue.gen(integer);
        } else if (value instanceof String text) {
            return new StringValue(text);
        } else if (value instanceof Boolean bool) {
            return bool ? BoolValue.ValTrue : BoolValue.ValFalse;
        } else if (value instanceof Model model) {
            return (Value) ModelValue.make(model.name());
        } else if (value instanceof FiniteSet set) {
            ValueVec elements = new ValueVec(set.size());
            for (int i = 0; i < set.size(); i++) {
                elements.addElement(toTlc(set.get(i)));
            }
            return new SetEnumValue(elements, false);
        } else if (value instanceof Seq seq) {
            Value[] elements = new Value[seq.length()];
            for (int i = 0; i < elements.length; i++) {
                elements[i] = toTlc(seq.get(i));
            }
            return new TupleValue(elements);
        } else if (value instanceof Fun fun) {
            return toTlc(fun);
        } else if (value instanceof Opaque opaque) {
            return opaque.value;
        }
        throw new IllegalArgumentException("no such kind of value: " + value.getClass());
    }

    private Value toTlc(Fun fun) {
        int size = fun.keys().size();
        Value[] values = new Value[size];
        boolean isRecord = true;
        for (int i = 0; i < size; i++) {
            values[i] = toTlc(fun.get(i));
            isRecord &= fun.keys().get(i) instanceof String;
        }
        if (isRecord) {
            UniqueString[] names = new UniqueString[size];
            for (int i = 0; i < size; i++) {
                names[i] = UniqueString.uniqueStringOf((String) fun.keys().get(i));
            }
            return new RecordValue(names, values, false);
        }
        Value[] arguments = new Value[size];
        for (int i = 0; i < size; i++) {
            arguments[i] = toTlc(fun.keys().get(i));
        }
        return new FcnRcdValue(arguments, values, false);
    }
}
