package dev.lockstep.run;

import dev.lockstep.storage.Layout;
import dev.lockstep.storage.StableStorage;
import dev.lockstep.storage.StorageException;
import dev.lockstep.storage.faulty.Faults;
import dev.lockstep.storage.faulty.FaultyDisk;
import java.util.HashMap;
import java.util.Map;

/** The stable storage of the nodes of a simulated run. */
public interface Disks {
    /** Opens that of a node, at the beginning and after each crash. */
    StableStorage open(String node, Layout layout);

    /** The storage of a node has failed, and the node with it: it is started anew. */
    default void failed(String node, StorageException cause) {
        throw cause;
    }

    /** Disks that lose nothing. */
    static Disks right() {
        Map<String, FaultyDisk> disks = new HashMap<>();
        return (node, layout) -> StableStorage.openOrCreate(
                disks.computeIfAbsent(node + ".1", name -> new FaultyDisk(name, Faults.NONE)),
                disks.computeIfAbsent(node + ".2", name -> new FaultyDisk(name, Faults.NONE)),
                layout);
    }
}
