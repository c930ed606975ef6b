package dev.lockstep.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the method around a line, in Java and in languages with the same braces. It is the innermost block whose head has parameters and is
 * no statement. Where there is none, as in Python, it is the lines around.
 */
final class Methods {
    private static final int AROUND = 8;
    private static final int MOST_HEAD = 30;
    private static final Set<String> STATEMENTS =
            Set.of("if", "for", "while", "switch", "catch", "synchronized", "try", "else", "do", "return", "new");
    private static final Pattern COMMENT = Pattern.compile("^\\s*(@|/\\*\\*?|\\*|//|///).*");

    private Methods() {}

    /** Names the lines from the first to the last, from 1. */
    record Lines(int first, int last) {}

    private record Block(int line, boolean isMethod, int head) {}

    static Lines around(List<String> lines, int line) {
        Deque<Block> open = new ArrayDeque<>();
        StringBuilder head = new StringBuilder();
        int headLine = 1;
        Lines found = null;
        char quote = 0;
        boolean isComment = false;
        for (int i = 0; i < lines.size() && found == null; i++) {
            String text = lines.get(i);
            quote = quote == '`' ? quote : 0;
            for (int k = 0; k < text.length() && found == null; k++) {
                char c = text.charAt(k);
                char next = k + 1 < text.length() ? text.charAt(k + 1) : 0;
                if (isComment) {
                    isComment = !(c == '*' && next == '/');
                    k += isComment ? 0 : 1;
                } else if (quote != 0) {
                    k += c == '\\' ? 1 : 0;
                    quote = c == quote ? 0 : quote;
                } else if (c == '/' && next == '/') {
                    break;
                } else if (c == '/' && next == '*') {
                    isComment = true;
                    k++;
                } else if (c == '"' || c == '`' || c == '\'' && text.indexOf('\'', k + 1) > 0) {
                    quote = c;
                } else if (c == '{') {
                    open.push(new Block(i + 1, isMethod(head.toString()), headLine));
                    head.setLength(0);
                } else if (c == '}') {
                    if (!open.isEmpty()) {
                        Block block = open.pop();
                        boolean isAround = block.isMethod && block.head <= line && line <= i + 1;
                        found = isAround ? new Lines(withComment(lines, block.head), i + 1) : null;
                    }
                    head.setLength(0);
                } else if (c == ';') {
                    head.setLength(0);
                } else {
                    if (head.isEmpty() && !Character.isWhitespace(c)) {
                        headLine = i + 1;
                    }
                    if (!head.isEmpty() || !Character.isWhitespace(c)) {
                        head.append(c);
                    }
                }
            }
            head.append(head.isEmpty() ? "" : " ");
        }
        return found != null
                ? found
                : new Lines(Math.max(1, line - AROUND), Math.min(Math.max(1, lines.size()), line + AROUND));
    }

    private static boolean isMethod(String head) {
        String text = head.strip();
        int end = 0;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        return text.indexOf('(') >= 0
                && text.indexOf(')') >= 0
                && !text.contains("->")
                && !text.contains("=")
                && !STATEMENTS.contains(text.substring(0, end));
    }

    /** Returns the line at which the comment and the annotations before a method begin. */
    private static int withComment(List<String> lines, int head) {
        int first = head;
        while (first > 1
                && head - first < MOST_HEAD
                && COMMENT.matcher(lines.get(first - 2)).matches()) {
            first--;
        }
        return first;
    }
}
