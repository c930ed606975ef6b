package dev.lockstep.recorder;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What woven code calls, and nobody else. An action {@code void request(String q)} becomes
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
 * Before the return of an action with a result comes {@code Probe.returned(result, call)}; its arguments have one place more, the last, for it.
 *
 * <p>The call is an {@link Attached}; its static type is {@link Object} so that verifying woven code loads no class.
 */
public final class Probe {
    /** The last argument of an action with a result, until it returns. */
    public static final Object NO_RESULT = new Object();

    private static final Map<Object, Attached> ATTACHED = new ConcurrentHashMap<>();
    private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

    /** Open recorders. As long as there are none, a woven action costs one read more. */
    private static final AtomicInteger RECORDERS = new AtomicInteger();

    private Probe() {}

    /** The attachment of this core, or null: it is not recorded. */
    public static Object find(Object core) {
        return RECORDERS.get() == 0 ? null : ATTACHED.get(new Lookup(core));
    }

    /**
     * An action begins.
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
     * As {@link #find(Object)}, in a class that a mapping names: the core is what the path leads to from the object, or null.
     */
    public static Object find(Object object, String path) {
        if (RECORDERS.get() == 0) {
            return null;
        }
        Object core = MemberPath.read(object, path);
        return core == null ? null : ATTACHED.get(new Lookup(core));
    }

    /** As the other, in a class that a mapping names. */
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

    /** What a mapping names; null is "None", by which a spec names a model value. */
    public static Object value(Object root, String path) {
        Object value = MemberPath.read(root, path);
        return value == null ? "None" : value;
    }

    /** An action returns. */
    public static void exit(Object call) {
        if (call != null) {
            ((Attached) call).exit(null);
        }
    }

    /**
     * An action returns what is the last of its arguments.
     *
     * @param result boxed; null is "None", by which a spec names a model value
     */
    public static void returned(Object result, Object call) {
        if (call != null) {
            ((Attached) call).returned(result == null ? "None" : result);
        }
    }

    /** An action throws, or an {@link #exit} of it has. */
    public static void threw(Object call, Throwable thrown) {
        if (call != null) {
            ((Attached) call).exit(thrown);
        }
    }

    /** Returns false when the core is attached already. */
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

    /** A core that the map does not keep alive, by identity. */
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
