package dev.lockstep.checker.spec;

import dev.lockstep.checker.reason.Nearest;
import dev.lockstep.checker.shortcut.Shortcuts;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.PackedReader;
import dev.lockstep.checker.trace.PackedWriter;
import dev.lockstep.checker.trace.Place;
import dev.lockstep.checker.trace.Value;
import dev.lockstep.evaluator.TransitionSystem;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Represents a spec and a config, ready to be stepped, by several threads if need be. */
public interface LoadedSpec {
    /** Returns the root module's name. */
    String name();

    /** Returns the file of one of its modules; empty: it is a standard module, or made for the trace. */
    Optional<Path> file(String module);

    List<String> variables();

    /** Returns which shortcuts are taken with this spec. */
    default Shortcuts shortcuts() {
        return Shortcuts.ALL;
    }

    /** Returns the named actions of {@code Next} with their parameters, in the order of the text. */
    Map<String, List<String>> actions();

    /**
     * Returns the initial states that match the observations, each once.
     *
     * @param most where to stop: one state more than that is given then
     * @throws InvalidInputException an observation names no variable, or the initial states cannot be computed
     */
    default List<SpecState> initialStates(Map<String, Value> observed, int most) throws InvalidInputException {
        return initialStates(observed, null, most).states();
    }

    /**
     * Returns the initial states as above, but only those that are kept. What is observed is known before {@code Init} is evaluated, so
     * that large sets of which it lets a variable be an element are not gone through. Only so many states are looked at, in proportion to
     * how many may be given.
     *
     * @param kept null: all are
     */
    InitialStates initialStates(Map<String, Value> observed, @Nullable Predicate<SpecState> kept, int most)
            throws InvalidInputException;

    /**
     * Checks what the header names.
     *
     * @throws InvalidInputException a variable that it lists is none of the spec, nor an operator
     */
    void check(Header header) throws InvalidInputException;

    /**
     * Resolves what the event names.
     *
     * @throws InvalidInputException the event names an action, argument, variable or process that the spec does not have; the message
     *     names the trace's file and line
     */
    Step step(Event event, Header header) throws InvalidInputException;

    /**
     * Returns the states after one step of one of the actions, each once.
     *
     * @throws InvalidInputException an action is not one of the spec
     */
    Hidden hidden(Set<String> actions) throws InvalidInputException;

    /**
     * Gives the states after one step of one of the actions as {@link #hidden} does. Those that an {@code ACTION_CONSTRAINT} or an action
     * property of the config forbids are there, too.
     *
     * @throws InvalidInputException an action is not one of the spec
     */
    Hidden unconstrained(Set<String> actions) throws InvalidInputException;

    /** Does the same as {@link #step}, but successors that {@link #unconstrained(Set)} gives are there, too. */
    default Step unconstrained(Event event, Header header) throws InvalidInputException {
        return step(event, header);
    }

    /** Steps that happen unlogged. */
    interface Hidden {
        /**
         * @param undetermined takes why it is not known whether these are all
         * @param byTlc is run if only TLC can evaluate the actions
         */
        List<SpecState> successors(SpecState from, Consumer<String> undetermined, Runnable byTlc);

        default List<SpecState> successors(SpecState from) {
            return successors(from, why -> {}, () -> {});
        }

        /** Returns the texts of the actions. */
        Collection<Text> texts();
    }

    /**
     * Returns what finds the steps of all actions, for one thread.
     *
     * @throws InvalidInputException an action cannot be stepped by itself
     */
    default Expander expander() throws InvalidInputException {
        return Expander.byHidden(this);
    }

    /** Returns the first of the config's invariants that is false in the state; null: all hold. */
    @Nullable
    default String violatedInvariant(SpecState state) {
        return violatedInvariant(state, () -> {});
    }

    /** @param byTlc is run if only TLC can evaluate them */
    @Nullable
    String violatedInvariant(SpecState state, Runnable byTlc);

    /**
     * Does the same as {@link #violatedInvariant(SpecState)} for a state in which a behaviour begins. The config's properties may say more
     * of it.
     */
    default @Nullable String violatedInitially(SpecState state) {
        return violatedInvariant(state);
    }

