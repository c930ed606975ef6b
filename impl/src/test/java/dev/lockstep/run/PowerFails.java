package dev.lockstep.run;

import dev.lockstep.storage.Layout;
import dev.lockstep.storage.StableStorage;
import dev.lockstep.storage.StorageException;
import dev.lockstep.storage.faulty.Fault;
import dev.lockstep.storage.faulty.Faults;
import dev.lockstep.storage.faulty.FaultyDisk;
import dev.lockstep.storage.faulty.Operation;
import dev.lockstep.storage.faulty.Unsynced;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Disks of which one loses its power, once, at a physical step that is not a read. */
public final class PowerFails implements Disks {
    private final Faults faults;
    private final Unsynced.Survival survival;
    private final Map<String, FaultyDisk> disks = new TreeMap<>();
    private long failures;

    /** @param survival decides what is left of writes that were not synced */
    public PowerFails(Faults faults, Unsynced.Survival survival) {
        this.faults = operation -> operation.kind() == Operation.Kind.READ ? Fault.NONE : faults.next(operation);
        this.survival = survival;
    }

    @Override
    public FaultyDisk files(String name) {
        return disks.computeIfAbsent(name, each -> new FaultyDisk(each, faults));
    }

    @Override
    public StableStorage open(String node, Layout layout) {
        while (true) {
            try {
                return Disks.super.open(node, layout);
            } catch (StorageException e) {
                failed(node, e);
            }
        }
    }

    @Override
    public void failed(String node, StorageException cause) {
        failures++;
        if (failures > 1) {
            throw cause;
        }
        List.of(node + ".1", node + ".2").forEach(name -> disks.get(name).crash(survival));
    }

    /** Returns how often a node has failed. */
    public long failures() {
        return failures;
    }
}
