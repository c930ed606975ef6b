package dev.lockstep.checker;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** A random spec of some persons, of whom one or another is named in some of the places that can name one; and traces of it. */
final class NamedPlaces {
    private static final List<String> NAMES = List.of("a", "b", "cc", "dd", "e", "f");
    private static final List<String> ACTIONS = List.of("Enter", "Enter", "Enter", "Mark", "Swap", "Leave");

    /** Where, or how, a person is named. */
    enum Place {
        /** Literals. */
        NEXT,
        INIT,
        INVARIANT,
        OPERATOR,
        /** How a predicate names someone. */
        LITERAL,
        CONSTANT,
        CONSTANT_SET,
        CONSTANT_FUNCTION,
        OVERRIDDEN_BY_A_VALUE,
        OVERRIDDEN_BY_A_DEFINITION,
        CHOICE,
        ORDER,
        FIELD,
        LETTERS,
        TEXT_OF_A_VALUE,
        RECURSION,
        /** What the config has. */
        MODEL_VALUES,
        SYMMETRY_DECLARED,
        CONSTANTS_IN_THE_HEADER,
        /** What the trace has. */
        COMPLETE,
        LOCAL,
        HIDDEN,
        PROCESS,
        OBSERVED_OPERATOR,
        OBSERVED_VALUE,
        ARGUMENT
    }

    /** How a predicate may name someone. */
    private static final List<Place> WITH_STRINGS = List.of(
            Place.LITERAL,
            Place.CONSTANT,
            Place.CONSTANT_SET,
            Place.CONSTANT_FUNCTION,
            Place.OVERRIDDEN_BY_A_VALUE,
            Place.CHOICE,
            Place.ORDER,
            Place.FIELD,
            Place.LETTERS,
            Place.RECURSION);

    private static final List<Place> WITH_MODEL_VALUES = List.of(
            Place.LITERAL,
            Place.CONSTANT,
            Place.CONSTANT_SET,
            Place.CONSTANT_FUNCTION,
            Place.OVERRIDDEN_BY_A_VALUE,
            Place.CHOICE,
            Place.ORDER,
            Place.TEXT_OF_A_VALUE,
            Place.RECURSION);

    final Set<Place> places = EnumSet.noneOf(Place.class);
    final Small spec;
    final Header header;
    private final Random random;
    private final boolean isOfModels;
    private final List<Place> ways = new ArrayList<>();

