package dev.lockstep.checker.oracle;

import java.net.URL;
import java.net.URLClassLoader;

/** A TLC for one run: it keeps a spec in static fields. */
final class OracleLoader extends URLClassLoader {
    private static final String[] OWN = {
        "tlc2.", "tla2sany.", "pcal.", "util.", "model.", "dev.lockstep.checker.oracle.tlc."
    };

    OracleLoader() {
        super(new URL[] {jar("tlc2.TLC"), jar("tlc2.module.LockstepOracle")}, OracleLoader.class.getClassLoader());
    }

    private static URL jar(String type) {
        try {
            return Class.forName(type, false, OracleLoader.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        for (String prefix : OWN) {
            if (name.startsWith(prefix)) {
                synchronized (getClassLoadingLock(name)) {
                    Class<?> loaded = findLoadedClass(name);
                    return loaded != null ? loaded : findClass(name);
                }
            }
        }
        return super.loadClass(name, resolve);
    }
}
