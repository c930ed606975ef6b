package dev.lockstep.checker;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.LoadedSpec.Text;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.OpenNumbers;
import dev.lockstep.checker.trace.PackedReader;
import dev.lockstep.checker.trace.PackedWriter;
import dev.lockstep.checker.trace.Strings;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one of all states that explain a trace up to some event and differ by names alone. They are the names of values that neither the
 * spec nor the trace so far tells apart.
 *
 * <p><b>What is claimed.</b> Let S be the set of all states that explain the events so far, and G the group of all exchanges of names
 * within the blocks that this class has. Then S is closed under G, and is what G makes of the states that are kept. So an event is
 * possible from S if it is possible from one of those that are kept, as long as the event itself is the same under G.
 *
 * <p><b>Where it begins.</b> As long as there are few states, all of them are kept, and nothing is claimed: no event is looked at. When an
 * event leaves more, S is there as a whole, and is looked at itself, whatever led to it: names come into one block if each exchange of them
 * leads from each state of S to a state of S ({@link LoadedSpec#alike}). Most traces never have so many states. Those that say what
 * variables are at first keep all states.
 *
 * <p><b>Why S stays closed.</b> By induction over the events from there on, all that makes S is the same under G:
 * <ol>
 *   <li><i>What the event says</i>: each string in its process, its arguments and its observations is a name that is told apart from then
 *       on.
 *   <li><i>What is evaluated for the event</i>: the part of {@code Next} that leads to its action, hidden actions, invariants, what the
 *       config asks of each step, and the operators that it observes, or, being listed as complete, observes by saying nothing. The
 *       checker's own evaluator computes a result by membership, equality, arithmetic, and the making and taking apart of sets,
 *       functions and sequences. None of that looks into a name: if a result can be derived in one state, renaming each line of the
 *       derivation derives the renamed result in the renamed state. {@code CHOOSE} is no exception, as long as one element alone is
 *       possible, or sizes and numbers say which of several comes first: an order by these is the same in the renamed state. Where two
 *       names have to be compared ({@link LoadedSpec#namesCompared}), all names are told apart, as if TLC had been asked. What remains
 *       are the values that a text has in itself ({@link Text}): literals, names of fields, constants as the
 *       config or the header gives them, what the config puts in the place of definitions. All of these are looked at: within a block
 *       each exchange must leave each of them what it is.
 *   <li><i>What only TLC evaluates</i> may depend on more: on the letters of a string, on the order of elements in TLC, on the run
 *       ({@code ToString}, {@code Len} of a string, a choice among several, {@code TLCGet}, {@code RandomElement}). Nothing is claimed of
 *       it. If TLC had to be asked for an event, all names are told apart from then on, and the event is taken once more, from all
 *       states.
 * </ol>
 *
 * <p>A {@code SYMMETRY} of the config is not relied on, since TLC believes it, too, without looking.
 *
 * <p><b>When a name is told apart</b>, from a block B, G becomes the smaller group H of exchanges that leave the name alone. Each exchange
 * g in G is one of H after the exchange of the name with the one that g has it take the place of. So S is what H makes of the states that
 * are kept and of those in which the name has changed places with each other one of B.
 *
 * <p><b>What is left out.</b> Where TLC fails, the order of elements decides whether it comes to what it cannot evaluate. The evaluator
 * may have decided for one state, and TLC might fail for a state that differs by names.
 */
final class Symmetry {
    /** Fewer states are all kept: to look which are alike would take longer. */
    static final int FEW = 16;

    private final LoadedSpec spec;
    private final int few;

    /** The blocks; null: all states are kept so far. Empty: all are from now on. */
    private @Nullable List<Set<Value>> blocks;

    /**
     * The texts that have been evaluated, each once. A list, since each instance of a trace keeps one: a few texts, which are told apart by
     * identity.
     */
    private final List<Text> texts = new ArrayList<>();

    /** The texts of the event before, which often are those of the next. */
    private @Nullable Collection<Text> last;

    /**
     * @param evaluated besides what events say: the texts of hidden actions
     * @param few so many states are all kept; negative: all are, however many
     */
    Symmetry(LoadedSpec spec, Collection<Text> evaluated, int few) {
        this.spec = spec;
        this.few = few;
        this.blocks = few < 0 ? List.of() : null;
        texts.add(spec.invariantsText());
        evaluated.stream().filter(text -> !texts.contains(text)).forEach(texts::add);
    }

    Symmetry copy() {
        return new Symmetry(this);
    }

    /**
     * Writes which names are alike. The texts that have been evaluated are not written: one that a later event is about is then looked at
     * once more, and tells no names apart that it left together before.
     */
    void pack(PackedWriter out) {
        out.number(few);
        out.truth(blocks != null);
        out.number(current().size());
        for (Set<Value> block : current()) {
            out.number(block.size());
            block.forEach(out::value);
        }
    }

    static Symmetry unpacked(PackedReader in, LoadedSpec spec, Collection<Text> evaluated) {
        Symmetry symmetry = new Symmetry(spec, evaluated, (int) in.number());
        boolean hasBegun = in.truth();
        List<Set<Value>> blocks = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            Set<Value> block = new LinkedHashSet<>();
            for (int name = in.count(); name > 0; name--) {
                block.add(in.value());
            }
            blocks.add(block);
        }
        symmetry.blocks = hasBegun ? blocks : null;
        return symmetry;
    }

    private Symmetry(Symmetry of) {
        this.spec = of.spec;
        this.few = of.few;
        this.blocks = of.blocks == null ? null : copied(of.blocks);
        texts.addAll(of.texts);
    }

    private static List<Set<Value>> copied(Collection<Set<Value>> blocks) {
        List<Set<Value>> copy = new ArrayList<>();
        blocks.forEach(block -> copy.add(new LinkedHashSet<>(block)));
        return copy;
    }

    /** Returns whether a state may stand for others. */
    boolean isMerging() {
        return blocks != null && !blocks.isEmpty();
    }

    /** Returns whether equal states of both stand for the same states. */
    boolean isAs(Symmetry other) {
        return !isMerging() && !other.isMerging() || Objects.equals(blocks, other.blocks);
    }

    /** Returns the states before an event. In them, all names that it tells apart from others are told apart. */
    Collection<SpecState> before(Step step, Collection<SpecState> states) {
        if (blocks == null
                && states.size() > 1) { // there may soon be many; what is not known then is looked at when it comes
            note(step.texts());
        }
        if (!isMerging()) {
            return states;
        }
        Collection<SpecState> all = states;
        for (Value name : named(step.event())) {
            all = toldApart(name, all);
        }
        for (Text text : step.texts()) {
            if (!texts.contains(text)) {
                texts.add(text);
                all = toldApart(text, all);
            }
        }
        current().removeIf(block -> block.size() < 2);
        return all;
    }

    private void note(Collection<Text> evaluated) {
        if (evaluated == last) {
            return;
        }
        last = evaluated;
        for (Text text : evaluated) {
            if (!texts.contains(text)) {
                texts.add(text);
            }
        }
    }

    /** Returns all that some states stand for, if there are not more than so many. Names are told apart from now on. */
    Collection<SpecState> all(Collection<SpecState> states, int most) {
        Collection<SpecState> all = states;
        for (Set<Value> block : current()) {
            for (Value name : List.copyOf(block)) {
                if (all.size() <= most) {
                    block.remove(name);
                    all = any(name, block, all);
                }
            }
        }
        blocks = List.of();
        return all;
    }

    private List<Set<Value>> current() {
        return blocks == null ? List.of() : blocks;
    }

    /** Tells names apart by a text. Of each block of names that the text does not tell apart, only the largest part remains one. */
    private Collection<SpecState> toldApart(Text text, Collection<SpecState> states) {
        Collection<SpecState> all = states;
        for (Set<Value> block : List.copyOf(current())) {
            List<Set<Value>> parts = new ArrayList<>(spec.alike(List.of(block), List.of(text), List.of()));
            parts.sort(Comparator.comparingInt(Set::size));
            for (Set<Value> part : parts.subList(0, Math.max(0, parts.size() - 1))) {
                for (Value name : part) {
                    all = toldApart(name, all);
                }
            }
        }
        return all;
    }

    private Collection<SpecState> toldApart(Value name, Collection<SpecState> states) {
        Collection<SpecState> all = states;
        for (Set<Value> block : current()) {
            if (block.remove(name)) {
                all = any(name, block, all);
            }
        }
        return all;
    }

    /** Returns the states with the one name in the place of each of the others that it was alike to. */
    private Collection<SpecState> any(Value name, Set<Value> others, Collection<SpecState> states) {
        if (others.isEmpty()) {
            return states;
        }
        Set<SpecState> all = new LinkedHashSet<>(states);
        for (SpecState state : states) {
            others.forEach(other -> all.add(spec.swapped(state, name, other)));
        }
        return all;
    }

    /** Keeps one for all of the states that differ by names that are alike. */
    Collection<SpecState> merged(Collection<SpecState> states) {
        if (states.size() <= few) {
            return states;
        }
        if (blocks == null) {
            begin(states);
        }
        if (!isMerging()) {
            return states;
        }
        Set<SpecState> merged = new LinkedHashSet<>();
        for (SpecState state : states) {
            SpecState representative = state;
            for (Set<Value> block : current()) {
                representative = spec.representative(representative, List.copyOf(block));
            }
            merged.add(representative);
        }
        return merged;
    }

    /**
     * Finds the blocks of names.
     *
     * @param states all that explain the events so far
     */
    private void begin(Collection<SpecState> states) {
        List<Set<Value>> names = spec.names();
        List<Set<Value>> alike = names.isEmpty() ? List.of() : spec.alike(names, texts, new HashSet<>(states));
        blocks = copied(alike);
        blocks.removeIf(block -> block.size() < 2);
    }

    /** Returns the names in an event that are not told apart yet. */
    private Collection<Value> named(Event event) {
        OpenNumbers openNumbers = OpenNumbers.of(event);
        if (openNumbers == null) {
            return Strings.in(event, this::isAlike);
        }
        List<Value> named = List.of();
        for (Value string : openNumbers.shape().strings()) {
            if (isAlike(string)) {
                named = named.isEmpty() ? new ArrayList<>() : named;
                named.add(string);
            }
        }
        return named;
    }

    private boolean isAlike(Value string) {
        for (Set<Value> block : current()) {
            if (block.contains(string)) {
                return true;
            }
        }
        return false;
    }
}
