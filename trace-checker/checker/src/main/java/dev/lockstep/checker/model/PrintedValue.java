package dev.lockstep.checker.model;

import dev.lockstep.checker.trace.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a value as TLC prints it, which is TLA+. It may be numbers, strings, model values, sets, intervals, tuples, records, and functions
 * as {@code (k :> v @@ ...)}. A model value becomes a string of its name, as in traces.
 */
final class PrintedValue {
    private final String text;
    private int at;

    private PrintedValue(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException the text is another expression, such as a set of functions that TLC has not enumerated */
    static Value parse(String text) {
        PrintedValue printed = new PrintedValue(text);
        Value value = printed.value();
        printed.space();
        if (printed.at < text.length()) {
            throw printed.unknown();
        }
        return value;
    }

    private IllegalArgumentException unknown() {
        return new IllegalArgumentException("TLC has printed a value that is not written out: " + text);
    }

    private Value value() {
        space();
        if (skip("<<")) {
            return new Value.Seq(list(">>"));
        } else if (skip("{")) {
            return new Value.SetOf(list("}"));
        } else if (skip("[")) {
            return record();
        } else if (skip("(")) {
            return function();
        } else if (at < text.length() && text.charAt(at) == '"') {
            return new Value.Str(string());
        }
        return word();
    }

    private List<Value> list(String close) {
        List<Value> elements = new ArrayList<>();
        space();
        if (skip(close)) {
            return elements;
        }
        do {
            elements.add(value());
            space();
        } while (skip(","));
        expect(close);
        return elements;
    }

    private Value record() {
        Map<String, Value> fields = new LinkedHashMap<>();
        space();
        if (skip("]")) {
            return new Value.Rec(fields);
        }
        do {
            space();
            String field = identifier();
            space();
            expect("|->");
            fields.put(field, value());
            space();
        } while (skip(","));
        expect("]");
        return new Value.Rec(fields);
    }

    private Value function() {
        List<Value.Pair> pairs = new ArrayList<>();
        do {
            Value argument = value();
            space();
            expect(":>");
            pairs.add(new Value.Pair(argument, value()));
            space();
        } while (skip("@@"));
        expect(")");
        return new Value.Fun(pairs);
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c == '\\' && at < text.length()) {
                char escaped = text.charAt(at++);
                c = switch (escaped) {
                    case 'n' -> '\n';
                    case 't' -> '\t';
                    case 'r' -> '\r';
                    case 'f' -> '\f';
                    default -> escaped;
                };
            }
            string.append(c);
        }
        expect("\"");
        return string.toString();
    }

    private Value word() {
        boolean isNegative = skip("-");
        String word = identifier();
        if (!word.chars().allMatch(Character::isDigit)) {
            if (isNegative || word.equals("SUBSET") || word.equals("UNION")) {
                throw unknown();
            }
            return switch (word) {
                case "TRUE" -> new Value.Bool(true);
                case "FALSE" -> new Value.Bool(false);
                default -> new Value.Str(word);
            };
        }
        Value.Int from = new Value.Int(new BigInteger(isNegative ? "-" + word : word));
        return skip("..") ? interval(from) : from;
    }

    private Value interval(Value.Int from) {
        if (!(word() instanceof Value.Int to)) {
            throw unknown();
        }
        List<Value> elements = new ArrayList<>();
        for (BigInteger i = from.value(); i.compareTo(to.value()) <= 0; i = i.add(BigInteger.ONE)) {
            elements.add(new Value.Int(i));
        }
        return new Value.SetOf(elements);
    }

    private String identifier() {
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        if (start == at) {
            throw unknown();
        }
        return text.substring(start, at);
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean skip(String token) {
        if (text.startsWith(token, at)) {
            at += token.length();
            return true;
        }
        return false;
    }

    private void expect(String token) {
        if (!skip(token)) {
            throw unknown();
        }
    }
}