    NamedPlaces(long seed) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.isOfModels = is(3, Place.MODEL_VALUES);
        List<Place> all = new ArrayList<>(isOfModels ? WITH_MODEL_VALUES : WITH_STRINGS);
        Collections.shuffle(all, random);
        ways.addAll(all.subList(0, 1 + random.nextInt(2)));
        boolean isSymmetric = isOfModels && is(3, Place.SYMMETRY_DECLARED);
        String init = is(2, Place.INIT) ? set() : "{}";
        String next = is(3, Place.NEXT) ? predicate("p", 1) + " \\/ mark[p] = 0" : "TRUE";
        String invariant = is(3, Place.INVARIANT) ? "Cardinality(in) < 4 \\/ " + predicate(null, 1) : "TRUE";
        String module = """
                ---- MODULE Places ----
                EXTENDS Naturals, Sequences, FiniteSets, TLC
                CONSTANTS Person, Boss, Team, Rank%s
                VARIABLES in, queue, mark
                Favoured == {}
                Weight(p) == 1
                OtherWeight(p) == IF p = Boss THEN 2 ELSE 1
                TheBoss == CHOOSE p \\in Person : p = Boss
                RECURSIVE Has(_)
                Has(q) == IF q = <<>> THEN FALSE ELSE Head(q) = %s \\/ Has(Tail(q))
                Init == in = %s /\\ queue = <<>> /\\ mark = [p \\in Person |-> 0]
                Enter(p) == /\\ p \\notin in
                            /\\ %s
                            /\\ in' = in \\cup {p}
                            /\\ queue' = Append(queue, p)
                            /\\ UNCHANGED mark
                Leave == /\\ queue # <<>>
                         /\\ in' = in \\ {Head(queue)}
                         /\\ queue' = Tail(queue)
                         /\\ UNCHANGED mark
                Swap(p, q) == /\\ p \\in in
                              /\\ q \\notin in
                              /\\ in' = (in \\ {p}) \\cup {q}
                              /\\ UNCHANGED <<queue, mark>>
                Mark(p) == /\\ p \\in in
                           /\\ mark' = [mark EXCEPT ![p] = (@ + Weight(p)) %% 3]
                           /\\ UNCHANGED <<in, queue>>
                Rest(p) == mark[p] = 2 /\\ mark' = [mark EXCEPT ![p] = 0] /\\ UNCHANGED <<in, queue>>
                Next == \\/ \\E p \\in Person : Enter(p) \\/ Mark(p) \\/ Rest(p)
                        \\/ \\E p, q \\in Person : Swap(p, q)
                        \\/ Leave
                Inv == %s
                First == %s
                Second == %s
                OfOne(p) == %s
                Perms == Permutations(Person)
                ====
                """.formatted(
                        isOfModels ? ", " + String.join(", ", NAMES) : "",
                        name(),
                        init,
                        next,
                        invariant,
                        operator(null),
                        operator(null),
                        operator("p"));
        boolean isInHeader = !isOfModels && is(2, Place.CONSTANTS_IN_THE_HEADER);
        List<String> config = new ArrayList<>(List.of("INIT Init", "NEXT Next", "INVARIANT Inv"));
        if (isSymmetric) {
            config.add("SYMMETRY Perms");
        }
        config.add("CONSTANTS");
        if (isOfModels) {
            NAMES.forEach(name -> config.add("    " + name + " = " + name));
        }
        config.add("    Person = {" + NAMES.stream().map(this::quoted).collect(Collectors.joining(", ")) + "}");
        boolean hasBoss = places.contains(Place.CONSTANT) || places.contains(Place.CHOICE);
        config.add("    Boss = " + (hasBoss ? quoted(anyName()) : isOfModels ? "nobody" : "\"nobody\""));
        config.add("    Team = {" + (places.contains(Place.CONSTANT_SET) ? quoted(anyName()) : "") + "}");
        config.add("    Rank = 0");
        if (places.contains(Place.OVERRIDDEN_BY_A_VALUE)) {
            config.add("    Favoured = {" + quoted(anyName()) + "}");
        }
        if (hasBoss && is(2, Place.OVERRIDDEN_BY_A_DEFINITION)) {
            config.add("    Weight <- OtherWeight");
        }
        this.spec = Small.of(module, String.join("\n", config) + "\n");
        this.header = header(isInHeader);
    }

    private Header header(boolean isInHeader) {
        Map<String, Value> constants = new LinkedHashMap<>();
        List<Value.Pair> ranks = new ArrayList<>();
        NAMES.forEach(name -> ranks.add(new Value.Pair(new Value.Str(name), new Value.Int(random.nextInt(2)))));
        if (isInHeader && places.contains(Place.CONSTANT)) {
            constants.put("Boss", new Value.Str(anyName()));
        }
        if (isInHeader && places.contains(Place.CONSTANT_SET)) {
            constants.put("Team", new Value.SetOf(List.of(new Value.Str(anyName()))));
        }
        if (places.contains(Place.CONSTANT_FUNCTION)) {
            constants.put("Rank", new Value.Fun(ranks));
        }
        Header whoever = new Header(
                "Places",
                constants,
                is(2, Place.LOCAL) ? Set.of("mark") : Set.of(),
                is(4, Place.COMPLETE) ? new LinkedHashSet<>(List.of("First")) : Set.of(),
                is(3, Place.HIDDEN) ? Set.of("Rest") : Set.of());
        return whoever.binding(Map.of(Header.ANY_ACTION, "")); // a process is anyone here, whoever takes the step
    }

    private boolean is(int oneIn, Place place) {
        boolean is = random.nextInt(oneIn) == 0;
        if (is) {
            places.add(place);
        }
        return is;
    }

    private String anyName() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private String quoted(String name) {
        return isOfModels ? name : "\"" + name + "\"";
    }

    /** As an expression: model values are constants here. */
    private String name() {
        return quoted(anyName());
    }

    private String set() {
        return switch (way()) {
            case CONSTANT_SET -> named(Place.CONSTANT_SET, "Team");
            case OVERRIDDEN_BY_A_VALUE -> named(Place.OVERRIDDEN_BY_A_VALUE, "Favoured");
            case CONSTANT -> named(Place.CONSTANT, "{Boss} \\cap Person");
            default -> named(Place.LITERAL, "{" + name() + "}");
        };
    }

    private Place way() {
        return ways.get(random.nextInt(ways.size()));
    }

    private String operator(String parameter) {
        return is(2, Place.OPERATOR) ? predicate(parameter, 2) : "Cardinality(in) > " + random.nextInt(4);
    }

    /** @param one a symbol that is a person; null: there is none */
    private String predicate(String one, int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            return "(" + predicate(one, depth - 1) + (random.nextBoolean() ? " \\/ " : " /\\ ")
                    + (random.nextBoolean() ? "~" : "") + predicate(one, depth - 1) + ")";
        }
        String person = one != null ? one : "p";
        String about = random.nextInt(4) == 0 ? "mark[" + person + "] = " + random.nextInt(2) : about(way(), person);
        return one != null ? "(" + about + ")" : "(\\E p \\in in : " + about + ")";
    }

    private String named(Place place, String text) {
        places.add(place);
        return text;
    }

    /** A predicate of a person. */
    private String about(Place way, String person) {
        return named(
                way,
                switch (way) {
                    case CONSTANT -> person + " = Boss";
                    case CONSTANT_SET -> person + " \\in Team";
                    case CONSTANT_FUNCTION -> "Rank[" + person + "] = 1";
                    case OVERRIDDEN_BY_A_VALUE -> person + " \\in Favoured";
                    case CHOICE -> "(Boss \\in Person /\\ " + person + " = TheBoss)";
                    case ORDER -> "(" + person + " = CHOOSE q \\in in \\cup {" + person + "} : TRUE)";
                    case FIELD -> {
                        String name = anyName();
                        yield person + " \\in DOMAIN [" + name.toUpperCase(Locale.ROOT) + " |-> 1, " + name + " |-> 2]";
                    }
                    case LETTERS -> "Len(" + person + ") = 2";
                    case TEXT_OF_A_VALUE -> "ToString(" + person + ") = \"" + anyName() + "\"";
                    case RECURSION -> "(Has(queue) /\\ mark[" + person + "] = 0)";
                    default -> person + " = " + name();
                });
    }

    LoadedSpec load() throws InvalidInputException {
        return SpecLoader.load(spec.source().withConstants(header.constants()));
    }

    // ---------------------------------------------------------------- traces

    /** Of a walk through the spec, which says little of it; some say one thing that is wrong. */
    List<Event> trace(LoadedSpec loaded, Set<Place> said) throws InvalidInputException {
        List<SpecState> initial = loaded.initialStates(Map.of(), 100);
        initial = initial.stream()
                .filter(state -> loaded.violatedInvariant(state) == null)
                .toList();
        if (initial.isEmpty()) {
            return List.of();
        }
        SpecState state = initial.get(random.nextInt(initial.size()));
        List<Event> trace = new ArrayList<>();
        int length = 4 + random.nextInt(5);
        int wrong = random.nextInt(2 * length);
        boolean isNaming = random.nextInt(3) == 0;
        for (int tries = 0; tries < 60 && trace.size() < length; tries++) {
            String action = trace.size() < 3 ? "Enter" : ACTIONS.get(random.nextInt(ACTIONS.size()));
            List<SpecState> next = clean(loaded, event(trace, action, Map.of(), Map.of()), state);
            if (next.isEmpty()) {
                continue;
            }
            SpecState to = next.get(random.nextInt(next.size()));
            Event event = told(loaded, trace, action, state, to, trace.size() == wrong, isNaming, said);
            trace.add(event);
            state = to;
        }
        return trace;
    }

    private List<SpecState> clean(LoadedSpec loaded, Event event, SpecState state) throws InvalidInputException {
        Header bare = header.incomplete();
        return loaded.step(event, bare).successors(state).stream()
                .filter(to -> loaded.violatedInvariant(to) == null)
                .toList();
    }

    private Event event(List<Event> trace, String action, Map<String, Value> args, Map<String, Value> state) {
        return event(trace.size() + 1, null, action, args, state);
    }

    private static Event event(
            int index, Value process, String action, Map<String, Value> args, Map<String, Value> state) {
        return new Event(
                index, "t", index + 1, process, null, null, action, args, state, Map.of(), Map.of(), null, null, null);
    }

    /** Something of what happened; or its contrary. */
    private Event told(
            LoadedSpec loaded,
            List<Event> trace,
            String action,
            SpecState from,
            SpecState to,
            boolean isWrong,
            boolean isNaming,
            Set<Place> said)
            throws InvalidInputException {
        int index = trace.size() + 1;
        Value process = null;
        Map<String, Value> args = new LinkedHashMap<>();
        Map<String, Value> state = new LinkedHashMap<>();
        if (header.complete().contains("First") || random.nextInt(3) == 0) {
            observe(loaded, trace, "First", null, action, from, to, isWrong, state);
        }
        if (random.nextInt(3) == 0) {
            observe(loaded, trace, "Second", null, action, from, to, isWrong, state);
        }
        if (isNaming && random.nextInt(4) == 0) {
            process = new Value.Str(anyName());
            said.add(Place.PROCESS);
            observe(loaded, trace, "OfOne", process, action, from, to, isWrong, state);
            if (header.local().contains("mark") && random.nextBoolean()) {
                state.put("mark", new Value.Int(isWrong ? 2 : at(loaded.value(to, "mark"), process)));
                said.add(Place.OBSERVED_VALUE);
            }
        }
        if (!state.isEmpty()) {
            said.add(Place.OBSERVED_OPERATOR);
        }
        if (isNaming && random.nextInt(8) == 0) {
            state.put("in", loaded.value(to, "in"));
            said.add(Place.OBSERVED_VALUE);
        }
        if (isNaming && index > 3 && random.nextInt(2) == 0 && !action.equals("Leave")) {
            String person = anyName();
            for (String each : NAMES) {
                Event asked = event(trace, action, Map.of("p", new Value.Str(each)), Map.of());
                person = clean(loaded, asked, from).contains(to) ? each : person;
            }
            args.put("p", new Value.Str(isWrong ? anyName() : person));
            said.add(Place.ARGUMENT);
        }
        return event(index, process, action, args, state);
    }

    /** What the operator is after the step, as far as that can be evaluated. */
    private void observe(
            LoadedSpec loaded,
            List<Event> trace,
            String operator,
            Value process,
            String action,
            SpecState from,
            SpecState to,
            boolean isWrong,
            Map<String, Value> state)
            throws InvalidInputException {
        int index = trace.size() + 1;
        for (boolean value : new boolean[] {true, false}) {
            Event asked = event(index, process, action, Map.of(), Map.of(operator, new Value.Bool(value)));
            if (clean(loaded, asked, from).contains(to)) {
                state.put(operator, new Value.Bool(value != isWrong));
            }
        }
    }

    private static int at(Value function, Value process) {
        if (function instanceof Value.Fun fun) {
            for (Value.Pair pair : fun.pairs()) {
                if (pair.argument().equals(process)) {
                    return ((Value.Int) pair.result()).value().intValue();
                }
            }
        } else if (function instanceof Value.Rec record) {
            return ((Value.Int) record.fields().get(((Value.Str) process).value()))
                    .value()
                    .intValue();
        }
        return 0;
    }
}
