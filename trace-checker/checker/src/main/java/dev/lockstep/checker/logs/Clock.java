package dev.lockstep.checker.logs;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the time of a line, in nanoseconds since some moment, the same for all lines.
 *
 * @param name what of the line it is
 * @param unit nanoseconds of a unit, of which it is a number; 0: it is a date or a time of day
 * @param format null: ISO 8601, or a number
 */
record Clock(LogMapping.Name name, long unit, @Nullable DateTimeFormatter format) {
    private static final Map<String, Long> UNITS =
            Map.of("seconds", 1_000_000_000L, "millis", 1_000_000L, "micros", 1000L, "nanos", 1L);

    /**
     * @param pattern a unit, {@code iso}, or letters as of {@link DateTimeFormatter}
     * @throws IllegalArgumentException the pattern is none of these
     */
    static Clock of(LogMapping.Name name, String pattern) {
        Long unit = UNITS.get(pattern);
        if (unit != null || pattern.equals("iso")) {
            return new Clock(name, unit == null ? 0 : unit, null);
        }
        String letters = pattern.replaceAll("'[^']*'", "");
        DateTimeFormatterBuilder builder =
                new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern);
        if (!letters.matches(".*[dDMLwW].*")) {
            builder.parseDefaulting(ChronoField.EPOCH_DAY, 0);
        } else if (!letters.matches(".*[yu].*")) {
            builder.parseDefaulting(ChronoField.YEAR, 2000);
        }
        return new Clock(name, 0, builder.toFormatter(Locale.ENGLISH));
    }

    /** @throws IllegalArgumentException the text is no such time */
    long nanoseconds(String text) {
        try {
            if (unit > 0) {
                return new BigDecimal(text).multiply(BigDecimal.valueOf(unit)).longValue();
            }
            TemporalAccessor time = format == null
                    ? OffsetDateTime.parse(text)
                    : format.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            Instant instant = time instanceof OffsetDateTime withOffset
                    ? withOffset.toInstant()
                    : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
            return ChronoUnit.NANOS.between(Instant.EPOCH, instant);
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not the time that the mapping says", e);
        }
    }
}
