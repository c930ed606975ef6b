package dev.lockstep.checker.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Finds the values and members of a line of JSON, as far as it is JSON: where each begins and ends. */
final class Spans {
    private final String text;
    private final List<Span> values = new ArrayList<>();
    private final List<Span> members = new ArrayList<>();
    private int at;

    /** From the first character to the one after the last. */
    record Span(int from, int to) {}

    private Spans(String text) {
        this.text = text;
    }

    static Spans of(String text) {
        Spans spans = new Spans(text);
        spans.value(0);
        return spans;
    }

    /** Values at any depth, with what they consist of. */
    List<Span> values() {
        return values;
    }

    /** Keys with their values. */
    List<Span> members() {
        return members;
    }

    private void value(int depth) {
        int from = at;
        if (at >= text.length() || depth > 60) {
            return;
        }
        char first = text.charAt(at);
        if (first == '{' || first == '[') {
            at++;
            while (at < text.length() && text.charAt(at) != '}' && text.charAt(at) != ']') {
                int item = at;
                value(depth + 1);
                if (at < text.length() && text.charAt(at) == ':') {
                    at++;
                    value(depth + 1);
                    members.add(new Span(item, at));
                }
                if (at < text.length() && text.charAt(at) == ',' || at == item) {
                    at++;
                }
            }
            at = Math.min(text.length(), at + 1);
        } else if (first == '"') {
            string();
        } else {
            while (at < text.length() && ",:]}".indexOf(text.charAt(at)) < 0) {
                at++;
            }
        }
        if (at > from) {
            values.add(new Span(from, at));
        }
    }

    private void string() {
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(text.length(), at + 1);
    }
}
