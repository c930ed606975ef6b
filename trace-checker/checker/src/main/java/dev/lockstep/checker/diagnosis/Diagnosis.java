package dev.lockstep.checker.diagnosis;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Limits;
import dev.lockstep.checker.Move;
import dev.lockstep.checker.Rejection;
import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.TraceSource;
import dev.lockstep.checker.trace.Value;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Tells what would make a rejected trace accepted: one change, tried with the events that follow. An event in another place, a step that
 * was not logged, an observation left out, an event left out, another action. What is not accepted when it is tried is not said.
 */
public final class Diagnosis {
    /** This many events before the rejected one are looked at for what is wrong with them. */
    private static final int BEFORE = 16;

    /** This many events after the rejected one are read. */
    private static final int READ = 400;

    /** A change counts as good after this many accepted events of the same instance. */
    private static final int ENOUGH = 32;

    /** A change after which fewer events than these are accepted is none worth telling, unless the trace ends there. */
    private static final int LEAST = 4;

    private static final int SHOWN = 3;

    /** This many lines at most are hints. */
    public static final int MOST_HINTS = SHOWN + 1;

    /** For how long it is looked for hints by default where somebody waits for them. */
    public static final int SECONDS = 5;

    /** An unlogged step with more possible values than these is told without its values. */
    private static final int MAX_VALUES = 40;

    private static final long STEPS = 20_000;

    /** A change after which more states than these explain the trace is not followed further. It is if there were as many before. */
    private static final int MOST_STATES = 100;

    private final LoadedSpec spec;
    private final Header header;
    private final Budget budget;

    /** The events around the rejected one, which has this index among them. */
    private final List<Event> window;

    private final int rejected;

    /** The checkers that have seen the events before each of the window's, up to the rejected one. */
    private final List<TraceChecker> before;

    /** Whether the window goes to the end of the trace. */
    private final boolean isWhole;

    private final List<Hint> hints = new ArrayList<>();

    /** The actions that have too many steps to look at, unless their arguments are known. */
    private final Set<String> tooMany = new HashSet<>();

    /**
     * @param further how many events after the rejected one are accepted too
     * @param ends whether there are no more
     */
    private record Hint(String change, int further, boolean ends) {
        boolean isGood() {
            return ends || further >= ENOUGH;
        }

        @Override
        public String toString() {
            return "accepted if " + change
                    + (ends && further == 0
                            ? "; the trace ends there"
                            : ends
                                    ? "; so is the rest of the trace, " + events(further)
                                    : further >= ENOUGH
                                            ? "; so are the next " + events(further)
                                            : "; so are " + events(further) + " more, then not");
        }

        private static String events(int count) {
            return count + (count == 1 ? " event" : " events");
        }
    }

    private Diagnosis(
            LoadedSpec spec,
            Header header,
            List<Event> window,
            List<TraceChecker> before,
            boolean isWhole,
            Budget budget) {
        this.spec = spec;
        this.header = header;
        this.window = window;
        this.rejected = before.size() - 1;
        this.before = before;
        this.isWhole = isWhole;
        this.budget = budget;
    }

    /**
     * Returns the result, with what would make the trace accepted; any other than a rejection as it is.
     *
     * @throws InvalidInputException the trace cannot be read again
     */
    public static CheckResult explain(CheckResult result, LoadedSpec spec, Limits limits, TraceSource trace)
            throws InvalidInputException, IOException {
        return explain(result, spec, limits, trace, STEPS);
    }

    /**
     * Does the same, for as many seconds at most as is given.
     *
     * @param seconds after these no other change is tried; that the search was cut short is said
     */
    public static CheckResult explain(
            CheckResult result, LoadedSpec spec, Limits limits, TraceSource trace, int seconds)
            throws InvalidInputException, IOException {
        return explain(result, spec, limits, trace, Budget.ofHints(STEPS, spec, Budget.until(seconds)));
    }

    /** @param steps how many events may be tried */
    public static CheckResult explain(CheckResult result, LoadedSpec spec, Limits limits, TraceSource trace, long steps)
            throws InvalidInputException, IOException {
        return explain(result, spec, limits, trace, Budget.ofHints(steps, spec, () -> false));
    }

