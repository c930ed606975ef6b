package dev.lockstep.run;

import dev.lockstep.storage.Disk;
import dev.lockstep.storage.FileDisk;
import dev.lockstep.storage.Layout;
import dev.lockstep.storage.StableStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Names the files of a node that runs as a process of its own, in the folder of the run. */
public record NodeFiles(Path folder, String id, Layout layout) implements NodeDisk {
    NodeFiles(Path folder, String id, Deployment<?, ?, ?> deployment) {
        this(folder, id, deployment.layout(id));
    }

    /** Returns the path of the node's trace. */
    public static Path trace(Path folder, String id) {
        return folder.resolve(id + ".ndjson");
    }

    @Override
    public StableStorage get() {
        return StableStorage.openOrCreate(disk(id + "-disk1"), disk(id + "-disk2"), layout);
    }

    @Override
    public Disk files() {
        return disk(id);
    }

    private Disk disk(String name) {
        try {
            return new FileDisk(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
