package dev.lockstep.run;

import dev.lockstep.net.Wire;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes records as bytes and reads them, as their components say. These are numbers, texts, bytes, enums, {@link Optional}, lists, sets,
 * maps, records, and sealed interfaces of records. What it reads has passed through the records' constructors.
 */
public final class RecordWire<T> implements Wire<T> {
    /** The number of bytes that are read at once: a length that a stranger sends is not believed. */
    private static final int CHUNK = 1 << 16;

    private final Map<Type, Wire<Object>> wires = new HashMap<>();
    private final Wire<Object> wire;

    /** @param type a record, or a sealed interface of records */
    public RecordWire(Class<T> type) {
        this(type, Map.of());
    }

    /** @param others wires of classes that are no records */
    public RecordWire(Class<T> type, Map<Class<?>, ? extends Wire<?>> others) {
        others.forEach((other, its) -> wires.put(other, asObjects(its)));
        wire = wire(type);
    }

    private RecordWire(List<? extends Class<?>> types) {
        wire = ofAlternatives(List.copyOf(types));
    }

    /** Returns the wire of records that are of these types. */
    public static RecordWire<Record> of(List<Class<? extends Record>> types) {
        return new RecordWire<>(types);
    }

    @SuppressWarnings("unchecked")
    private static Wire<Object> asObjects(Wire<?> wire) {
        return (Wire<Object>) wire;
    }

    @Override
    public void write(T value, DataOutput out) throws IOException {
        wire.write(value, out);
    }

    @Override
    @SuppressWarnings("unchecked")
    public T read(DataInput in) throws IOException {
        try {
            return (T) wire.read(in);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new IOException("no message: " + e.getMessage(), e);
        }
    }

    private interface Writing {
        void write(Object value, DataOutput out) throws IOException;
    }

    private interface Reading {
        Object read(DataInput in) throws IOException;
    }

    private static Wire<Object> of(Writing writing, Reading reading) {
        return new Wire<>() {
            @Override
            public void write(Object value, DataOutput out) throws IOException {
                writing.write(value, out);
            }

            @Override
            public Object read(DataInput in) throws IOException {
                return reading.read(in);
            }
        };
    }

    private Wire<Object> wire(Type type) {
        Wire<Object> known = wires.get(type);
        if (known == null) {
            // a type whose components are of it again finds this one
            Wire<Object> itself = of(
                    (v, out) -> wires.get(type).write(v, out),
                    in -> wires.get(type).read(in));
            wires.put(type, itself);
            known = type instanceof ParameterizedType p ? ofElements(p) : ofClass((Class<?>) type);
            wires.put(type, known);
        }
        return known;
    }

