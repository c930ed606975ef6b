package dev.lockstep.checker.logs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Holds a regular expression, and the names of its groups, which Java tells only since version 20. */
record Regex(Pattern pattern, List<String> groups) {
    private static final Pattern GROUP = Pattern.compile("\\(\\?<([A-Za-z][A-Za-z0-9]*)>");

    private static final Set<String> RESERVED = Set.of("process", "file", "line");

    /** @throws IllegalArgumentException the text is none, or has a group with the name of something else */
    static Regex of(String text) {
        List<String> groups = new ArrayList<>();
        Matcher group = GROUP.matcher(text);
        while (group.find()) {
            if (RESERVED.contains(group.group(1))) {
                throw new IllegalArgumentException(
                        "a group cannot be named " + group.group(1) + ": that is the line's " + group.group(1));
            }
            groups.add(group.group(1));
        }
        return new Regex(Pattern.compile(text), groups);
    }

    /** Returns the groups that have something where it is first found in the text; null: it is not. */
    @Nullable
    Map<String, String> find(String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            return null;
        }
        Map<String, String> found = new LinkedHashMap<>();
        for (String group : groups) {
            String part = matcher.group(group);
            if (part != null) {
                found.put(group, part);
            }
        }
        return found;
    }
}
