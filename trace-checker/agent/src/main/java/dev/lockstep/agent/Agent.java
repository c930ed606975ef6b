package dev.lockstep.agent;

import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.Arrays;

/**
 * Weaves classes while they are loaded: {@code -javaagent:lockstep-agent.jar}. Attached to a running JVM it weaves those that are loaded
 * already. With {@code =mapping=FILE} it weaves also the classes that this file names. With {@code =attach=new,trace=FILE} it has objects
 * recorded that the program does not attach.
 *
 * <p>The JVM ignores what a transformer throws. So a refusal is printed, one line on stderr, and kept in a system property, by which
 * {@code Recorder.attach} tells it too.
 */
public final class Agent {
    private Agent() {}

    /** Starts the agent with the JVM. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        add(arguments, instrumentation);
    }

    /** A program must not run untraced because its mapping cannot be read: the JVM stops. */
    private static Mapping add(String text, Instrumentation instrumentation) {
        String problem;
        try {
            AgentArguments arguments = AgentArguments.read(text);
            Mapping mapping = arguments.mapping();
            NewTrace trace = null;
            if (arguments.trace() != null) {
                trace = new NewTrace(mapping, arguments.trace(), instrumentation);
                trace.begin();
            }
            System.setProperty("dev.lockstep.agent", "true");
            if (mapping != Mapping.NONE) {
                System.setProperty(
                        "dev.lockstep.mapping",
                        mapping.coreWhere() + ": core " + mapping.core().replace('/', '.'));
            }
            instrumentation.addTransformer(new Transformer(mapping, trace), true);
            return mapping;
        } catch (IOException e) {
            problem = "cannot be read or written: " + e;
        } catch (Refusal e) {
            problem = e.getMessage();
        }
        System.err.println("lockstep-agent: " + problem);
        System.exit(2);
        throw new IllegalStateException(problem);
    }

    /** Starts the agent in a running JVM. */
    public static void agentmain(String arguments, Instrumentation instrumentation) throws UnmodifiableClassException {
        Mapping mapping = add(arguments, instrumentation);
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
        private final NewTrace trace;

        /** @param trace is told what is woven; null: nothing is told */
        Transformer(Mapping mapping, NewTrace trace) {
            this.mapping = mapping;
            this.trace = trace;
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
                if (trace != null) {
                    trace.woven(name.replace('/', '.'));
                }
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
