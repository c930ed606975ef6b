package dev.lockstep.agent;

import java.util.Map;
import java.util.function.UnaryOperator;

/** Defines the given classes itself, each changed by a weaver; all others come from the parent. */
final class WeavingLoader extends ClassLoader {
    private final Map<String, byte[]> classes;
    private final UnaryOperator<byte[]> weaver;

    /** @param classes class files by name */
    WeavingLoader(Map<String, byte[]> classes, UnaryOperator<byte[]> weaver) {
        super(WeavingLoader.class.getClassLoader());
        this.classes = classes;
        this.weaver = weaver;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null && classes.containsKey(name)) {
                byte[] woven = weaver.apply(classes.get(name));
                loaded = defineClass(name, woven, 0, woven.length);
            }
            return loaded == null ? super.loadClass(name, resolve) : loaded;
        }
    }
}
