package dev.lockstep.run;

import dev.lockstep.storage.Disk;
import dev.lockstep.storage.Layout;
import dev.lockstep.storage.StableStorage;
import dev.lockstep.storage.StorageException;
import dev.lockstep.storage.faulty.Faults;
import dev.lockstep.storage.faulty.FaultyDisk;
import java.util.HashMap;
import java.util.Map;

/** Gives the stable storage of the nodes of a simulated run. */
public interface Disks {
    /** Gives the files of that name, the same ones each time. A node with a store of its own kind has those of its own name. */
    Disk files(String name);

    /** Opens the pages of a node, at the beginning and after each crash. */
    default StableStorage open(String node, Layout layout) {
        return StableStorage.openOrCreate(files(node + ".1"), files(node + ".2"), layout);
    }

    /** Gives the disk of a node, as its deployment lays it out. */
    default NodeDisk of(String node, Deployment<?, ?, ?> deployment) {
        return new NodeDisk() {
            @Override
            public StableStorage get() {
                return open(node, deployment.layout(node));
            }

            @Override
            public Disk files() {
                return Disks.this.files(node);
            }
        };
    }

    /** The storage of a node has failed, and the node with it: it is started anew. */
    default void failed(String node, StorageException cause) {
        throw cause;
    }

    /** Makes disks that lose nothing. */
    static Disks right() {
        Map<String, FaultyDisk> disks = new HashMap<>();
        return name -> disks.computeIfAbsent(name, each -> new FaultyDisk(each, Faults.NONE));
    }
}
