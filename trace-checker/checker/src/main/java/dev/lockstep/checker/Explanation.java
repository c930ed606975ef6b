package dev.lockstep.checker;

import java.util.ArrayList;
import java.util.List;

/**
 * Why a trace is not accepted, for people: at most 25 lines of plain text, the first enough by itself.
 *
 * @param headline where, and what is not accepted
 * @param story why: what is false, and what was observed
 * @param hints what would make it accepted; each was tried
 * @param before the events that led to it, the last one last
 */
public record Explanation(String headline, List<String> story, List<String> hints, List<String> before) {
    static final Explanation NONE = new Explanation("", List.of(), List.of(), List.of());
    private static final int MAX_LINES = 25;
    private static final int MAX_LINE = 400;

    public Explanation {
        story = List.copyOf(story);
        hints = List.copyOf(hints);
        before = List.copyOf(before);
    }

    static Explanation of(String headline) {
        return new Explanation(headline, List.of(), List.of(), List.of());
    }

    public Explanation withHints(List<String> found) {
        return new Explanation(headline, story, found, before);
    }

    /** The text, the story cut if there is too much of it; nothing if there is nothing to explain. */
    public List<String> lines() {
        if (headline.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add(shortened(headline, MAX_LINE));
        int room = MAX_LINES - 1 - hints.size() - (before.isEmpty() ? 0 : before.size() + 1);
        story.subList(0, Math.min(room, story.size())).forEach(line -> lines.add(shortened(line, MAX_LINE)));
        hints.forEach(hint -> lines.add(shortened(hint, MAX_LINE)));
        if (!before.isEmpty()) {
            lines.add("before it:");
            before.forEach(line -> lines.add("  " + shortened(line, MAX_LINE / 2)));
        }
        return lines;
    }

    private static String shortened(String line, int most) {
        return line.length() <= most ? line : line.substring(0, most - 3) + "...";
    }
}
