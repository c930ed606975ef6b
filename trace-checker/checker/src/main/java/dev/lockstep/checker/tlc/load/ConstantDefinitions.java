package dev.lockstep.checker.tlc.load;

import dev.lockstep.checker.tlc.value.Conversion;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes the values that a trace gives to constants as a module that defines them. Assignments of the config put the definitions in the
 * place of the constants.
 */
final class ConstantDefinitions {
    /** The name of the module of the definitions. */
    static final String MODULE = "LockstepConstants";

    private static final String DEFINITION = "LockstepConstant_";
    private static final String MODEL_VALUE = "LockstepValue_";

    private final Set<String> modelValues;
    private final Set<String> used = new LinkedHashSet<>();
    private final Map<String, String> definitions = new LinkedHashMap<>();
    private boolean negative;

    /** @param modelValues those of the config: a string that names one denotes it */
    ConstantDefinitions(Set<String> modelValues) {
        this.modelValues = modelValues;
    }

    /** @throws ArithmeticException an integer is beyond TLC's 32 bits */
    void define(String constant, Value value) {
        definitions.put(constant, tla(value));
    }

    /** Returns the module that extends the spec with the definitions. */
    static String root(String name, String spec) {
        return "---- MODULE " + name + " ----\nEXTENDS " + spec + ", " + MODULE + "\n====\n";
    }

    /** Returns the module of the definitions. It knows nothing of the spec, which may define what the modules used here define. */
    String module() {
        StringBuilder text = new StringBuilder("---- MODULE " + MODULE + " ----\nLOCAL INSTANCE TLC\n");
        if (negative) {
            text.append("LOCAL INSTANCE Integers\n");
        }
        if (!used.isEmpty()) {
            text.append("CONSTANTS ")
                    .append(used.stream().map(value -> MODEL_VALUE + value).collect(Collectors.joining(", ")))
                    .append('\n');
        }
        definitions.forEach((constant, value) -> text.append(DEFINITION)
                .append(constant)
                .append(" == ")
                .append(value)
                .append('\n'));
        return text.append("====\n").toString();
    }

    /** Returns by the name that is assigned to the assignment as a config writes it. */
    Map<String, String> assignments() {
        Map<String, String> assignments = new LinkedHashMap<>();
        definitions.keySet().forEach(constant -> assignments.put(constant, constant + " <- " + DEFINITION + constant));
        used.forEach(value -> assignments.put(MODEL_VALUE + value, MODEL_VALUE + value + " = " + value));
        return assignments;
    }

    private String tla(Value value) {
        if (value instanceof Value.Str str && modelValues.contains(str.value())) {
            used.add(str.value());
            return MODEL_VALUE + str.value();
        } else if (value instanceof Value.Seq seq) {
            return list(seq.elements(), "<<", ">>");
        } else if (value instanceof Value.SetOf set) {
            return list(set.elements(), "{", "}");
        } else if (value instanceof Value.Rec rec && !rec.fields().isEmpty()) {
            List<String> fields = new ArrayList<>();
            rec.fields().forEach((field, v) -> fields.add(new Value.Str(field) + " :> " + tla(v)));
            return "(" + String.join(" @@ ", fields) + ")";
        } else if (value instanceof Value.Fun fun && !fun.pairs().isEmpty()) {
            List<String> pairs = new ArrayList<>();
            fun.pairs().forEach(pair -> pairs.add(tla(pair.argument()) + " :> " + tla(pair.result())));
            return "(" + String.join(" @@ ", pairs) + ")";
        } else if (value instanceof Value.Int integer) {
            int small = Conversion.intValue(integer.value());
            negative |= small < 0;
            return small < 0 ? "(" + small + ")" : String.valueOf(small);
        }
        return value.toString();
    }

    private String list(List<Value> elements, String open, String close) {
        return elements.stream().map(this::tla).collect(Collectors.joining(", ", open, close));
    }
}
