package dev.lockstep.run;

import dev.lockstep.storage.Disk;
import dev.lockstep.storage.StableStorage;
import java.util.function.Supplier;

/** Opens what a node keeps to survive a crash. It is opened at the beginning, and again after each crash. */
public interface NodeDisk extends Supplier<StableStorage> {
    /** Opens it as pages, of the deployment's layout. */
    @Override
    StableStorage get();

    /** Opens it as files, for a node with a store of its own kind. */
    Disk files();
}
