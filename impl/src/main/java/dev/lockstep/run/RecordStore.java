package dev.lockstep.run;

import dev.lockstep.process.Wire;
import dev.lockstep.storage.Records;
import dev.lockstep.storage.StableStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Keeps one record for each role in each instance, each in a page of its own. */
public final class RecordStore implements Store {
    private final Records disk;
    private final Wire<Record> wire;
    private final Map<String, Record> records = new HashMap<>();
    private final Set<String> instances = new HashSet<>();

    /**
     * Reads what is there.
     *
     * @param storage is used for nothing else, and closed with the store
     * @param types of the records, in an order that never changes
     * @param events how many the node's trace has by now
     */
    public RecordStore(StableStorage storage, List<Class<? extends Record>> types, LongSupplier events) {
        this.disk = new Records(storage, events);
        this.wire = RecordWire.of(types);
        for (String name : disk.names()) {
            try {
                records.put(name, wire.read(disk.read(name)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            instances.add(instance(name));
        }
    }

    private static String name(String instance, String role) {
        return role + " " + instance;
    }

    private static String instance(String name) {
        return name.substring(name.indexOf(' ') + 1);
    }

    @Override
    public Optional<? extends Record> read(String instance, String role) {
        return Optional.ofNullable(records.get(name(instance, role)));
    }

    @Override
    public void write(String instance, String role, Record record) {
        if (!record.equals(records.get(name(instance, role)))) {
            disk.write(name(instance, role), out -> wire.write(record, out));
            records.put(name(instance, role), record);
            instances.add(instance);
        }
    }

    @Override
    public boolean knows(String instance) {
        return instances.contains(instance);
    }

    /** Names the instances of which something is on the disk. */
    public Set<String> instances() {
        return Set.copyOf(instances);
    }

    /** Tells whether there is room for so many records more. */
    public boolean hasRoom(int more) {
        return disk.hasRoom(more);
    }

    @Override
    public void close() {
        disk.close();
    }
}
