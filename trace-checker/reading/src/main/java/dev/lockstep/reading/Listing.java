package dev.lockstep.reading;

import com.github.javaparser.Range;
import com.github.javaparser.ast.comments.Comment;
import dev.lockstep.pages.Html;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes lines of a text as they are, with links, anchors and comments marked. Lines and columns count from 1. */
final class Listing {
    private final List<String> lines;
    private final Map<Integer, TreeMap<Integer, Mark>> marks = new HashMap<>();
    private final Map<Integer, List<String>> anchors = new HashMap<>();
    private final Map<Integer, List<int[]>> comments = new HashMap<>();

    /** Represents a link from a part of a line. */
    private record Mark(int end, String href) {}

    Listing(List<String> lines) {
        this.lines = lines;
    }

    List<String> lines() {
        return lines;
    }

    /**
     * Links a part of a line; of links that overlap the first stays.
     *
     * @param end the column of the last character
     */
    void link(int line, int column, int end, String href) {
        TreeMap<Integer, Mark> of = marks.computeIfAbsent(line, key -> new TreeMap<>());
        Map.Entry<Integer, Mark> before = of.floorEntry(end);
        if (before == null || before.getValue().end < column) {
            of.put(column, new Mark(end, href));
        }
    }

    /** Gives a line an anchor. */
    void anchor(int line, String id) {
        List<String> of = anchors.computeIfAbsent(line, key -> new ArrayList<>());
        if (!of.contains(id)) {
            of.add(id);
        }
    }

    private void comment(int line, int column, int end) {
        comments.computeIfAbsent(line, key -> new ArrayList<>()).add(new int[] {column, end});
    }

    /** Marks the comments of Java. */
    void comments(List<Comment> all) {
        for (Comment each : all) {
            Range range = each.getRange().orElseThrow();
            for (int line = range.begin.line; line <= range.end.line; line++) {
                comment(
                        line,
                        line == range.begin.line ? range.begin.column : 1,
                        line == range.end.line ? range.end.column : Integer.MAX_VALUE);
            }
        }
    }

    /** Marks the comments of TLA+. */
    void commentsOfTla() {
        int depth = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int from = depth > 0 ? 0 : -1;
            boolean isInString = false;
            for (int at = 0; at < line.length(); at++) {
                if (depth == 0 && line.charAt(at) == '"') {
                    isInString = !isInString;
                } else if (!isInString && line.startsWith("(*", at)) {
                    from = depth++ == 0 ? at : from;
                    at++;
                } else if (depth > 0 && line.startsWith("*)", at)) {
                    at++;
                    if (--depth == 0) {
                        comment(i + 1, from + 1, at + 1);
                        from = -1;
                    }
                } else if (depth == 0 && !isInString && line.startsWith("\\*", at)) {
                    comment(i + 1, at + 1, line.length());
                    at = line.length();
                }
            }
            if (depth > 0) {
                comment(i + 1, Math.max(from, 0) + 1, Integer.MAX_VALUE);
            }
        }
    }

    /** Returns some lines, without the blank ones at their beginning and end. */
    Html html(int from, int to, boolean hasAnchors) {
        int first = Math.max(1, from);
        int last = Math.min(lines.size(), to);
        while (first < last && lines.get(first - 1).isBlank()) {
            first++;
        }
        while (last > first && lines.get(last - 1).isBlank()) {
            last--;
        }
        Html pre = Html.of("pre").css("text");
        for (int line = first; line <= last; line++) {
            Html row = Html.of("span").css("line");
            if (hasAnchors) {
                for (String id : anchors.getOrDefault(line, List.of())) {
                    row.add(Html.of("span").set("id", id));
                }
            }
            row.add(Html.of("span", String.valueOf(line)).css("number").set("aria-hidden", "true"));
            content(row, line);
            pre.add(row.add("\n"));
        }
        return pre;
    }

    private void content(Html row, int line) {
        String text = lines.get(line - 1);
        int at = 0;
        for (Map.Entry<Integer, Mark> mark :
                marks.getOrDefault(line, new TreeMap<>()).entrySet()) {
            int start = Math.min(text.length(), mark.getKey() - 1);
            int end = Math.min(text.length(), mark.getValue().end);
            plain(row, line, at, start);
            row.add(Html.of("a", text.substring(start, end)).set("href", mark.getValue().href));
            at = end;
        }
        plain(row, line, at, text.length());
    }

    private void plain(Html row, int line, int from, int to) {
        String text = lines.get(line - 1);
        int at = from;
        for (int[] comment : comments.getOrDefault(line, List.of())) {
            int start = Math.max(at, comment[0] - 1);
            int end = (int) Math.min(to, (long) comment[1]);
            if (start < end && start < to) {
                if (at < start) {
                    row.add(text.substring(at, start));
                }
                row.add(Html.of("span", text.substring(start, end)).css("comment"));
                at = end;
            }
        }
        if (at < to) {
            row.add(text.substring(at, to));
        }
    }
}
