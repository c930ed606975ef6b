package dev.lockstep.checker.tlc.compile;

import dev.lockstep.checker.shortcut.Shortcut;
import dev.lockstep.checker.shortcut.Shortcuts;
import dev.lockstep.checker.tlc.relation.Narrowing;
import dev.lockstep.checker.tlc.relation.NextRelation;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tlc2.tool.Action;
import tlc2.tool.impl.Tool;

/**
 * Narrows the next-state relation to the actions that events name, with some of their arguments given. Each narrowed relation is made once.
 */
public final class Relations {
    private final String spec;
    private final NextRelation next;
    private final Compiler compiler;
    private final boolean isEvaluated;
    private final Set<String> operators;
    private final Object lock;
    private final Narrowed whole;
    private final Map<String, Narrowed[]> narrowed = new ConcurrentHashMap<>();
    private final Map<String, List<String>> parameters = new ConcurrentHashMap<>();

    /**
     * Holds {@code Next} narrowed to an action, of which there is at least one way, or {@code Next} itself.
     *
     * @param ways the ways to the action; for {@code Next} itself, none
     */
    public record Narrowed(List<Narrowing.Way> ways, CompiledRelation compiled) {
        boolean isOf(Map<String, Value> arguments) {
            String[] parameters = compiled.parameters();
            if (parameters.length != arguments.size()) {
                return false;
            }
            for (String parameter : parameters) {
                if (!arguments.containsKey(parameter)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** @param lock the lock whose holder may use TLC */
    public Relations(
            String spec,
            Tool tool,
            NextRelation next,
            Compiler compiler,
            Shortcuts shortcuts,
            Set<String> operators,
            Object lock) {
        this.spec = spec;
        this.next = next;
        this.compiler = compiler;
        this.isEvaluated = shortcuts.has(Shortcut.EVALUATOR);
        this.operators = operators;
        this.lock = lock;
        Action relation = tool.getNextStateSpec();
        this.whole = new Narrowed(
                List.of(),
                new CompiledRelation(List.of(compiler.act(relation.pred, relation.con)), List.of(), isEvaluated));
    }

    /**
     * Returns what the event asks for.
     *
     * @param arguments its own, and others that are known
     * @throws InvalidInputException there is no such action, or it has not such parameters
     */
    public Narrowed of(Event event, Map<String, Value> arguments) throws InvalidInputException {
        return event.action() == null ? whole : of(event, event.action(), arguments);
    }

    /** Returns {@code Next} narrowed to the action, whatever its arguments; null: there is no such action. */
    @Nullable
    public Narrowed of(String action) {
        return of(action, Set.of());
    }

    /** Returns what finds the steps of an action together with their arguments. There is such an action. */
    public CompiledMoves moves(String action, List<StepCondition> conditions) {
        synchronized (lock) {
            List<Narrowing.Way> ways = next.ways(action, Set.of());
            return new CompiledMoves(
                    ways, ways.stream().map(compiler::capturing).toList(), conditions, isEvaluated);
        }
    }

    private Narrowed of(Event event, String action, Map<String, Value> arguments) throws InvalidInputException {
        Narrowed[] known = narrowed.get(action);
        if (known != null) {
            for (Narrowed relation : known) {
                if (relation.isOf(arguments)) {
                    return relation;
                }
            }
        }
        List<String> names = parameters(action);
        if (names == null) {
            throw event.invalid(unknown(action));
        }
        for (String argument : arguments.keySet()) {
            if (!names.contains(argument)) {
                throw event.invalid("action " + action + " has no parameter " + argument + "; it has "
                        + (names.isEmpty() ? "none" : String.join(", ", names)));
            }
        }
        Narrowed relation = of(action, arguments.keySet());
        if (relation == null) {
            throw event.invalid("no action " + action + " has all of the parameters "
                    + String.join(", ", new TreeSet<>(arguments.keySet())));
        }
        return relation;
    }

    private @Nullable Narrowed of(String action, Set<String> arguments) {
        synchronized (lock) {
            return made(action, arguments);
        }
    }

    /** Keeps only what was found: what one trace asks for in vain must not be there for the next. */
    private @Nullable Narrowed made(String action, Set<String> arguments) {
        Narrowed[] known = narrowed.getOrDefault(action, new Narrowed[0]);
        for (Narrowed relation : known) {
            if (Set.of(relation.compiled.parameters()).equals(arguments)) {
                return relation;
            }
        }
        List<Narrowing.Way> ways = next.ways(action, arguments);
        if (ways.isEmpty()) {
            return null;
        }
        Narrowed relation = new Narrowed(
                ways,
                new CompiledRelation(ways.stream().map(compiler::act).toList(), List.copyOf(arguments), isEvaluated));
        Narrowed[] more = Arrays.copyOf(known, known.length + 1);
        more[known.length] = relation;
        narrowed.put(action, more);
        return relation;
    }

    /** Returns the names of the action's parameters, on whatever way; null: there is no such action. */
    public @Nullable List<String> parameters(String action) {
        List<String> names = parameters.get(action);
        if (names != null) {
            return names;
        }
        synchronized (lock) {
            List<Narrowing.Way> ways = next.ways(action, Set.of());
            if (ways.isEmpty()) {
                return null;
            }
            names = ways.stream()
                    .flatMap(way -> way.names().stream())
                    .distinct()
                    .toList();
            parameters.put(action, names);
            return names;
        }
    }

    public String unknown(String action) {
        String there = operators.contains(action)
                ? spec + " defines " + action + ", but no step of its next-state relation uses it"
                : spec + " has no action " + action;
        return there + "; the actions are "
                + String.join(", ", new TreeSet<>(next.actions().keySet()));
    }
}