    static CheckResult explain(CheckResult result, LoadedSpec spec, Limits limits, TraceSource trace, Budget budget)
            throws InvalidInputException, IOException {
        if (result.verdict() != Verdict.REJECTED || result.event() == 0) {
            return result;
        }
        try (TraceReader reader = trace.open()) {
            TraceChecker checker = new TraceChecker(spec, reader.name(), reader.header(), reader.initially(), limits);
            Deque<Event> window = new ArrayDeque<>();
            List<TraceChecker> before = new ArrayList<>();
            Event event = reader.next();
            for (; event != null && event.index() <= result.event() + READ; event = reader.next()) {
                if (event.index() >= result.event() - BEFORE) {
                    window.add(event);
                }
                if (event.index() >= result.event() - BEFORE && event.index() <= result.event()) {
                    before.add(checker.fork(limitsOfATry(result, limits)));
                }
                if (event.index() < result.event()) {
                    checker.accept(event);
                }
            }
            List<String> hints =
                    new Diagnosis(spec, reader.header(), List.copyOf(window), before, event == null, budget).hints();
            return result.withHints(hints, budget.isSpent());
        }
    }

    /** Returns limits for a try. A step of which nothing is known leads to very many states, of which none says what happened. */
    private static Limits limitsOfATry(CheckResult result, Limits limits) {
        Rejection rejection = result.rejection();
        int most = Math.max(MOST_STATES, rejection == null ? 0 : 2 * rejection.states());
        return new Limits(Math.min(limits.candidates(), most));
    }

    private List<String> hints() {
        Event event = window.get(rejected);
        mismatch(event);
        otherPlace();
        repetition();
        missingStep(event);
        otherAction(event);
        hints.sort(Comparator.comparing((Hint hint) -> !hint.isGood()).thenComparing(hint -> -hint.further));
        List<String> lines = new ArrayList<>();
        for (Hint hint : hints) {
            boolean isAsGood = hint.isGood() || !hints.get(0).isGood();
            if (lines.size() < SHOWN && isAsGood) {
                lines.add(hint.toString());
            }
        }
        if (budget.isSpent()) {
            lines.add("the search for what would make it accepted stopped after " + budget.spentText());
        } else if (lines.isEmpty()) {
            String before = rejected == 0 ? "" : ", or to the " + rejected + " before it,";
            lines.add(
                    "no one change to this event" + before + " makes it accepted: " + budget.spent() + " steps tried");
        }
        return lines;
    }

    // ---------------------------------------------------------------- trying

    /**
     * Tells of the change if these events, from that place of the window on, are accepted. Some of what comes after the rejected one must
     * be accepted too.
     */
    private void tryOut(String change, int place, List<Event> instead) {
        TraceChecker checker = before.get(place).fork();
        if (takes(checker, instead)) {
            goOn(change, checker, rejected + 1);
        }
    }

    /** Does the same with an event first that is read with another header. */
    private void tryOut(String change, int place, Header as, Event first, List<Event> rest) {
        TraceChecker checker = after(place, as, first);
        if (takes(checker, rest)) {
            goOn(change, checker, rejected + 1);
        }
    }

    private TraceChecker after(int place, Header as, Event first) {
        TraceChecker checker = before.get(place).fork(as);
        budget.tries(checker, first);
        return checker.fork(header);
    }

    private boolean takes(TraceChecker checker, List<Event> events) {
        return checker.verdict() == Verdict.ACCEPTED && events.stream().allMatch(event -> budget.tries(checker, event));
    }

    private void goOn(String change, TraceChecker checker, int from) {
        String instance = window.get(rejected).instance();
        int further = 0;
        int next = from;
        boolean goesOn = true;
        while (goesOn && further < ENOUGH && next < window.size()) {
            Event event = window.get(next);
            if (Objects.equals(event.instance(), instance)) {
                goesOn = budget.tries(checker, event);
                further += goesOn ? 1 : 0;
            }
            next++;
        }
        boolean ends = goesOn && next == window.size() && isWhole;
        if (ends || further >= LEAST && !budget.isSpent()) {
            hints.add(new Hint(change, further, ends));
        }
    }

    private List<Event> events(int from, int to) {
        return window.subList(from, to);
    }

    // ---------------------------------------------------------------- changes

