package dev.lockstep.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the guards of a method that say what a false conjunct of the spec says. They are the conditions in which a name of the conjunct is, as
 * {@code maySwitch} of {@code MaySwitch}. {@code marks.js} does the same.
 */
final class Guards {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{2,}");
    private static final Pattern GUARD = Pattern.compile("\\b(?:require\\w*|if|while|assert)\\b");

    private Guards() {}

    /** @param conjuncts the lines of the spec that are false */
    static Set<Long> marked(Excerpt method, List<String> conjuncts) {
        Set<String> wanted = new TreeSet<>();
        conjuncts.forEach(conjunct -> wanted.addAll(names(conjunct)));
        Set<Long> lines = new LinkedHashSet<>();
        for (int i = 0; i < method.lines().size(); i++) {
            String line = method.lines().get(i);
            boolean isGuard = GUARD.matcher(line).find() && !line.strip().startsWith("*");
            if (isGuard && names(line).stream().anyMatch(wanted::contains)) {
                lines.add(method.first() + i);
            }
        }
        return lines;
    }

    private static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        Matcher found = NAME.matcher(text);
        while (found.find()) {
            names.add(found.group().toLowerCase(Locale.ROOT));
        }
        return names;
    }
}
