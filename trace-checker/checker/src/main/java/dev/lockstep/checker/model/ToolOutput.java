package dev.lockstep.checker.model;

import dev.lockstep.checker.spec.PlusCalSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads TLC's {@code -tool} output as numbered messages; the numbers are those of {@code tlc2.output.EC}. */
final class ToolOutput {
    private static final Pattern START = Pattern.compile("@!@!@STARTMSG (\\d+):(\\d+) @!@!@");
    private static final Pattern END = Pattern.compile("@!@!@ENDMSG (\\d+) @!@!@");
    private static final Pattern STATS = Pattern.compile("(\\d+) states generated, (\\d+) distinct states found");
    private static final Pattern PROGRESS = Pattern.compile("([\\d,]+) distinct states found");
    private static final Pattern NUMBER = Pattern.compile("^(\\d+):");
    private static final Pattern DEPTH = Pattern.compile("search is (\\d+)");
    private static final Pattern NAMED = Pattern.compile("(?:Invariant|Action property|Property) (\\S+) is violated");
    private static final Pattern IMPLIED =
            Pattern.compile("Action property line (\\d+), col (\\d+) to line (\\d+), col (\\d+) of module (\\w+) is");

    private static final Pattern OWN = Pattern.compile("Parsing file .*\\b" + Modules.OWN + ".(\\w+)\\.tla");
    private static final Pattern UNDEFINED = Pattern.compile("TLCGet\\([^)]*\\) was undefined\\.");
    private static final Pattern MISSING =
            Pattern.compile("File does not exist: .*?(\\w+)\\.tla while looking in these directories: .*");
    private static final List<String> PARSER_PROGRESS = List.of("Parsing file", "Semantic processing");

    static final int INVARIANT_VIOLATED_INITIAL = 2107;
    static final int PROPERTY_VIOLATED_INITIAL = 2108;
    static final int INVARIANT_VIOLATED = 2110;
    static final int ACTION_PROPERTY_VIOLATED = 2112;
    static final int DEADLOCK = 2114;
    static final int TEMPORAL_PROPERTY_VIOLATED = 2116;
    static final int BACK_TO_STATE = 2122;
    static final int COMPUTING_INIT = 2189;
    static final int SUCCESS = 2193;
    static final int SEARCH_DEPTH = 2194;
    static final int STATS_CODE = 2199;
    static final int PROGRESS_STATS = 2200;
    static final int STATE = 2217;
    static final int STUTTERING = 2218;
    static final int NOT_PARSED = 3002;
    static final int ERROR_CLASS = 1;

    private final List<String> properties;
    private final LongConsumer progress;
    private final List<Counterexample.State> states = new ArrayList<>();
    private OptionalInt loop = OptionalInt.empty();
    private final List<String> errors = new ArrayList<>();

    /** Holds what the parser says of the modules between TLC's messages. */
    private final List<String> said = new ArrayList<>();

    private final Set<String> own = new TreeSet<>();

    /** Holds what TLC says of translations whose checksums are not those of their algorithm. */
    private final Set<String> stale = new TreeSet<>();

    private Expectation.@Nullable Kind violated;
    private @Nullable String property;
    private boolean deadlock;
    private boolean success;
    private long distinct;
    private long generated;
    private int depth;
    private int code = -1;
    private int messageClass;

    /** Counts the messages that have begun within the message. Their texts are parts of its text. */
    private int nested;

    private final StringBuilder message = new StringBuilder();

    /**
     * @param properties the names after PROPERTY in the config: TLC does not say which liveness property it refuted
     * @param progress is told the distinct states so far whenever TLC says a number, 0 when it begins to search
     */
    ToolOutput(List<String> properties, LongConsumer progress) {
        this.properties = properties;
        this.progress = progress;
    }

