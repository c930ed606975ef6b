package dev.lockstep.flink;

import dev.lockstep.checker.trace.PackedReader;
import dev.lockstep.checker.trace.PackedWriter;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes and reads one type in the checker's own compact form. Each subclass is one type, has a constructor without arguments, and says the
 * version of its form, which savepoints hold.
 *
 * @param <T> the type
 */
abstract class Packing<T> extends TypeSerializer<T> {
    private final Class<T> type;
    private final boolean isImmutable;

    /** @param isImmutable whether values never change, so that a copy is the value itself */
    Packing(Class<T> type, boolean isImmutable) {
        this.type = type;
        this.isImmutable = isImmutable;
    }

    /** Returns the version of the form, from 1. It grows with each change after which older bytes cannot be read. */
    abstract int version();

    abstract void pack(T value, PackedWriter out);

    abstract T unpacked(PackedReader in);

    byte[] bytes(T value) {
        PackedWriter out = new PackedWriter();
        pack(value, out);
        return out.bytes();
    }

    @Override
    public boolean isImmutableType() {
        return isImmutable;
    }

    @Override
    public TypeSerializer<T> duplicate() {
        return this;
    }

    /** Makes no value: there is none that is empty. */
    @Override
    public T createInstance() {
        return null;
    }

    @Override
    public T copy(T from) {
        return isImmutable ? from : unpacked(new PackedReader(bytes(from)));
    }

    @Override
    public T copy(T from, T reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(T value, DataOutputView target) throws IOException {
        byte[] bytes = bytes(value);
        target.writeInt(bytes.length);
        target.write(bytes);
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        byte[] bytes = new byte[source.readInt()];
        source.readFully(bytes);
        return unpacked(new PackedReader(bytes));
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int length = source.readInt();
        target.writeInt(length);
        target.write(source, length);
    }

    @Override
    public boolean equals(Object other) {
        return other != null && other.getClass() == getClass();
    }

    @Override
    public int hashCode() {
        return getClass().hashCode();
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new Snapshot<>(this);
    }

    TypeInformation<T> information() {
        return new Information<>(this);
    }

    /**
     * Says in a checkpoint which form its bytes have.
     *
     * @param <T> the type
     */
    public static final class Snapshot<T> implements TypeSerializerSnapshot<T> {
        private Packing<T> packing;
        private int version;

        /** Makes a snapshot that is then read. */
        public Snapshot() {}

        Snapshot(Packing<T> packing) {
            this.packing = packing;
            this.version = packing.version();
        }

        @Override
        public int getCurrentVersion() {
            return 1;
        }

        @Override
        public void writeSnapshot(DataOutputView out) throws IOException {
            out.writeUTF(packing.getClass().getName());
            out.writeInt(version);
        }

        @Override
        @SuppressWarnings("unchecked")
        public void readSnapshot(int readVersion, DataInputView in, ClassLoader loader) throws IOException {
            String name = in.readUTF();
            version = in.readInt();
            try {
                packing = (Packing<T>) loader.loadClass(name)
                        .asSubclass(Packing.class)
                        .getDeclaredConstructor()
                        .newInstance();
            } catch (ReflectiveOperationException e) {
                throw new IOException("the savepoint has state of " + name + ", which this Lockstep does not know", e);
            }
        }

        @Override
        public TypeSerializer<T> restoreSerializer() {
            return packing;
        }

        @Override
        public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> old) {
            boolean isSame = old instanceof Snapshot<T> other
                    && other.packing.getClass() == packing.getClass()
                    && other.version == version;
            return isSame
                    ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                    : TypeSerializerSchemaCompatibility.incompatible();
        }
    }

    /**
     * Tells Flink of the type.
     *
     * @param <T> the type
     */
    static final class Information<T> extends TypeInformation<T> {
        private static final long serialVersionUID = 1L;

        private final Packing<T> packing;

        Information(Packing<T> packing) {
            this.packing = packing;
        }

        @Override
        public boolean isBasicType() {
            return false;
        }

        @Override
        public boolean isTupleType() {
            return false;
        }

        @Override
        public int getArity() {
            return 1;
        }

        @Override
        public int getTotalFields() {
            return 1;
        }

        @Override
        public Class<T> getTypeClass() {
            return packing.type;
        }

        @Override
        public Map<String, TypeInformation<?>> getGenericParameters() {
            return Map.of();
        }

        @Override
        public boolean isKeyType() {
            return false;
        }

        @Override
        public TypeSerializer<T> createSerializer(SerializerConfig config) {
            return packing;
        }

        @Override
        public String toString() {
            return packing.type.getSimpleName();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Information<?> that && packing.equals(that.packing);
        }

        @Override
        public int hashCode() {
            return Objects.hash(packing);
        }

        @Override
        public boolean canEqual(Object other) {
            return other instanceof Information<?>;
        }
    }
}
