package dev.lockstep.checker.tlc.step;

import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.tlc.compile.Relations;
import dev.lockstep.checker.tlc.relation.Narrowing;
import dev.lockstep.checker.tlc.relation.NextRelation;
import dev.lockstep.checker.tlc.relation.ParameterUses;
import dev.lockstep.checker.tlc.value.Comparison;
import dev.lockstep.checker.tlc.value.Conversion;
import dev.lockstep.checker.tlc.value.Evaluation;
import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import dev.lockstep.checker.tlc.value.TlcState;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.SubstInNode;
import tlc2.tool.TLCState;
import tlc2.tool.impl.Tool;
import tlc2.value.IValue;
import tlc2.value.impl.FcnRcdValue;

/**
 * Tells which argument of an action the process of an event is, where the event leaves that argument out.
 *
 * <p><b>The rule.</b> A step of a process is a step of its action for that process. So the process is the value of the one parameter that
 * ranges over the processes. What {@code Next} lets a parameter range over must be the same set in all states and behaviours, on each way
 * to the action, and contain the process. That is enough for a name. Integers are used for much else, so that for an integer a function
 * must be applied to the parameter which is a variable, and of which the initial domain is this very set; others that range over such a
 * domain may be processes.
 *
 * <p><b>When nothing is bound.</b> It may be that several parameters range over the processes. Then that one is the process which is called
 * {@code self}, as by the translator of PlusCal; if none is, nothing is bound. A parameter that ranges over another set in each state, as a
 * message does, may be another process too, unless the action takes it apart as a record or a function, or it is
 * a number up to some other: nothing is bound beside it. The
 * header can say which parameter it is, or that none is; and what an event says of its arguments is never changed.
 *
 * <p><b>What that may get wrong.</b> An action may have one parameter that is always another process than the one that takes the step,
 * which the spec leaves unnamed: {@code Fetch(follower)} of the only leader there is, if the leader is one of the set, too. Only
 * the header can say that. Therefore a rejection says which argument was bound in this way.
 */
public final class ProcessArguments {
    private static final String SELF = "self";

    private final Relations relations;
    private final Tool tool;
    private final NextRelation next;
    private final Conversion conversion;
    private final Supplier<List<SpecState>> initial;
    private final Object lock;
    private final Map<Key, Choice> known = new ConcurrentHashMap<>();
    private @Nullable Map<String, tlc2.value.impl.Value> domains;

