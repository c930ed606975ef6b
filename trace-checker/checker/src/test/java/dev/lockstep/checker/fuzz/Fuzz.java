package dev.lockstep.checker.fuzz;

import com.sun.management.ThreadMXBean;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Place;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Has inputs checked, one after the other, and finds those of which something else comes than a verdict that has a place. */
final class Fuzz {
    /** So many bytes may be allocated for an input, however short it is. */
    static final long MOST_ALLOCATED = 64L << 20;

    /** So many more for each of its bytes. */
    static final long MOST_ALLOCATED_PER_BYTE = 64L << 10;

    /** So many more for each expression that is evaluated, which are bounded, too: states that are looked at for an explanation. */
    static final long MOST_ALLOCATED_PER_WORK = 1L << 10;

    /**
     * So many more, if the spec has a step with more outcomes than the checker keeps: 250,000 of 2 KiB, which it finds without TLC, and
     * gives up; some inputs are checked in two ways. What TLC then finds, and what is looked at for an explanation and for hints, is in
     * proportion to the evaluations.
     */
    static final long MOST_ALLOCATED_BY_ENDLESS_STEPS = 1L << 30;

    /** So many expressions may be evaluated for an input, however short it is. */
    static final long MOST_WORK = 10_000_000;

    /** So many more for each of its lines: what is given up is an event. */
    static final long MOST_WORK_PER_LINE = 25_000_000;

    private static final int MOST_FAULTS = 10;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final List<Seed> seeds;
    private final Map<Verdict, Long> figures = new EnumMap<>(Verdict.class);
    private final Map<String, Map<Verdict, Long>> bySeed = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private String mostWorkAt = "";
    private long mostWork;
    private long mostAllocated;
    private String mostAllocatedAt = "";

    /** Checks an input as the command does. */
    interface Subject {
        /**
         * What is said of it.
         *
         * @throws InvalidInputException it is invalid
         * @throws UnusableSpecException its spec is
         */
        Said check(Input input) throws Exception;

        /** How many expressions were evaluated for the last input, if that was invalid. */
        default long work() {
            return 0;
        }
    }

    /**
     * What is said of an input.
     *
     * @param place of what is not accepted; null: all is accepted
     * @param text for the user
     * @param work how many expressions were evaluated
     * @param loading how many bytes were allocated to load the spec
     */
    record Said(Verdict verdict, @Nullable Place place, List<String> text, long work, long loading) {}

    Fuzz(List<Seed> seeds) {
        this.seeds = seeds;
    }

    /** Bytes that the calling thread has allocated. */
    static long allocated() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /** Checks inputs with these numbers; stops after some faults. */
    Fuzz run(long from, long to, Subject subject) {
        for (long number = from; number < to && faults.size() < MOST_FAULTS; number++) {
            Random random = new Random(number);
            random.nextInt(); // the first numbers of similar seeds are similar
            Seed seed = seeds.get(random.nextInt(seeds.size()));
            Input input = seed.altered(random);
            String fault = checked(seed, number, input, subject);
            if (fault != null) {
                faults.add("input " + number + ", " + input.name() + ": " + fault + "\n" + input);
            }
        }
        return this;
    }

    private @Nullable String checked(Seed seed, long number, Input input, Subject subject) {
        long before = allocated();
        Said said;
        try {
            said = subject.check(input);
        } catch (InvalidInputException e) {
            said = new Said(
                    Verdict.INVALID,
                    e.place().orElse(null),
                    List.of(String.valueOf(e.getMessage())),
                    subject.work(),
                    0);
        } catch (UnusableSpecException e) {
            said = new Said(
                    Verdict.INVALID,
                    e.place().orElse(null),
                    List.of(String.valueOf(e.getMessage())),
                    subject.work(),
                    0);
        } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError e) {
            StringBuilder trace = new StringBuilder(e.toString());
            for (int i = 0; i < Math.min(12, e.getStackTrace().length); i++) {
                trace.append("\n\tat ").append(e.getStackTrace()[i]);
            }
            return trace.toString();
        }
        long allocated = allocated() - before - said.loading;
        count(seed, number, said, allocated);
        return fault(input, said, allocated);
    }

    private void count(Seed seed, long number, Said said, long allocated) {
        figures.merge(said.verdict, 1L, Long::sum);
        bySeed.computeIfAbsent(seed.name(), key -> new EnumMap<>(Verdict.class)).merge(said.verdict, 1L, Long::sum);
        if (said.work > mostWork) {
            mostWork = said.work;
            mostWorkAt = seed.name() + " " + number;
        }
        if (allocated > mostAllocated) {
            mostAllocated = allocated;
            mostAllocatedAt = seed.name() + " " + number;
        }
    }

    private static @Nullable String fault(Input input, Said said, long allocated) {
        Place place = said.place;
        String text = String.join("\n", said.text);
        if (said.verdict != Verdict.ACCEPTED
                && (text.isBlank() || text.contains("Exception") || text.contains("\tat "))) {
            return said.verdict + ", with the text: " + text;
        } else if (said.verdict != Verdict.ACCEPTED && place == null) {
            return said.verdict + " without a place: " + text;
        } else if (place != null
                && (place.line() < 1
                        || place.column() < 1
                        || place.file().equals(input.name()) && place.line() > input.lines() + 1)) {
            return said.verdict + " at a place that there is not, " + place + ": " + text;
        } else if (said.work > MOST_WORK + MOST_WORK_PER_LINE * input.lines()) {
            return said.work + " evaluations";
        } else if (allocated > mostAllocated(input, said.work)) {
            return allocated + " bytes are allocated for " + input.bytes().length + " and " + said.work
                    + " evaluations";
        }
        return null;
    }

    private static long mostAllocated(Input input, long work) {
        return MOST_ALLOCATED
                + MOST_ALLOCATED_PER_BYTE * input.bytes().length
                + MOST_ALLOCATED_PER_WORK * work
                + (input.hasEndlessSteps() ? MOST_ALLOCATED_BY_ENDLESS_STEPS : 0);
    }

    /** Whether there are so many faults that it stopped. */
    boolean isGivenUp() {
        return faults.size() >= MOST_FAULTS;
    }

    List<String> faults() {
        return faults;
    }

    Map<Verdict, Long> figures() {
        return figures;
    }

    @Override
    public String toString() {
        long inputs = figures.values().stream().mapToLong(Long::longValue).sum();
        return "fuzz: " + inputs + " inputs: " + of(figures) + "; " + faults.size() + " faults; at most " + mostWork
                + " evaluations (" + mostWorkAt + ") and " + (mostAllocated >> 10) + " KiB (" + mostAllocatedAt + ")"
                + bySeed.entrySet().stream()
                        .map(entry -> "\n  " + entry.getKey() + ": " + of(entry.getValue()))
                        .collect(Collectors.joining());
    }

    private static String of(Map<Verdict, Long> figures) {
        return figures.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().toString().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** Cuts what is long. */
    static String shown(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return Optional.of(text)
                .filter(all -> all.length() < 4000)
                .orElse(text.substring(0, Math.min(4000, text.length())) + "...");
    }
}
