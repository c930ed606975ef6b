package dev.lockstep.agent;

import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Arrays;

/**
 * Weaves classes while they are loaded: {@code -javaagent:lockstep-agent.jar}. Attached to a running JVM it weaves those that are loaded
 * already. With {@code =mapping=FILE} it weaves also the classes that this file names.
 *
 * <p>The JVM ignores what a transformer throws. So a refusal is printed, one line on stderr, and kept in a system property, by which
 * {@code Recorder.attach} tells it too.
 */
public final class Agent {
    private static final String MAPPING = "mapping=";

    private Agent() {}

    /** Starts the agent with the JVM. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        add(mapping(arguments), instrumentation);
    }

    private static void add(Mapping mapping, Instrumentation instrumentation) {
        System.setProperty("dev.lockstep.agent", "true");
        instrumentation.addTransformer(new Transformer(mapping), true);
    }

    /** A program must not run untraced because its mapping cannot be read: the JVM stops. */
    private static Mapping mapping(String arguments) {
        if (arguments == null || arguments.isEmpty()) {
            return Mapping.NONE;
        }
        String problem;
        try {
            if (arguments.startsWith(MAPPING)) {
                return Mapping.read(Path.of(arguments.substring(MAPPING.length())));
            }
            problem = "unknown argument " + arguments + ": expected " + MAPPING + "FILE";
        } catch (IOException e) {
            problem = "cannot read the mapping: " + e;
        } catch (Refusal e) {
            problem = e.getMessage();
        }
        System.err.println("lockstep-agent: " + problem);
        System.exit(2);
        throw new IllegalStateException(problem);
    }

    /** Starts the agent in a running JVM. */
    public static void agentmain(String arguments, Instrumentation instrumentation) throws UnmodifiableClassException {
        Mapping mapping = mapping(arguments);
        add(mapping, instrumentation);
        Class<?>[] cores = Arrays.stream(instrumentation.getAllLoadedClasses())
                .filter(loaded -> mapping.concerns(loaded.getName().replace('.', '/')) || isCore(loaded))
                .filter(instrumentation::isModifiableClass)
                .toArray(Class<?>[]::new);
        if (cores.length > 0) {
            instrumentation.retransformClasses(cores);
        }
    }

    private static boolean isCore(Class<?> loaded) {
        try {
            return Arrays.stream(loaded.getDeclaredAnnotations())
                    .anyMatch(annotation ->
                            annotation.annotationType().getName().equals("dev.lockstep.annotations.Spec"));
        } catch (LinkageError e) {
            // A class that cannot be linked has no objects either.
            return false;
        }
    }

    private static final class Transformer implements ClassFileTransformer {
        private final Mapping mapping;

        Transformer(Mapping mapping) {
            this.mapping = mapping;
        }

        @Override
        public byte[] transform(
                ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
            if (loader == null || name == null || !(mapping.concerns(name) || Weaver.mentionsActions(classFile))) {
                return null;
            }
            try {
                if (loader.getResource("dev/lockstep/recorder/Probe.class") == null) {
                    throw new Refusal(name.replace('/', '.')
                            + ": its class loader does not find lockstep-tracing.jar, which the woven class calls");
                }
                byte[] woven = Weaver.weave(classFile, mapping);
                return woven == classFile ? null : woven;
            } catch (Refusal e) {
                refuse(name, e.getMessage());
                return null;
            } catch (RuntimeException | Error e) {
                refuse(name, "the weaver failed: " + e);
                return null;
            }
        }

        private static void refuse(String name, String reason) {
            System.setProperty("dev.lockstep.refused." + name.replace('/', '.'), reason);
            System.err.println("lockstep-agent: not woven: " + reason);
        }
    }
}
