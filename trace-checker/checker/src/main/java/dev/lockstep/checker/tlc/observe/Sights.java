package dev.lockstep.checker.tlc.observe;

import dev.lockstep.checker.tlc.value.Maker;
import dev.lockstep.checker.trace.Filling;
import dev.lockstep.evaluator.Sight;
import org.jspecify.annotations.Nullable;

/** What an event sees, or the events of one shape: made once, but for that of which their numbers are a part. */
public final class Sights {
    private final Sight[] sights;
    private Maker<Sight> @Nullable [] open;
    private int count;

    /** @param size how many will be added */
    Sights(int size) {
        this.sights = new Sight[size];
    }

    void add(Sight sight) {
        sights[count++] = sight;
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
