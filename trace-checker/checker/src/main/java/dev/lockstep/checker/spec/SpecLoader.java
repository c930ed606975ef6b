package dev.lockstep.checker.spec;

import dev.lockstep.checker.outline.Outliner;
import dev.lockstep.checker.shortcut.Shortcuts;
import dev.lockstep.checker.trace.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Loads specs, each with a TLC of its own. TLC keeps a spec in static fields, and two specs in one class loader corrupt each other without
 * any error.
 */
public final class SpecLoader {
    private static final String IMPLEMENTATION = "dev.lockstep.checker.tlc.TlcSpec";
    private static final String OUTLINER = "dev.lockstep.checker.tlc.outline.SanyOutliner";

    /** Whether the TLC of the checker's own class loader is to be had. */
    private static final AtomicBoolean OWN_IS_FREE = new AtomicBoolean();

    private SpecLoader() {}

    /**
     * Lets the next spec that is loaded have the TLC of the checker's own class loader. The JVM may have its classes in its archive, so
     * that the spec is loaded sooner. To be called once, by a program in which nothing else uses TLC.
     */
    public static void lendOwnTlc() {
        OWN_IS_FREE.set(true);
    }

    /**
     * Parses the spec and reads its config.
     *
     * @throws InvalidInputException a file is missing or does not parse, a constant has no value; the message says where
     */
    public static LoadedSpec load(SpecSource source) throws InvalidInputException {
        return load(source, Shortcuts.ALL);
    }

    /** Does the same as {@link #load(SpecSource)}, with some shortcuts only. */
    public static LoadedSpec load(SpecSource source, Shortcuts shortcuts) throws InvalidInputException {
        requireFile(source.module(), "spec");
        requireFile(source.config(), "config");
        ClassLoader own = SpecLoader.class.getClassLoader();
        try {
            return (LoadedSpec) (OWN_IS_FREE.getAndSet(false) ? own : new TlcLoader(own))
                    .loadClass(IMPLEMENTATION)
                    .getConstructor(SpecSource.class, Shortcuts.class)
                    .newInstance(source, shortcuts);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidInputException invalid) {
                throw invalid;
            }
            throw new InvalidInputException(source.module() + ": cannot be loaded: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the checker is incomplete: " + IMPLEMENTATION, e);
        }
    }

    /** Returns a reader of modules, with a SANY of its own. */
    public static Outliner outliner() {
        try {
            return (Outliner) new TlcLoader(SpecLoader.class.getClassLoader())
                    .loadClass(OUTLINER)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the checker is incomplete: " + OUTLINER, e);
        }
    }

    private static void requireFile(Path file, String what) throws InvalidInputException {
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException(file + ": no such " + what + " file");
        }
    }

    /** Defines TLC, and the package that uses it, anew; everything else is that of the checker. */
    private static final class TlcLoader extends ClassLoader {
        private static final String[] OWN = {
            "tlc2.", "tla2sany.", "pcal.", "util.", "model.", "dev.lockstep.checker.tlc."
        };

        /** The property has TLC write a flight record of what it parses, for which the JDK's recorder is started. */
        private static final String FLIGHT_RECORD = "util.TLAFlightRecorder$MessageEvent";

        static {
            registerAsParallelCapable();
        }

        TlcLoader(ClassLoader parent) {
            super("tlc", parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(FLIGHT_RECORD)) {
                throw new ClassNotFoundException(name);
            }
            for (String prefix : OWN) {
                if (name.startsWith(prefix)) {
                    synchronized (getClassLoadingLock(name)) {
                        Class<?> loaded = findLoadedClass(name);
                        return loaded != null ? loaded : define(name);
                    }
                }
            }
            return super.loadClass(name, resolve);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length, (ProtectionDomain) null);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
