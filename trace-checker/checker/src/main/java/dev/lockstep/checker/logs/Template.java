package dev.lockstep.checker.logs;

import dev.lockstep.checker.trace.Value;
import dev.lockstep.checker.trace.ValueText;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a value from what is in lines. It is a value as a trace writes it, in whose strings {@code ${name:conversion}} stands for what has
 * that name. A string that is no more than that is the value itself, else its text is put in.
 */
final class Template {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\{([^:}]+)((?::[A-Za-z_][\\w-]*(?:\\([^)]*\\))?)*)\\}");
    private static final Pattern CONVERSION = Pattern.compile(":([A-Za-z_][\\w-]*)(?:\\(([^)]*)\\))?");
    private static final Set<String> WITH_ARGUMENT = Set.of("split", "or", "plus");
    private static final Set<String> WITHOUT = Set.of("int", "bool", "set", "text", "lower", "upper");

    private final Value value;

    private Template(Value value) {
        this.value = value;
    }

    /** Says that a template has no value here. The message says why, and has no place. */
    static final class NoValue extends Exception {
        private static final long serialVersionUID = 1L;

        NoValue(String message) {
            super(message, null, false, false);
        }
    }

    /** @throws IllegalArgumentException the text is no value */
    static Template of(String text) {
        String json = REFERENCE.matcher(text).matches()
                ? '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"'
                : text;
        Template template = new Template(ValueText.parse(json));
        template.references(template.value, new ArrayList<>());
        return template;
    }

    /** Makes a template of text alone: it needs no quotes. */
    static Template ofText(String text) {
        Template template = new Template(new Value.Str(text));
        template.references(template.value, new ArrayList<>());
        return template;
    }

    /** Returns the conversions that it uses which are none of those that there always are. */
    List<String> tables() {
        List<String> names = new ArrayList<>();
        references(value, names);
        return names;
    }

    private void references(Value in, List<String> tables) {
        if (in instanceof Value.Str string) {
            Matcher reference = REFERENCE.matcher(string.value());
            int end = 0;
            while (reference.find()) {
                requireNone(string.value().substring(end, reference.start()));
                end = reference.end();
                Matcher conversion = CONVERSION.matcher(reference.group(2));
                while (conversion.find()) {
                    String name = conversion.group(1);
                    boolean hasArgument = conversion.group(2) != null;
                    if (WITH_ARGUMENT.contains(name) ? !hasArgument : hasArgument) {
                        throw new IllegalArgumentException(
                                "the conversion " + name + (hasArgument ? " takes no argument" : " needs an argument"));
                    }
                    if (!WITH_ARGUMENT.contains(name) && !WITHOUT.contains(name)) {
                        tables.add(name);
                    }
                }
            }
            requireNone(string.value().substring(end));
        } else {
            parts(in).forEach(part -> references(part, tables));
        }
    }

    private static void requireNone(String text) {
        if (text.contains("${")) {
            throw new IllegalArgumentException("\"" + text + "\" has ${, but is no ${NAME} or ${NAME:CONVERSION}");
        }
    }

    private static List<Value> parts(Value value) {
        if (value instanceof Value.Seq sequence) {
            return sequence.elements();
        } else if (value instanceof Value.SetOf set) {
            return set.elements();
        } else if (value instanceof Value.Rec rec) {
            return List.copyOf(rec.fields().values());
        } else if (value instanceof Value.Fun function) {
            return function.pairs().stream()
                    .flatMap(pair -> List.of(pair.argument(), pair.result()).stream())
                    .toList();
        }
        return List.of();
    }

    Value value(Scope scope, Map<String, LogMapping.Table> tables) throws NoValue {
        return filled(value, scope, tables);
    }

    String text(Scope scope, Map<String, LogMapping.Table> tables) throws NoValue {
        return text(value(scope, tables));
    }

    private static Value filled(Value value, Scope scope, Map<String, LogMapping.Table> tables) throws NoValue {
        if (value instanceof Value.Str string) {
            return filled(string.value(), scope, tables);
        } else if (value instanceof Value.Seq sequence) {
            return new Value.Seq(filled(sequence.elements(), scope, tables));
        } else if (value instanceof Value.SetOf set) {
            return new Value.SetOf(filled(set.elements(), scope, tables));
        } else if (value instanceof Value.Rec rec) {
            Map<String, Value> fields = new LinkedHashMap<>();
            for (Map.Entry<String, Value> field : rec.fields().entrySet()) {
                fields.put(field.getKey(), filled(field.getValue(), scope, tables));
            }
            return new Value.Rec(fields);
        } else if (value instanceof Value.Fun function) {
            List<Value.Pair> pairs = new ArrayList<>();
            for (Value.Pair pair : function.pairs()) {
                pairs.add(new Value.Pair(filled(pair.argument(), scope, tables), filled(pair.result(), scope, tables)));
            }
            return new Value.Fun(pairs);
        }
        return value;
    }

    private static List<Value> filled(List<Value> values, Scope scope, Map<String, LogMapping.Table> tables)
            throws NoValue {
        List<Value> filled = new ArrayList<>();
        for (Value value : values) {
            filled.add(filled(value, scope, tables));
        }
        return filled;
    }

    private static Value filled(String text, Scope scope, Map<String, LogMapping.Table> tables) throws NoValue {
        Matcher reference = REFERENCE.matcher(text);
        if (reference.matches()) {
            return converted(reference, scope, tables);
        }
        StringBuilder filled = new StringBuilder();
        int end = 0;
        while (reference.find(end)) {
            filled.append(text, end, reference.start()).append(text(converted(reference, scope, tables)));
            end = reference.end();
        }
        return new Value.Str(filled.append(text, end, text.length()).toString());
    }

    private static Value converted(Matcher reference, Scope scope, Map<String, LogMapping.Table> tables)
            throws NoValue {
        Value value = scope.value(LogMapping.Name.of(reference.group(1)));
        Matcher conversion = CONVERSION.matcher(reference.group(2));
        while (conversion.find()) {
            String name = conversion.group(1);
            if (name.equals("or")) {
                value = value == null ? new Value.Str(conversion.group(2)) : value;
            } else if (value != null) {
                value = converted(name, conversion.group(2), value, tables);
            }
        }
        if (value == null) {
            throw new NoValue("the line has no " + reference.group(1));
        }
        return value;
    }

    /** Converts a value; a sequence element by element, unless it is made a set. */
    private static Value converted(
            String name, @Nullable String argument, Value value, Map<String, LogMapping.Table> tables) throws NoValue {
        if (name.equals("set")) {
            return new Value.SetOf(value instanceof Value.Seq sequence ? sequence.elements() : List.of(value));
        }
        if (value instanceof Value.Seq sequence) {
            List<Value> elements = new ArrayList<>();
            for (Value element : sequence.elements()) {
                elements.add(converted(name, argument, element, tables));
            }
            return new Value.Seq(elements);
        }
        String text = text(value);
        return switch (name) {
            case "text" -> new Value.Str(text);
            case "lower" -> new Value.Str(text.toLowerCase(Locale.ROOT));
            case "upper" -> new Value.Str(text.toUpperCase(Locale.ROOT));
            case "int" -> new Value.Int(integer(text));
            case "plus" -> new Value.Int(integer(text).add(integer(String.valueOf(argument))));
            case "bool" -> new Value.Bool(truth(text));
            case "split" -> split(text, String.valueOf(argument));
            default -> renamed(name, text, tables);
        };
    }

    private static BigInteger integer(String text) throws NoValue {
        try {
            return new BigInteger(text.strip());
        } catch (NumberFormatException e) {
            throw new NoValue("\"" + text + "\" is no integer");
        }
    }

    private static boolean truth(String text) throws NoValue {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default -> throw new NoValue("\"" + text + "\" is neither true nor false");
        };
    }

    private static Value split(String text, String separator) {
        List<Value> parts = new ArrayList<>();
        for (String part : text.split(Pattern.quote(separator), -1)) {
            if (!part.isBlank()) {
                parts.add(new Value.Str(part.strip()));
            }
        }
        return new Value.Seq(parts);
    }

    private static Value renamed(String name, String text, Map<String, LogMapping.Table> tables) throws NoValue {
        LogMapping.Table table = tables.get(name);
        Value renamed = table == null ? null : table.entries().getOrDefault(text, table.otherwise());
        if (renamed == null) {
            throw new NoValue("\"" + text + "\" is not in the table " + name);
        }
        return renamed;
    }

    /** Returns the value as a text: a string as it is, a truth value as in JSON. */
    static String text(Value value) {
        if (value instanceof Value.Bool truth) {
            return truth.value() ? "true" : "false";
        }
        return value instanceof Value.Str string ? string.value() : value.toString();
    }
}
