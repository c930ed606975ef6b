package dev.lockstep.redis.replication;

import dev.lockstep.annotations.Grown;
import dev.lockstep.annotations.Immutable;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/**
 * Holds what a server has executed, in order: writes, and what is none.
 *
 * <p>Immutable. Datasets that grew out of each other share their writes, so that to append costs the same whatever the length; for one
 * thread.
 */
@Immutable
final class Dataset extends AbstractList<String> implements RandomAccess, Grown {
    /** Stands for what is in the stream and is no write, by the name of the model value. */
    static final String NO_WRITE = "None";

    /** The shared writes, of which the first {@link #size} are this dataset's. */
    private final ArrayList<String> shared;

    private final int size;

    private Dataset(ArrayList<String> shared, int size) {
        this.shared = shared;
        this.size = size;
    }

    static Dataset of(List<String> writes) {
        return writes instanceof Dataset same ? same : new Dataset(new ArrayList<>(writes), writes.size());
    }

    /** Returns this dataset with one more write. */
    Dataset with(String write) {
        ArrayList<String> to = shared.size() == size ? shared : new ArrayList<>(shared.subList(0, size));
        to.add(write);
        return new Dataset(to, size + 1);
    }

    @Override
    public String get(int position) {
        if (position >= size) {
            throw new IndexOutOfBoundsException(position);
        }
        return shared.get(position);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean grewOutOf(List<?> other) {
        return other instanceof Dataset set && set.shared == shared && set.size <= size;
    }
}
