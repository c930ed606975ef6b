package dev.lockstep.checker.tlc.observe;

import dev.lockstep.checker.spec.LoadedSpec.Text;
import dev.lockstep.checker.tlc.value.Maker;
import dev.lockstep.checker.trace.Filling;
import dev.lockstep.evaluator.Sight;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an event sees, or the events of one shape: made once, but for that of which their numbers are a part. */
public final class Sights {
    private final Sight[] sights;
    private Maker<Sight> @Nullable [] open;
    private final Set<Text> texts = new LinkedHashSet<>(2);
    private int count;

    /** @param size how many will be added */
    Sights(int size) {
        this.sights = new Sight[size];
    }

    void add(Sight sight) {
        sights[count++] = sight;
    }

    /** Adds the text of an operator that is seen. */
    void add(Text text) {
        texts.add(text);
    }

    /** Returns the texts of operators that are seen. */
    public Collection<Text> texts() {
        return List.copyOf(texts);
    }

    /** Returns the given text, and those of operators that are seen. */
    public Collection<Text> textsWith(Text first) {
        if (texts.isEmpty()) {
            return List.of(first);
        }
        List<Text> all = new ArrayList<>(texts);
        all.add(first);
        return List.copyOf(all);
    }

    /** One that is made for each event. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    void add(Maker<Sight> maker) {
        if (open == null) {
            open = new Maker[sights.length];
        }
        open[count++] = maker;
    }

    /** @param filling null: nothing is open */
    public Sight[] of(@Nullable Filling filling) {
        Maker<Sight>[] makers = open;
        if (makers == null || filling == null) {
            return sights;
        }
        Sight[] made = new Sight[sights.length];
        for (int i = 0; i < made.length; i++) {
            Maker<Sight> maker = makers[i];
            made[i] = maker == null ? sights[i] : maker.of(filling);
        }
        return made;
    }
}