    private Wire<Object> ofClass(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return of((v, out) -> out.writeInt((int) v), DataInput::readInt);
        } else if (type == long.class || type == Long.class) {
            return of((v, out) -> out.writeLong((long) v), DataInput::readLong);
        } else if (type == boolean.class || type == Boolean.class) {
            return of((v, out) -> out.writeBoolean((boolean) v), DataInput::readBoolean);
        } else if (type == String.class) {
            return of(
                    (v, out) -> writeBytes(((String) v).getBytes(StandardCharsets.UTF_8), out),
                    in -> new String(readBytes(in), StandardCharsets.UTF_8));
        } else if (type == byte[].class) {
            return of((v, out) -> writeBytes((byte[]) v, out), RecordWire::readBytes);
        } else if (type.isEnum()) {
            return of((v, out) -> out.writeByte(((Enum<?>) v).ordinal()), in -> one(type.getEnumConstants(), in));
        } else if (type.isRecord()) {
            return ofRecord(type);
        } else if (type.isSealed()) {
            return ofAlternatives(alternatives(type));
        }
        throw new IllegalArgumentException(
                "a message is made of numbers, texts, enums, collections and records, not of " + type);
    }

    private Wire<Object> ofElements(ParameterizedType type) {
        Wire<Object> first = wire(type.getActualTypeArguments()[0]);
        if (type.getRawType() == Optional.class) {
            return of(
                    (v, out) -> {
                        out.writeBoolean(((Optional<?>) v).isPresent());
                        if (((Optional<?>) v).isPresent()) {
                            first.write(((Optional<?>) v).get(), out);
                        }
                    },
                    in -> in.readBoolean() ? Optional.of(first.read(in)) : Optional.empty());
        } else if (type.getRawType() == List.class) {
            return of((v, out) -> writeAll((List<?>) v, first, out), in -> List.copyOf(readAll(first, in)));
        } else if (type.getRawType() == Set.class) {
            // in the order in which they were sent, so that all that is done for each of them is done in the same order
            return of(
                    (v, out) -> writeAll((Set<?>) v, first, out),
                    in -> Collections.unmodifiableSet(new LinkedHashSet<>(readAll(first, in))));
        } else if (type.getRawType() == Map.class) {
            Wire<Object> second = wire(type.getActualTypeArguments()[1]);
            return of(
                    (v, out) -> {
                        writeAll(((Map<?, ?>) v).keySet(), first, out);
                        writeAll(((Map<?, ?>) v).values(), second, out);
                    },
                    in -> {
                        Map<Object, Object> map = new LinkedHashMap<>();
                        List<Object> keys = readAll(first, in);
                        List<Object> values = readAll(second, in);
                        keys.forEach(key -> map.put(key, values.get(map.size())));
                        return Collections.unmodifiableMap(map);
                    });
        }
        throw new IllegalArgumentException("a message has optionals, lists, sets and maps, not " + type);
    }

    private Wire<Object> ofRecord(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Method[] accessors = new Method[components.length];
        Class<?>[] types = new Class<?>[components.length];
        List<Wire<Object>> wiresOfComponents = new ArrayList<>();
        for (int i = 0; i < components.length; i++) {
            accessors[i] = components[i].getAccessor();
            accessors[i].setAccessible(true);
            types[i] = components[i].getType();
            wiresOfComponents.add(wire(components[i].getGenericType()));
        }
        Constructor<?> constructor = constructor(type, types);
        return of(
                (v, out) -> {
                    for (int i = 0; i < accessors.length; i++) {
                        wiresOfComponents.get(i).write(get(accessors[i], v), out);
                    }
                },
                in -> {
                    Object[] values = new Object[accessors.length];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = wiresOfComponents.get(i).read(in);
                    }
                    return make(constructor, values);
                });
    }

    private static Constructor<?> constructor(Class<?> type, Class<?>... types) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type + " has no canonical constructor", e);
        }
    }

    private static Object get(Method accessor, Object of) throws IOException {
        try {
            return accessor.invoke(of);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IOException("cannot read " + accessor, e);
        }
    }

    private static Object make(Constructor<?> constructor, Object... values) throws IOException {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IOException("no " + constructor.getDeclaringClass().getSimpleName() + ": " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IOException("cannot make " + constructor, e);
        }
    }

    /** Returns the record classes that implement a sealed interface, in the order of their declaration. */
    static List<Class<?>> alternatives(Class<?> type) {
        if (!type.isSealed()) {
            return List.of(type);
        }
        return Arrays.stream(type.getPermittedSubclasses())
                .flatMap(each -> alternatives(each).stream())
                .distinct()
                .toList();
    }

    private Wire<Object> ofAlternatives(List<Class<?>> classes) {
        Map<Class<?>, Integer> numbers = new HashMap<>();
        List<Wire<Object>> each = new ArrayList<>();
        for (Class<?> alternative : classes) {
            numbers.put(alternative, each.size());
            each.add(wire(alternative));
        }
        return of(
                (v, out) -> {
                    int number = numbers.get(v.getClass());
                    out.writeByte(number);
                    each.get(number).write(v, out);
                },
                in -> one(each.toArray(), in) instanceof Wire<?> one ? one.read(in) : null);
    }

    private static Object one(Object[] all, DataInput in) throws IOException {
        int number = in.readUnsignedByte();
        if (number >= all.length) {
            throw new IOException("number " + number + " of " + all.length);
        }
        return all[number];
    }

    private static void writeAll(Collection<?> all, Wire<Object> wire, DataOutput out) throws IOException {
        out.writeInt(all.size());
        for (Object each : all) {
            wire.write(each, out);
        }
    }

    private static List<Object> readAll(Wire<Object> wire, DataInput in) throws IOException {
        List<Object> all = new ArrayList<>();
        for (int left = length(in); left > 0; left--) {
            all.add(wire.read(in));
        }
        return all;
    }

    private static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInput in) throws IOException {
        int length = length(in);
        byte[] bytes = new byte[Math.min(length, CHUNK)];
        in.readFully(bytes);
        while (bytes.length < length) {
            int read = bytes.length;
            bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * read));
            in.readFully(bytes, read, bytes.length - read);
        }
        return bytes;
    }

    private static int length(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            throw new IOException("a length of " + length);
        }
        return length;
    }
}
