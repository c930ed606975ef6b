package dev.lockstep.run;

import java.util.Optional;
import java.util.Set;

/**
 * Tells what a node has on stable storage for the roles that it plays. Each method but {@link #close} throws
 * {@link dev.lockstep.storage.StorageException} when the storage fails; then the node must stop.
 */
public interface Store extends AutoCloseable {
    /** Returns the record that the role has on the disk in that instance. */
    Optional<? extends Record> read(String instance, String role);

    /** Writes the record in the place of the role's last one, and returns when it is durable. */
    void write(String instance, String role, Record record);

    /** Tells whether this record has reached the disk: after a crash, whether its write was finished. */
    default boolean holds(String instance, String role, Record record) {
        return read(instance, role).filter(record::equals).isPresent();
    }

    /** Lists the instances that a node goes back to by itself after a crash. It goes back to others when it next hears of them. */
    default Set<String> unfinished() {
        return Set.of();
    }

    /**
     * Tells whether there is room for that instance too.
     *
     * @param open the instances that the node takes part in, of which there may be nothing on the disk yet
     */
    default boolean hasRoom(Set<String> open, String instance) {
        return true;
    }

    @Override
    void close();

    /** Returns the store of a node that writes nothing. */
    static Store none() {
        return new Store() {
            @Override
            public Optional<? extends Record> read(String instance, String role) {
                return Optional.empty();
            }

            @Override
            public void write(String instance, String role, Record record) {
                throw new IllegalStateException(role + " has no storage to write " + record);
            }

            @Override
            public void close() {}
        };
    }
}
