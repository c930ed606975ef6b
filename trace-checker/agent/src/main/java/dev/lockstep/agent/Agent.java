package dev.lockstep.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.Arrays;

/**
 * Weaves classes while they are loaded: {@code -javaagent:lockstep-agent.jar}. Attached to a running JVM it weaves those that are loaded
 * already.
 *
 * <p>The JVM ignores what a transformer throws. So a refusal is printed, one line on stderr, and kept in a system property, by which
 * {@code Recorder.attach} tells it too.
 */
public final class Agent {
    private Agent() {}

    /** At the start of the JVM. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        System.setProperty("dev.lockstep.agent", "true");
        instrumentation.addTransformer(new Transformer(), true);
    }

    /** In a running JVM. */
    public static void agentmain(String arguments, Instrumentation instrumentation) throws UnmodifiableClassException {
        premain(arguments, instrumentation);
        Class<?>[] cores = Arrays.stream(instrumentation.getAllLoadedClasses())
                .filter(Agent::isCore)
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
        @Override
        public byte[] transform(
                ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
            if (loader == null || name == null || !Weaver.mentionsActions(classFile)) {
                return null;
            }
            try {
                if (loader.getResource("dev/lockstep/recorder/Probe.class") == null) {
                    throw new Refusal(name.replace('/', '.')
                            + ": its class loader does not find lockstep-annotations.jar, which the woven class calls");
                }
                byte[] woven = Weaver.weave(classFile);
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
