package dev.lockstep.recorder;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads the value to which a path of a mapping leads. The path {@code state.log().size()} is a field, a method without parameters, and
 * another method.
 */
final class MemberPath {
    private static final ClassValue<Map<String, AccessibleObject>> MEMBERS = new ClassValue<>() {
        @Override
        protected Map<String, AccessibleObject> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private MemberPath() {}

    /**
     * Returns the value at the end of a path.
     *
     * @param path the members, separated by dots; empty for the object itself
     * @return the value; null if it or something before it is null
     * @throws IllegalStateException there is no such member, it cannot be read, or it throws
     */
    static Object read(Object root, String path) {
        Object value = root;
        for (int from = 0; value != null && from < path.length(); ) {
            int dot = path.indexOf('.', from);
            int to = dot < 0 ? path.length() : dot;
            value = member(value, path.substring(from, to), path);
            from = to + 1;
        }
        return value;
    }

    private static Object member(Object of, String name, String path) {
        AccessibleObject member = MEMBERS.get(of.getClass())
                .computeIfAbsent(
                        name,
                        key -> find(of.getClass(), key)
                                .orElseThrow(() -> new IllegalStateException(
                                        "no " + (isMethod(key) ? "method " : "field ") + key + " that can be read in "
                                                + of.getClass().getName() + ", of " + path)));
        try {
            return member instanceof Method method ? method.invoke(of) : ((Field) member).get(of);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(member + ", of " + path + ", throws " + e.getCause(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot read " + member + ", of " + path, e);
        }
    }

    private static boolean isMethod(String name) {
        return name.endsWith("()");
    }

    /** Returns the first readable member of this name in the class, its superclasses and, for methods, its interfaces. */
    private static Optional<AccessibleObject> find(Class<?> type, String name) {
        Deque<Class<?>> open = new ArrayDeque<>();
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            open.add(c);
        }
        while (!open.isEmpty()) {
            Class<?> declaring = open.remove();
            AccessibleObject found = declared(declaring, name);
            if (found != null && found.trySetAccessible()) {
                return Optional.of(found);
            }
            open.addAll(List.of(declaring.getInterfaces()));
        }
        return Optional.empty();
    }

    private static AccessibleObject declared(Class<?> declaring, String name) {
        try {
            AccessibleObject found = isMethod(name)
                    ? declaring.getDeclaredMethod(name.substring(0, name.length() - 2))
                    : declaring.getDeclaredField(name);
            return Modifier.isStatic(((Member) found).getModifiers()) ? null : found;
        } catch (NoSuchMethodException | NoSuchFieldException e) {
            return null;
        }
    }
}
