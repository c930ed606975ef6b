package dev.lockstep.recorder;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;

/**
 * Says how the records of one class are written.
 *
 * @param tag the JSON member that names the class among its siblings; empty if there is none
 * @param labels the text that comes before the value of each component
 */
record RecordShape(byte[] tag, RecordComponent[] components, byte[][] labels) {
    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return RecordShape.read(type);
        }
    };

    /**
     * Returns the shape of the records of a class.
     *
     * @throws IllegalArgumentException records of this class cannot be told from their siblings
     */
    static RecordShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    private static RecordShape read(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        for (RecordComponent component : components) {
            component.getAccessor().setAccessible(true);
        }
        if (!isAlternative(type)) {
            return new RecordShape(new byte[0], components, labels(components, ""));
        }
        for (RecordComponent component : components) {
            if (component.getName().equals("type")) {
                throw new IllegalArgumentException(
                        type.getName()
                                + " implements a sealed interface, so its name is written as \"type\": its component of that name needs another one");
            }
        }
        String name = type.getSimpleName();
        Text tag = new Text().plain("\"type\":").string(Character.toLowerCase(name.charAt(0)) + name.substring(1));
        return new RecordShape(tag.copy(), components, labels(components, ","));
    }

    private static byte[][] labels(RecordComponent[] components, String before) {
        byte[][] labels = new byte[components.length][];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = new Text()
                    .plain(i == 0 ? before : ",")
                    .string(components[i].getName())
                    .plain(":")
                    .copy();
        }
        return labels;
    }

    private static boolean isAlternative(Class<?> type) {
        for (Class<?> parent : type.getInterfaces()) {
            if (parent.isSealed() || isAlternative(parent)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the value of the component at an index. */
    Object component(int i, Record record) {
        try {
            return components[i].getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "cannot read " + components[i].getName() + " of "
                            + record.getClass().getName(),
                    e);
        }
    }
}