    /** One thing that was seen is not so. */
    private void mismatch(Event event) {
        List<String> fields = new ArrayList<>();
        event.args().keySet().forEach(field -> fields.add("args." + field));
        event.state().keySet().forEach(field -> fields.add("state." + field));
        event.added().keySet().forEach(field -> fields.add("added." + field));
        event.removed().keySet().forEach(field -> fields.add("removed." + field));
        for (String field : fields) {
            String variable = field.substring(field.indexOf('.') + 1);
            tryOut(
                    field + " is left out, its only mismatch",
                    rejected,
                    header.incomplete(variable),
                    event.without(field),
                    List.of());
        }
        for (String variable : header.complete()) {
            if (!fields.contains("state." + variable) && !fields.contains("added." + variable)) {
                tryOut(
                        variable + ", which it does not mention, changes: its only mismatch",
                        rejected,
                        header.incomplete(variable),
                        event,
                        List.of());
            }
        }
    }

    /** The event, or one near it, is in the wrong place. */
    private void otherPlace() {
        int end = Math.min(window.size(), rejected + 1 + AnyOrder.AFTER);
        OrderSearch search = new OrderSearch(List.copyOf(window.subList(0, end)), rejected, budget);
        List<Integer> order = search.find(before.get(0), 1);
        if (!order.isEmpty()) {
            TraceChecker checker = before.get(0).fork();
            order.forEach(i -> budget.tries(checker, window.get(i)));
            goOn(Move.list(search.moves(order, rejected)), checker, order.size());
        }
    }

    /** An event is there twice. */
    private void repetition() {
        Map<Event, Long> seen = new HashMap<>();
        for (int i = 0; i <= rejected; i++) {
            Event event = window.get(i);
            Long earlier = seen.put(event.content(), event.index());
            if (earlier != null) {
                List<Event> rest = new ArrayList<>(events(i + 1, rejected + 1));
                tryOut("event " + event.index() + " is left out, which repeats event " + earlier, i, rest);
            }
        }
    }

    /** A step was taken that is not in the trace. */
    private void missingStep(Event event) {
        int known = hints.size();
        for (int place = rejected; place >= 0 && hints.size() == known && !budget.isSpent(); place--) {
            for (String action : spec.actions().keySet()) {
                if (!header.hidden().contains(action) && !tooMany.contains(action) && !budget.isSpent()) {
                    missingStep(event, action, place);
                }
            }
        }
    }

    private void missingStep(Event event, String action, int place) {
        Event next = window.get(place);
        if (!Objects.equals(next.instance(), event.instance())) {
            return;
        }
        Event step = new Event(
                next.index(),
                next.file(),
                next.line(),
                null,
                null,
                null,
                action,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                event.instance(),
                null,
                null);
        Map<String, Value> args = new LinkedHashMap<>();
        TraceChecker taken = after(place, header.incomplete(), step);
        if (taken.verdict() == Verdict.INCONCLUSIVE) {
            tooMany.add(action); // here, and before
        }
        if (!takes(taken, events(place, rejected + 1))) {
            return;
        }
        for (String parameter : spec.actions().getOrDefault(action, List.of())) {
            List<Value> possible = new ArrayList<>();
            for (Value value : seen(parameter)) {
                args.put(parameter, value);
                if (isPossible(step.of(action, args), place)) {
                    possible.add(value);
                }
            }
            args.remove(parameter);
            if (possible.size() == 1) {
                args.put(parameter, possible.get(0));
            }
        }
        Event certain = step.of(action, args);
        tryOut(
                "an unlogged " + certain.title() + " happens before "
                        + (place == rejected ? "it" : "event " + next.index()),
                place,
                header.incomplete(),
                certain,
                events(place, rejected + 1));
    }

    /**
     * Returns values that a parameter of this name may have. They are those that it has near here, and if these are messages, those that
     * are sent.
     */
    private Set<Value> seen(String parameter) {
        Set<Value> seen = new LinkedHashSet<>();
        Set<Value> sent = new LinkedHashSet<>();
        for (Event event : window.subList(0, Math.min(window.size(), rejected + 1 + BEFORE))) {
            if (event.args().containsKey(parameter)) {
                seen.add(event.args().get(parameter));
            }
            event.added().values().forEach(sent::addAll);
        }
        if (seen.stream().anyMatch(sent::contains)) {
            seen.addAll(sent);
        }
        return seen.size() > MAX_VALUES ? Set.of() : seen;
    }

    private boolean isPossible(Event step, int place) {
        return takes(after(place, header.incomplete(), step), events(place, rejected + 1));
    }

    /** It was another action. */
    private void otherAction(Event event) {
        spec.actions().forEach((action, parameters) -> {
            if (!action.equals(event.action())
                    && event.action() != null
                    && parameters.containsAll(event.args().keySet())) {
                tryOut("its action is " + action, rejected, List.of(event.of(action, event.args())));
            }
        });
    }
}