    /** Compares itself. The JVM would make a record's comparison when it is first asked for, which short traces would wait for. */
    private record Key(String action, Value process, Map<String, String> self) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that
                    && action.equals(that.action)
                    && process.equals(that.process)
                    && self.equals(that.self);
        }

        @Override
        public int hashCode() {
            return action.hashCode() * 31 + process.hashCode();
        }
    }

    /**
     * Tells what is bound.
     *
     * @param parameter null: none
     * @param why none is
     */
    private record Choice(@Nullable String parameter, String why) {}

    /**
     * Tells what the process of an event is of its arguments. That is the same for all events of the process and action that name the same
     * arguments.
     *
     * @param bound the name of the argument that it is; null: nothing has to be added
     * @param why the reason why it is none of the parameters, with the action; null: it is one, all arguments are given, or there is no
     * process
     */
    public record Arguments(
            @Nullable String bound, @Nullable String why) {
        private static final Arguments GIVEN = new Arguments(null, null);

        /** Returns the event's arguments by name, with the one that its process is. */
        public Map<String, Value> of(Event event) {
            if (bound == null) {
                return event.args();
            }
            Map<String, Value> all = new LinkedHashMap<>(event.args());
            all.put(bound, Objects.requireNonNull(event.process()));
            return all;
        }

        /** Tells why the event's process is none of its arguments, with the action. It is null if the process is one, or need not be. */
        public @Nullable String unbound(Event event) {
            return why == null || event.args().containsValue(event.process()) ? null : why;
        }
    }

    /**
     * @param initial some initial states
     * @param lock the lock whose holder may use TLC
     */
    public ProcessArguments(
            Relations relations,
            Tool tool,
            NextRelation next,
            Conversion conversion,
            Supplier<List<SpecState>> initial,
            Object lock) {
        this.relations = relations;
        this.tool = tool;
        this.next = next;
        this.conversion = conversion;
        this.initial = initial;
        this.lock = lock;
    }

    /** Checks that the actions and parameters that the header names are there. */
    public void check(Header header) throws InvalidInputException {
        for (Map.Entry<String, String> entry : header.self().entrySet()) {
            String action = entry.getKey();
            String parameter = entry.getValue();
            if (action.equals(Header.ANY_ACTION)) {
                requireSome(parameter);
                continue;
            }
            Relations.Narrowed relation = relations.of(action);
            if (relation == null) {
                throw new InvalidInputException("self: " + relations.unknown(action));
            }
            Set<String> names = names(relation);
            if (!parameter.isEmpty() && !names.contains(parameter)) {
                throw new InvalidInputException("self: action " + action + " has no parameter " + parameter
                        + "; it has " + (names.isEmpty() ? "none" : String.join(", ", names)));
            }
        }
    }

    private void requireSome(String parameter) throws InvalidInputException {
        if (!parameter.isEmpty() && next.actions().values().stream().noneMatch(names -> names.contains(parameter))) {
            throw new InvalidInputException("self: no action has a parameter " + parameter);
        }
    }

    /** Finds out what an event's process is of its arguments. */
    public Arguments of(Event event, Header header) {
        Value process = event.process();
        Map<String, Value> args = event.args();
        if (process == null || event.kind() == Event.Kind.END) {
            return Arguments.GIVEN;
        }
        if (event.action() == null) {
            return new Arguments(null, "an event that names no action");
        }
        if (areAll(args, event.action())) {
            return Arguments.GIVEN;
        }
        Key key = new Key(event.action(), process, header.self());
        Choice choice = known.get(key);
        if (choice == null) {
            choice = choice(key);
            known.put(key, choice);
        }
        if (choice.parameter != null) {
            return args.containsKey(choice.parameter) ? Arguments.GIVEN : new Arguments(choice.parameter, null);
        }
        return new Arguments(null, event.action() + ": " + choice.why);
    }

    /** Returns whether an event gives all arguments of its action: then nothing has to be evaluated to choose one. */
    private boolean areAll(Map<String, Value> args, String action) {
        List<String> names = relations.parameters(action);
        if (names == null || names.isEmpty() || names.size() > args.size()) {
            return false;
        }
        for (int i = 0; i < names.size(); i++) {
            if (!args.containsKey(names.get(i))) {
                return false;
            }
        }
        return true;
    }

    // ---------------------------------------------------------------- choosing

    private Choice choice(Key key) {
        synchronized (lock) {
            Relations.Narrowed relation = relations.of(key.action);
            return relation == null ? new Choice(null, "there is no such action") : choice(key, relation);
        }
    }

    private static Set<String> names(Relations.Narrowed relation) {
        return relation.ways().stream()
                .flatMap(way -> way.names().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Choice choice(Key key, Relations.Narrowed relation) {
        Set<String> names = names(relation);
        String told = key.self.containsKey(key.action) ? key.self.get(key.action) : key.self.get(Header.ANY_ACTION);
        if (told != null) {
            return names.contains(told)
                    ? new Choice(told, "")
                    : new Choice(null, "the header says that no parameter is the process");
        }
        if (names.isEmpty()) {
            return new Choice(null, "it has no parameters");
        }
        List<String> ranging = new ArrayList<>();
        List<String> perhaps = new ArrayList<>();
        for (String name : names) {
            switch (range(name, relation.ways(), key.process)) {
                case PROCESSES -> ranging.add(name);
                case UNKNOWN -> perhaps.add(name);
                case OTHERS -> {}
            }
        }
        if (ranging.contains(SELF)) {
            return new Choice(SELF, "");
        }
        if (ranging.isEmpty()) {
            return new Choice(null, "no parameter is known to range over the processes");
        }
        if (ranging.size() == 1 && perhaps.isEmpty()) {
            return new Choice(ranging.get(0), "");
        }
        return new Choice(
                null,
                ranging.size() > 1
                        ? String.join(" and ", ranging) + " range over the processes"
                        : ranging.get(0) + " ranges over the processes, and " + String.join(" and ", perhaps) + " may");
    }

    /** Tells what a parameter ranges over, as far as that is known. */
    private enum Range {
        PROCESSES,
        OTHERS,
        UNKNOWN
    }

    private Range range(String name, List<Narrowing.Way> ways, Value process) {
        boolean isInteger = process instanceof Value.Int;
        tlc2.value.impl.Value member = conversion.toTlc(process);
        boolean contains = false;
        boolean isKnown = true;
        boolean isIndex = true;
        boolean isLikeProcesses = true;
        for (Narrowing.Way way : ways) {
            Narrowing.Parameter parameter = parameter(name, way);
            tlc2.value.impl.Value values = parameter == null ? null : values(parameter);
            if (parameter == null || values == null) {
                if (parameter == null || !cannotBe(parameter)) {
                    isKnown = false;
                }
            } else if (parameter.isRange() ? has(values, member) : Evaluation.same(values, member)) {
                contains = true;
                isIndex &= isInteger && isDomain(parameter, values);
                isLikeProcesses &= isInteger && domains().values().stream().anyMatch(d -> Evaluation.same(d, values));
            }
        }
        if (!isKnown) {
            return Range.UNKNOWN;
        }
        if (!contains) {
            return Range.OTHERS;
        }
        boolean isProcess = !isInteger || name.equals(SELF) || isIndex;
        return isProcess ? Range.PROCESSES : isLikeProcesses ? Range.UNKNOWN : Range.OTHERS;
    }

    private static Narrowing.@Nullable Parameter parameter(String name, Narrowing.Way way) {
        for (Narrowing.Parameter parameter : Objects.requireNonNull(way.taken())) {
            if (parameter.name().equals(name)) {
                return parameter;
            }
        }
        return null;
    }

    private static boolean has(tlc2.value.impl.Value set, tlc2.value.impl.Value member) {
        return Comparison.isIn(member, set) == tlc2.value.impl.BoolValue.ValTrue;
    }

    /** Returns whether a parameter whose values are not known is no process, judged by what the action does with it. */
    private boolean cannotBe(Narrowing.Parameter parameter) {
        return ParameterUses.of(parameter, tool).isTakenApart()
                || parameter.isRange() && isInterval(parameter.values());
    }

    /** Returns whether it is a set as {@code 1..Len(q)}, of places in a sequence and the like. */
    private static boolean isInterval(@Nullable ExprNode set) {
        return set instanceof OpApplNode application
                && application.getOperator().getName().toString().equals("..");
    }

    /** Returns the values of a parameter, the same in all states; null: they are not. */
    private tlc2.value.impl.@Nullable Value values(Narrowing.Parameter parameter) {
        ExprNode values = parameter.values();
        if (values == null || !(values instanceof SubstInNode) && values.getLevel() > LevelConstants.ConstantLevel) {
            return null;
        }
        try {
            return Evaluation.of(() -> (tlc2.value.impl.Value) tool.eval(values, next.context(), TLCState.Empty));
        } catch (Failed e) {
            return null;
        }
    }

    private boolean isDomain(Narrowing.Parameter parameter, tlc2.value.impl.Value values) {
        Map<String, tlc2.value.impl.Value> all = domains();
        return ParameterUses.of(parameter, tool).indexed().stream()
                .map(all::get)
                .anyMatch(domain -> domain != null && Evaluation.same(domain, values));
    }

    /** Returns the domains of the variables that are functions. They have the same values in all initial states that are looked at. */
    private Map<String, tlc2.value.impl.Value> domains() {
        if (domains == null) {
            domains = new HashMap<>();
            Set<String> differing = new TreeSet<>();
            for (SpecState state : initial.get()) {
                for (var variable : TLCState.Empty.getVars()) {
                    String name = variable.getName().toString();
                    tlc2.value.impl.Value domain = domain(((TlcState) state).value(name));
                    tlc2.value.impl.Value before = domain == null ? null : domains.putIfAbsent(name, domain);
                    if (domain == null || before != null && !Evaluation.same(before, domain)) {
                        differing.add(name);
                    }
                }
            }
            domains.keySet().removeAll(differing);
        }
        return domains;
    }

    private static tlc2.value.impl.@Nullable Value domain(IValue value) {
        try {
            return Evaluation.of(() -> ((tlc2.value.impl.Value) value).toFcnRcd()) instanceof FcnRcdValue pairs
                    ? (tlc2.value.impl.Value) pairs.getDomain()
                    : null;
        } catch (Failed e) {
            return null;
        }
    }
}
