package dev.lockstep.recorder;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Woven code calls these methods, and nobody else does. An action {@code void request(String q)} becomes
 *
 * <pre>{@code
 * Object call = Probe.find(this);
 * if (call != null) call = Probe.enter(call, this, "Request", "q", "LamportMutex.java:88", new Object[] {q});
 * try {
 *     ...
 *     Probe.exit(call); // before each return
 * } catch (Throwable t) {
 *     Probe.threw(call, t);
 *     throw t;
 * }
 * }</pre>
 *
 * An action with a result calls {@code Probe.returned(result, call)} before it returns. Its arguments have one more place, the last, for
 * the result.
 *
 * <p>The call is an {@link Attached}; its static type is {@link Object} so that verifying woven code loads no class.
 */
public final class Probe {
    /** The last argument of an action with a result is this object until the action returns. */
    public static final Object NO_RESULT = new Object();

    private static final Map<Object, Attached> ATTACHED = new ConcurrentHashMap<>();
    private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

    /** The number of open recorders. While it is 0, a woven action costs one read more than one that is not woven. */
    private static final AtomicInteger RECORDERS = new AtomicInteger();

    private static final boolean ATTACHES_NEW = NewCores.isOn();

    private Probe() {}

    /** Returns the attachment of this core; null if the core is not recorded. */
    public static Object find(Object core) {
        return RECORDERS.get() == 0 && !ATTACHES_NEW ? null : found(core);
    }

    private static Attached found(Object core) {
        Attached known = ATTACHED.get(new Lookup(core));
        return known == null && ATTACHES_NEW ? NewCores.attach(core) : known;
    }

    /**
     * Tells that an action begins.
     *
     * @param parameters the spec's names of the arguments, separated by commas
     * @return the call to hand to {@link #exit} or {@link #threw}; null when it is part of an action of the same core
     * @throws IllegalStateException another thread is in an action of this core
     */
    public static Object enter(
            Object attachment, Object core, String action, String parameters, String source, Object[] arguments) {
        return ((Attached) attachment).enter(core, action, parameters, source, arguments);
    }

    /**
     * Returns the attachment of the core to which the path leads from the object, or null. It is called by classes that a mapping names.
     */
    public static Object find(Object object, String path) {
        if (RECORDERS.get() == 0 && !ATTACHES_NEW) {
            return null;
        }
        Object core = MemberPath.read(object, path);
        return core == null ? null : found(core);
    }

    /** Tells that an action of a class that a mapping names begins. */
    public static Object enter(
            Object attachment,
            Object object,
            String path,
            String action,
            String parameters,
            String source,
            Object[] arguments) {
        return enter(attachment, MemberPath.read(object, path), action, parameters, source, arguments);
    }

    /** Returns the value to which a path of a mapping leads. For null it is "None", by which a spec names a model value. */
    public static Object value(Object root, String path) {
        Object value = MemberPath.read(root, path);
        return value == null ? "None" : value;
    }

    /** Tells that an action returns. */
    public static void exit(Object call) {
        if (call != null) {
            ((Attached) call).exit(null);
        }
    }

    /**
     * Tells the result of an action that is about to return. The result is the last of its arguments.
     *
     * @param result the boxed result; null becomes "None", by which a spec names a model value
     */
    public static void returned(Object result, Object call) {
        if (call != null) {
            ((Attached) call).returned(result == null ? "None" : result);
        }
    }

    /** Tells that an action throws, or that its {@link #exit} has thrown. */
    public static void threw(Object call, Throwable thrown) {
        if (call != null) {
            ((Attached) call).exit(thrown);
        }
    }

    /** Adds the attachment of a core, and returns false when the core is attached already. */
    static boolean add(Object core, Attached attachment) {
        for (Object key = COLLECTED.poll(); key != null; key = COLLECTED.poll()) {
            ATTACHED.remove(key);
        }
        return ATTACHED.putIfAbsent(new Key(core), attachment) == null;
    }

    static Attached attachment(Object core) {
        return ATTACHED.get(new Lookup(core));
    }

    static void remove(Object core) {
        ATTACHED.remove(new Lookup(core));
    }

    static void opened() {
        RECORDERS.incrementAndGet();
    }

    /** Forgets the cores of this recorder. */
    static void closed(Recorder recorder) {
        RECORDERS.decrementAndGet();
        ATTACHED.values().removeIf(attachment -> attachment.recorder() == recorder);
    }

    /** A key that compares cores by identity and does not keep them alive. */
    private static final class Key extends WeakReference<Object> {
        private final int hash;

        Key(Object core) {
            super(core, COLLECTED);
            hash = System.identityHashCode(core);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            if (other instanceof Key key) {
                Object core = get();
                return this == key || core != null && core == key.get();
            }
            return other instanceof Lookup lookup && get() == lookup.core;
        }
    }

    private record Lookup(Object core) {
        @Override
        public int hashCode() {
            return System.identityHashCode(core);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.get() == core;
        }
    }
}
