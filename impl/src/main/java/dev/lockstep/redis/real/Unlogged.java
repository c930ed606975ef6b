package dev.lockstep.redis.real;

import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a sentinel that was killed had on its disk and had not logged yet. It writes an epoch before it logs it, and logs that a new
 * configuration is saved when it is.
 *
 * @param epoch its epoch, if it has not logged that; else 0
 * @param isSaved whether it has saved the switch that it logged last, and not logged that
 */
record Unlogged(long epoch, boolean isSaved) {
    private static final Pattern EPOCH = Pattern.compile("^sentinel current-epoch (\\d+)$");
    private static final Pattern MASTER = Pattern.compile("^sentinel monitor \\S+ \\S+ (\\d+) \\d+$");
    private static final Pattern NEW_EPOCH = Pattern.compile(" \\+new-epoch (\\d+)$");
    private static final Pattern SWITCH = Pattern.compile(" \\+switch-master \\S+ \\S+ \\d+ \\S+ (\\d+)$");
    private static final Pattern SAVED = Pattern.compile(" Sentinel new configuration saved on disk$");

    /**
     * Compares a configuration with a log, as they were left.
     *
     * @param config the lines of the file that the sentinel writes
     * @param log the lines of its log
     */
    static Unlogged of(List<String> config, List<String> log) {
        long saved = number(last(EPOCH, config));
        long logged = number(last(NEW_EPOCH, log));
        String switched = null;
        for (String line : log) {
            Matcher matcher = SWITCH.matcher(line);
            switched = matcher.find() ? matcher.group(1) : SAVED.matcher(line).find() ? null : switched;
        }
        boolean isSaved = switched != null && Objects.equals(switched, last(MASTER, config));
        return new Unlogged(saved > logged ? saved : 0, isSaved);
    }

    private static long number(@Nullable String text) {
        return text == null ? 0 : Long.parseLong(text);
    }

    private static @Nullable String last(Pattern pattern, List<String> lines) {
        String found = null;
        for (String line : lines) {
            Matcher matcher = pattern.matcher(line);
            found = matcher.find() ? matcher.group(1) : found;
        }
        return found;
    }
}
