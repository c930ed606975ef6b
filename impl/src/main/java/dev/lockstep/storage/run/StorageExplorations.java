package dev.lockstep.storage.run;

import dev.lockstep.explorable.Explorable;
import dev.lockstep.explorable.Explorations;
import java.util.List;

/** Lets stable storage be explored. It cannot be run by itself: it has no messages, and runs within others. */
public final class StorageExplorations implements Explorations {
    @Override
    public String name() {
        return "storage";
    }

    @Override
    public List<Explorable> explorations() {
        return StorageExploration.all();
    }
}