    void line(String line) {
        Matcher start = START.matcher(line);
        if (start.matches() && code >= 0) {
            nested++;
        } else if (nested > 0 && END.matcher(line).matches()) {
            nested--;
        } else if (start.matches()) {
            code = Integer.parseInt(start.group(1));
            messageClass = Integer.parseInt(start.group(2));
            message.setLength(0);
        } else if (END.matcher(line).matches()) {
            message(code, messageClass, message.toString().trim());
            code = -1;
        } else if (code >= 0) {
            message.append(line).append('\n');
        } else if (PlusCalSource.stale(line).isPresent()) {
            stale.add(PlusCalSource.stale(line).get() + "; --translate checks a new translation");
        } else if (OWN.matcher(line).matches()) {
            own.add(find(OWN, line).group(1));
        } else if (!line.isBlank() && PARSER_PROGRESS.stream().noneMatch(line::startsWith)) {
            String text = MISSING.matcher(line.trim())
                    .replaceFirst(
                            "there is no module $1: it is not beside the model, not below --modules, and TLC has none");
            if (!said.contains(text)) {
                said.add(text); // SANY says some things twice
            }
        }
    }

    private void message(int number, int kind, String text) {
        switch (number) {
            case INVARIANT_VIOLATED, INVARIANT_VIOLATED_INITIAL -> violated(Expectation.Kind.INVARIANT, text);
            case ACTION_PROPERTY_VIOLATED, PROPERTY_VIOLATED_INITIAL -> violated(Expectation.Kind.PROPERTY, text);
            case TEMPORAL_PROPERTY_VIOLATED -> {
                violated = Expectation.Kind.LIVENESS;
                property = onlyProperty();
            }
            case DEADLOCK -> deadlock = true;
            case SUCCESS -> success = true;
            case STATE -> states.add(Counterexample.state(text));
            case STUTTERING -> loop = OptionalInt.of(states.size() - 1);
            case BACK_TO_STATE ->
                loop = OptionalInt.of(Integer.parseInt(find(NUMBER, text).group(1)) - 1);
            case COMPUTING_INIT -> progress.accept(0);
            case PROGRESS_STATS ->
                progress.accept(Long.parseLong(find(PROGRESS, text).group(1).replace(",", "")));
            case STATS_CODE -> {
                Matcher stats = find(STATS, text);
                generated = Long.parseLong(stats.group(1));
                distinct = Long.parseLong(stats.group(2));
            }
            case SEARCH_DEPTH -> depth = Integer.parseInt(find(DEPTH, text).group(1));
            case NOT_PARSED -> errors.add(text + " " + String.join(" ", said));
            default -> {
                if (kind == ERROR_CLASS) {
                    errors.add(UNDEFINED
                            .matcher(text.replaceAll("\\s+", " "))
                            .replaceAll("$0 It may be one of newer TLCs: --tlc tla2tools.jar"));
                }
            }
        }
        if (number == INVARIANT_VIOLATED_INITIAL || number == PROPERTY_VIOLATED_INITIAL) {
            states.add(new Counterexample.State(
                    "", "", 0, Counterexample.variables(text.substring(text.indexOf('\n') + 1))));
        }
    }

    private static Matcher find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("TLC's message is not of the expected form: " + text);
        }
        return matcher;
    }

    private void violated(Expectation.Kind kind, String text) {
        violated = kind;
        // An implied action is named by its place in the text when the PROPERTY is no box-action itself.
        property = IMPLIED.matcher(text).find()
                ? onlyProperty()
                : find(NAMED, text).group(1);
    }

    private String onlyProperty() {
        return properties.size() == 1 ? properties.get(0) : "one of " + properties;
    }

    List<String> errors() {
        return errors;
    }

    /** @param remarks what is known of the model before TLC has looked at it */
    ModelOutcome outcome(List<String> remarks, java.time.Duration time) {
        List<String> all = new ArrayList<>(remarks);
        all.addAll(stale);
        return new ModelOutcome(
                found(),
                distinct,
                generated,
                depth,
                new Counterexample(states, loop),
                errors,
                time,
                List.copyOf(own),
                "",
                all);
    }

    private Optional<Expectation> found() {
        if (violated != null) {
            return Optional.of(new Expectation.Violation(violated, String.valueOf(property), states.size()));
        }
        if (deadlock) {
            return Optional.of(new Expectation.Deadlock(states.size()));
        }
        return success && errors.isEmpty() ? Optional.of(new Expectation.Success(distinct, depth)) : Optional.empty();
    }
}
