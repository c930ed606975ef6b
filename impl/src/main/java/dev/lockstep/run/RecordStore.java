package dev.lockstep.run;

import dev.lockstep.net.Wire;
import dev.lockstep.storage.Records;
import dev.lockstep.storage.StableStorage;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Keeps one record for each role in each instance. Those of one instance are in one page. */
public final class RecordStore implements Store {
    private final Records disk;
    private final Wire<Record> wire;
    private final Map<String, SortedMap<String, Record>> records = new HashMap<>();

    /**
     * Reads what is there.
     *
     * @param storage is used for nothing else, and closed with the store
     * @param types the types of the records, in an order that never changes
     * @param events how many the node's trace has by now
     */
    public RecordStore(StableStorage storage, List<Class<? extends Record>> types, LongSupplier events) {
        this.disk = new Records(storage, events);
        this.wire = RecordWire.of(types);
        for (String instance : disk.names()) {
            try {
                records.put(instance, read(disk.read(instance)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private SortedMap<String, Record> read(DataInput in) throws IOException {
        SortedMap<String, Record> ofRoles = new TreeMap<>();
        for (int left = in.readUnsignedByte(); left > 0; left--) {
            ofRoles.put(in.readUTF(), wire.read(in));
        }
        return ofRoles;
    }

    private void write(SortedMap<String, Record> ofRoles, DataOutput out) throws IOException {
        out.writeByte(ofRoles.size());
        for (Map.Entry<String, Record> each : ofRoles.entrySet()) {
            out.writeUTF(each.getKey());
            wire.write(each.getValue(), out);
        }
    }

    @Override
    public Optional<? extends Record> read(String instance, String role) {
        return Optional.ofNullable(records.get(instance)).map(ofRoles -> ofRoles.get(role));
    }

    @Override
    public void write(String instance, String role, Record record) {
        SortedMap<String, Record> ofRoles = new TreeMap<>(records.getOrDefault(instance, new TreeMap<>()));
        if (!record.equals(ofRoles.put(role, record))) {
            disk.write(instance, out -> write(ofRoles, out));
            records.put(instance, ofRoles);
        }
    }

    /** Names the instances of which something is on the disk. */
    public Set<String> instances() {
        return Set.copyOf(records.keySet());
    }

    @Override
    public boolean hasRoom(Set<String> open, String instance) {
        if (disk.hasRoom(open.size() + 1)) {
            return true; // also if there is nothing of any of them on the disk yet
        }
        int more = records.containsKey(instance) || open.contains(instance) ? 0 : 1;
        for (String each : open) {
            more += records.containsKey(each) ? 0 : 1;
        }
        return disk.hasRoom(more);
    }

    @Override
    public void close() {
        disk.close();
    }
}
