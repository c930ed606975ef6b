package dev.lockstep.checker.trace;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds what events have in common whose lines differ in little. They differ in nothing but the instance, and the integers that are neither
 * in the process nor in a string nor in a function's domain.
 */
public final class Shape {
    private final Event pattern;
    private final Fields<Value> args;
    private final boolean areArgsOpen;
    private final boolean isStateOpen;
    private final boolean isAddedOpen;
    private final boolean isRemovedOpen;
    private final Set<Value> strings;
    private volatile @Nullable Object attachment;

    /** @param pattern an event with {@link Value.Open} for its integers; its clock and seq are places, too */
    Shape(Event pattern) {
        this.pattern = pattern;
        this.args = Fields.of(pattern.args());
        this.areArgsOpen = areOpen(args.values());
        this.isStateOpen = areOpen(pattern.state().values());
        this.isAddedOpen = isOneOpen(pattern.added().values());
        this.isRemovedOpen = isOneOpen(pattern.removed().values());
        this.strings = Strings.in(pattern, string -> true);
    }

    /** Returns the event with {@link Value.Open} for its integers. */
    public Event pattern() {
        return pattern;
    }

    /** Returns all strings in its process, its arguments and what was seen, also the names of fields. */
    public Set<Value> strings() {
        return strings;
    }

    /** Returns what the checker that met the shape last has attached to it for its events; null: nothing. */
    public @Nullable Object attachment() {
        return attachment;
    }

    /**
     * Attaches an object in the place of the last one.
     *
     * @param made the object, which several threads may use
     */
    public void attach(Object made) {
        attachment = made;
    }

    /** Returns the event of this shape that has these numbers. */
    Event filled(long index, String file, long line, int[] numbers, @Nullable String instance) {
        OpenNumbers openNumbers = new OpenNumbers(this, numbers);
        return new Event(
                index,
                file,
                line,
                pattern.process(),
                number(pattern.clock(), numbers),
                number(pattern.seq(), numbers),
                pattern.action(),
                Fields.ofShape(args, openNumbers, areArgsOpen),
                isStateOpen ? Fields.ofShape(Fields.of(pattern.state()), openNumbers, true) : pattern.state(),
                isAddedOpen ? Fields.ofShape(Fields.of(pattern.added()), openNumbers, true) : pattern.added(),
                isRemovedOpen ? Fields.ofShape(Fields.of(pattern.removed()), openNumbers, true) : pattern.removed(),
                instance,
                pattern.source(),
                null);
    }

    private static @Nullable Long number(@Nullable Long place, int[] numbers) {
        return place == null ? null : (Long) (long) numbers[place.intValue()];
    }

    /** Returns whether the event still is the one that was made by openNumbers. */
    boolean isOf(Event event, OpenNumbers openNumbers) {
        return event.process() == pattern.process()
                && event.action() == pattern.action()
                && isOf(event.state(), pattern.state(), openNumbers)
                && isOf(event.added(), pattern.added(), openNumbers)
                && isOf(event.removed(), pattern.removed(), openNumbers);
    }

    private static boolean isOf(Map<?, ?> map, Map<?, ?> patterns, OpenNumbers openNumbers) {
        return map == patterns || map instanceof Fields<?> fields && fields.openNumbers() == openNumbers;
    }

    /** Returns whether there is an integer in it that differs between the events of its shape. */
    public static boolean isOpen(Value pattern) {
        if (pattern instanceof Value.Rec rec) {
            return areOpen(rec.fields().values());
        } else if (pattern instanceof Value.Seq seq) {
            return areOpen(seq.elements());
        } else if (pattern instanceof Value.SetOf set) {
            return areOpen(set.elements());
        } else if (pattern instanceof Value.Fun fun) {
            for (Value.Pair pair : fun.pairs()) {
                if (isOpen(pair.result())) {
                    return true;
                }
            }
            return false;
        }
        return pattern instanceof Value.Open;
    }

    private static boolean isOneOpen(Collection<List<Value>> lists) {
        for (List<Value> list : lists) {
            if (areOpen(list)) {
                return true;
            }
        }
        return false;
    }

    public static boolean areOpen(Collection<Value> patterns) {
        for (Value pattern : patterns) {
            if (isOpen(pattern)) {
                return true;
            }
        }
        return false;
    }
}
