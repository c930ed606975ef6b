package dev.lockstep.checker.tlc.symmetry;

import dev.lockstep.checker.spec.LoadedSpec.Text;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.tlc.compile.Mentions;
import dev.lockstep.checker.tlc.value.Conversion;
import dev.lockstep.checker.tlc.value.Evaluation;
import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import dev.lockstep.checker.tlc.value.TlcState;
import dev.lockstep.checker.trace.Value;
import dev.lockstep.evaluator.value.FiniteSet;
import dev.lockstep.evaluator.value.Model;
import dev.lockstep.evaluator.value.Renaming;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tlc2.tool.TLCState;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;

/**
 * Says which names, elements of constant sets, may change places without any effect. Two of them may if each value that a text has in itself
 * stays what it is when they change places, and so does the set of states that the trace begins in. What may change places with the same
 * name may do so with each other: exchanges can be composed. So the names fall into blocks.
 */
public final class Interchangeable {
    private final Conversion conversion;
    private final List<Object> constants = new ArrayList<>();
    private final List<Set<Value>> names = new ArrayList<>();

    public Interchangeable(Tool tool, Conversion conversion) {
        this.conversion = conversion;
        for (OpDeclNode constant : tool.getRootModule().getConstantDecls()) {
            Object value = value(constant, tool, conversion);
            if (value != null) {
                constants.add(value);
                addNames(value);
            }
        }
    }

    /** Returns the value of a constant; null: it is an operator, or a set that is not written out. */
    private static @Nullable Object value(OpDeclNode constant, Tool tool, Conversion conversion) {
        Object meaning = tool.lookup(constant);
        try {
            Object value = meaning instanceof OpDefNode definition && definition.getParams().length == 0
                    ? Evaluation.of(() -> tool.eval(definition.getBody(), Context.Empty, TLCState.Empty))
                    : meaning;
            return value instanceof tlc2.value.impl.Value listed ? conversion.listed(listed) : null;
        } catch (Failed e) {
            return null; // whatever uses the constant is left to TLC, too
        }
    }

    private void addNames(Object constant) {
        Set<Value> found = new LinkedHashSet<>();
        if (constant instanceof FiniteSet set) {
            for (Object element : set.elements()) {
                Value name = new Value.Str(element.toString());
                boolean isName = element instanceof String || element instanceof Model;
                if (isName && conversion.of(name) == element) { // else the trace means something else by it
                    found.add(name);
                }
            }
        }
        if (found.size() > 1) {
            names.add(found);
        }
    }

    public List<Set<Value>> names() {
        return names;
    }

    /** @param closed states that are to be the same set, whatever changes places */
    public List<Set<Value>> blocks(Collection<Set<Value>> among, Collection<Text> texts, Collection<SpecState> closed) {
        Set<Object> fixed = new HashSet<>(constants);
        texts.forEach(text -> fixed.addAll(((Mentions) text).values()));
        List<Object> values = new ArrayList<>(fixed);
        values.sort(Comparator.comparingInt(Interchangeable::size)); // what is soon looked at comes first
        Set<Value> all = new LinkedHashSet<>();
        among.forEach(all::addAll);
        List<Set<Value>> blocks = new ArrayList<>();
        for (Value name : all) {
            Set<Value> block = null;
            for (Set<Value> known : blocks) {
                if (isAlike(known.iterator().next(), name, values, closed)) {
                    block = known;
                    break;
                }
            }
            if (block == null) {
                block = new LinkedHashSet<>();
                blocks.add(block);
            }
            block.add(name);
        }
        return blocks;
    }

    private static int size(Object value) {
        return value instanceof FiniteSet set ? set.size() : 1;
    }

    private boolean isAlike(Value a, Value b, List<Object> fixed, Collection<SpecState> closed) {
        Object first = conversion.of(a);
        Object second = conversion.of(b);
        if (!Renaming.areOfOneKind(first, second)) {
            return false;
        }
        Renaming swap = new Renaming(Map.of(first, second, second, first));
        for (Object value : fixed) {
            if (!swap.canBeOf(value) || !swap.of(value).equals(value)) {
                return false;
            }
        }
        for (SpecState state : closed) {
            Object[] values = ((TlcState) state).values();
            if (!swap.canBeOf(values) || !closed.contains(((TlcState) state).renamed(swap.of(values)))) {
                return false;
            }
        }
        return true;
    }
}