    /** Returns the first property of the config that a step violates, as one of the form {@code [][A]_v}; null: none. Traces do not ask it. */
    default @Nullable String violatedByStep(SpecState before, SpecState after) {
        return null;
    }

    /** Returns whether a search through the states goes on from this one: the config's {@code CONSTRAINT}s hold. Traces do not ask it. */
    default boolean isWithin(SpecState state) {
        return true;
    }

    /** Returns whether a search takes this step: the config's {@code ACTION_CONSTRAINT}s hold of it. */
    default boolean isWithin(SpecState before, SpecState after) {
        return true;
    }

    /**
     * Returns what the config asks of a behaviour and is not looked at in a trace, as {@code PROPERTY Live}. It may be false of the trace.
     */
    default List<String> unchecked() {
        return List.of();
    }

    /** Returns what the config says that means nothing for a trace, as {@code ALIAS Shown}. */
    default List<String> ignored() {
        return List.of();
    }

    /** Returns which modules of its are Lockstep's own ({@link OwnModules}). */
    default List<String> ownModules() {
        return List.of();
    }

    /** Returns a sentence for each translation of PlusCal that is stale, by the checksums that the translator writes. */
    default List<String> staleTranslations() {
        return List.of();
    }

    /**
     * Returns how many times the calling thread has compared names by an order that only TLC gives them. What is evaluated while the number
     * stays the same does not depend on that order.
     */
    long namesCompared();

    /**
     * Returns a digest of all that makes the spec what it is. It is of the texts of its modules and config, and of the trace's constants. It
     * is 32 hexadecimal digits long. The standard modules are those of the checker and not in it.
     */
    String digest();

    /**
     * Writes states, so that {@link #unpacked} has them again, also in another process.
     *
     * @throws UnusableSpecException a value has no other form than that of TLC's objects, as an infinite set
     */
    void pack(Collection<SpecState> states, PackedWriter out);

    /**
     * Reads states that were written by a spec of the same {@link #digest}.
     *
     * @param header the header of the trace that the states explain
     */
    List<SpecState> unpacked(PackedReader in, Header header);

    /** Returns the value of a variable in a state. */
    Value value(SpecState state, String variable);

    /** Returns what writes the values of many states. */
    default StateValues stateValues() {
        return StateValues.of(this);
    }

    /** Returns where an operator is defined that the root module has, or extends; empty: there is none. */
    default Optional<Definition> definition(String operator) {
        return Optional.empty();
    }

    /**
     * Tells where a definition is.
     *
     * @param start the place of its name
     * @param lastLine the number of its last line, from 1
     */
    record Definition(Place start, long lastLine) {}

    /** Stands for a text of the spec: an action, an operator, the invariants. What the config puts in the place of its names is in it. */
    interface Text {}

    /** Returns the text of all invariants. */
    Text invariantsText();

    /**
     * Returns the names, strings or model values, that are elements of a constant. There is a set for each constant that has two or more.
     */
    List<Set<Value>> names();

    /**
     * Puts names that may change places without any effect into one block.
     *
     * @param names the ones that are asked about
     * @param texts what is to mean the same when names have changed places; the constants always do
     * @param closed states that are to be the same set then
     * @return each name in one block, also those that are alone
     */
    List<Set<Value>> alike(Collection<Set<Value>> names, Collection<Text> texts, Collection<SpecState> closed);

    /** Returns one of the states that differ from this by which of the values are which. For most of them it is the same. */
    SpecState representative(SpecState state, List<Value> alike);

    /** Returns the state with the one value in the other's place. */
    SpecState swapped(SpecState state, Value a, Value b);

    /** Returns the states and steps of the spec, whatever a trace says. */
    TransitionSystem transitions();

    /**
     * Returns how many expressions TLC has evaluated for the calling thread. What bounded steps cost without TLC is counted as so many that
     * TLC evaluates.
     */
    long work();

    /**
     * Lets no more than so many expressions be evaluated for each step that the calling thread asks for. If that is not enough, some of the
     * successors are found, and it is not known whether these are all.
     *
     * @return how many until now
     */
    long boundEachStep(long evaluations);

    /** Tells why no successor of these states matches the event, in the state that is nearest to having one. */
    Nearest explain(Step step, List<SpecState> candidates);
}
