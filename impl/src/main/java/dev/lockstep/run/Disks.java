package dev.lockstep.run;

import dev.lockstep.storage.Disk;
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

    /** Opens the files of a node with a store of its own kind. */
    default Disk files(String node) {
        throw new UnsupportedOperationException("the disks of this run have pages, and no files");
    }

    /** The storage of a node has failed, and the node with it: it is started anew. */
    default void failed(String node, StorageException cause) {
        throw cause;
    }

    /** Disks that lose nothing. */
    static Disks right() {
        Map<String, FaultyDisk> disks = new HashMap<>();
        return new Disks() {
            @Override
            public StableStorage open(String node, Layout layout) {
                return StableStorage.openOrCreate(files(node + ".1"), files(node + ".2"), layout);
            }

            @Override
            public Disk files(String node) {
                return disks.computeIfAbsent(node, name -> new FaultyDisk(name, Faults.NONE));
            }
        };
    }
}
