package dev.lockstep.recorder;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Concurrent;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Sends;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import java.lang.annotation.Annotation;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Describes a core as the annotations of its class and superclasses do, or a mapping file.
 *
 * @param self the process's name; null if threads share the objects of the class, so that each is a process
 * @param parameter the parameter by which the spec's actions take the process; empty if they take none
 * @param variables the variables, those of superclasses first
 * @param outboxes the outboxes, those of superclasses first
 * @param woven a check that throws {@link IllegalStateException} if calls of some action would not be recorded
 */
record CoreType(
        Class<?> type,
        String spec,
        Observed self,
        String parameter,
        List<Observed> variables,
        List<Observed> outboxes,
        Runnable woven) {

    /**
     * Describes something that is read from a core, and its name in the spec.
     *
     * @param changes whether only the changes of the value are written
     */
    record Observed(String name, String where, Function<Object, Object> reading, boolean changes) {
        private static Observed of(String name, Field field, boolean changes) {
            return new Observed(name, where("field ", field, ""), core -> CoreType.read(field, core), changes);
        }

        /** Returns a variable that is read from a field, from a method, or along a path that begins there. */
        private static <T extends AccessibleObject & Member> Observed of(T member, Variable variable) {
            String path = variable.path();
            String where = where(member instanceof Field ? "field " : "method ", member, path);
            Function<Object, Object> reading = member instanceof Field field
                    ? core -> CoreType.read(field, core)
                    : core -> CoreType.call((Method) member, core);
            return new Observed(
                    variable.value().isEmpty() ? member.getName() : variable.value(),
                    where,
                    path.isEmpty() ? reading : core -> Probe.value(reading.apply(core), path),
                    variable.changes());
        }

        private static String where(String kind, Member member, String path) {
            return kind + member.getName() + (path.isEmpty() ? "" : "." + path) + " of "
                    + member.getDeclaringClass().getName();
        }

        Object of(Object core) {
            return reading.apply(core);
        }

        @Override
        public String toString() {
            return where;
        }
    }

    private static final ClassValue<CoreType> TYPES = new ClassValue<>() {
        @Override
        protected CoreType computeValue(Class<?> type) {
            return read(type);
        }
    };

    /**
     * Returns the type of a class whose objects are cores.
     *
     * @throws IllegalStateException the class is not annotated as a core must be
     */
    static CoreType of(Class<?> type) {
        return TYPES.get(type);
    }

    private static CoreType read(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) { // a framework may make objects of a subclass
            Mapped mapped = c.getDeclaredAnnotation(Mapped.class);
            if (mapped != null) {
                return MappedType.read(type, mapped, c.getClassLoader());
            }
        }
        return annotated(type);
    }

    private static CoreType annotated(Class<?> type) {
        String spec = null;
        Field self = null;
        List<Observed> variables = new ArrayList<>();
        List<Observed> outboxes = new ArrayList<>();
        List<Method> actions = new ArrayList<>();
        for (Class<?> declaring : lineage(type)) {
            Spec annotation = declaring.getDeclaredAnnotation(Spec.class);
            if (annotation != null) {
                check(
                        spec == null || spec.equals(annotation.value()),
                        "%s is of spec %s, its superclass of %s",
                        declaring.getName(),
                        annotation.value(),
                        spec);
                spec = annotation.value();
            }
            for (Field field : declaring.getDeclaredFields()) {
                if (field.isAnnotationPresent(Self.class)) {
                    check(self == null, "%s has two @Self fields: %s and %s", type.getName(), self, field);
                    check(field.getType() == String.class, "the @Self field must be a String: %s", field);
                    self = open(field, Self.class);
                }
                if (field.isAnnotationPresent(Variable.class)) {
                    variables.add(variable(field, field.getType()));
                }
                if (field.isAnnotationPresent(Sends.class)) {
                    check(List.class.isAssignableFrom(field.getType()), "the @Sends field must be a List: %s", field);
                    outboxes.add(Observed.of(field.getAnnotation(Sends.class).value(), open(field, Sends.class), true));
                }
            }
            for (Method method : declaring.getDeclaredMethods()) {
                if (method.isSynthetic()) {
                    continue;
                }
                if (method.isAnnotationPresent(Action.class)) {
                    actions.add(method);
                }
                if (method.isAnnotationPresent(Variable.class)) {
                    check(
                            method.getParameterCount() == 0 && method.getReturnType() != void.class,
                            "a @Variable method has no parameters and returns the value: %s",
                            method);
                    check(!method.isAnnotationPresent(Action.class), "a @Variable method is no @Action: %s", method);
                    variables.add(variable(method, method.getReturnType()));
                }
            }
        }
        check(
                spec != null,
                "%s is no core: it is not annotated with @Spec%s",
                type.getName(),
                foreign(type).isEmpty() ? unmapped(type.getName()) : foreign(type));
        Concurrent concurrent = lineage(type).stream()
                .map(declaring -> declaring.getDeclaredAnnotation(Concurrent.class))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        check(
                self != null || concurrent != null,
                "%s has no @Self field: whose events would its actions be? If threads share its objects, it is @Concurrent",
                type.getName());
        check(
                concurrent == null || self == null && variables.isEmpty() && outboxes.isEmpty(),
                "%s is @Concurrent: no process has its fields, so that it has no @Self, @Variable or @Sends",
                type.getName());
        check(!actions.isEmpty(), "%s has no method annotated with @Action", type.getName());
        distinct(type, variables);
        distinct(type, outboxes);
        return new CoreType(
                type,
                spec,
                self == null ? null : Observed.of(self.getName(), self, false),
                self == null
                        ? concurrent.value()
                        : self.getAnnotation(Self.class).value(),
                List.copyOf(variables),
                List.copyOf(outboxes),
                once(() -> checkWoven(type, actions)));
    }

    private static <T extends AccessibleObject & Member> Observed variable(T member, Class<?> type) {
        Variable variable = member.getAnnotation(Variable.class);
        check(
                !variable.changes() || variable.path().isEmpty() && List.class.isAssignableFrom(type),
                "the @Variable of which the changes are written must be a List: %s",
                member);
        return Observed.of(open(member, Variable.class), variable);
    }

    /** Returns the class and its superclasses without Object, the topmost first. */
    private static List<Class<?>> lineage(Class<?> type) {
        List<Class<?>> lineage = new ArrayList<>();
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            lineage.add(c);
        }
        Collections.reverse(lineage);
        return lineage;
    }

    /** Explains that a class has annotations from another class loader. */
    private static String foreign(Class<?> type) {
        return Arrays.stream(type.getAnnotations())
                        .anyMatch(annotation ->
                                annotation.annotationType().getName().equals(Spec.class.getName()))
                ? " of this class loader: lockstep-tracing.jar was loaded twice"
                : "";
    }

    /** Says what becomes of a mapping that should describe the class. */
    private static String unmapped(String type) {
        String refusal = System.getProperty("dev.lockstep.refused." + type);
        String mapping = System.getProperty("dev.lockstep.mapping");
        if (refusal != null) {
            return ". The agent refused it: " + refusal;
        } else if (mapping != null) {
            return ". The agent's mapping is of another class, " + mapping;
        }
        return System.getProperty("dev.lockstep.agent") == null
                ? ". If a mapping describes it, start the JVM with -javaagent:lockstep-agent.jar=mapping=FILE"
                : ". If a mapping describes it, name it to the agent: -javaagent:lockstep-agent.jar=mapping=FILE";
    }

    private static <T extends AccessibleObject & Member> T open(T field, Class<? extends Annotation> annotation) {
        check(
                !Modifier.isStatic(field.getModifiers()),
                "@%s on a static %s: %s",
                annotation.getSimpleName(),
                field instanceof Field ? "field" : "method",
                field);
        try {
            field.setAccessible(true);
        } catch (InaccessibleObjectException e) {
            throw new IllegalStateException(
                    "the recorder cannot read " + field + ": its module must open the package to it", e);
        }
        return field;
    }

    private static void distinct(Class<?> type, List<Observed> observed) {
        Set<String> names = new HashSet<>();
        for (Observed each : observed) {
            check(names.add(each.name()), "%s has two values for the variable %s", type.getName(), each.name());
        }
    }

    private static void check(boolean condition, String message, Object... arguments) {
        if (!condition) {
            throw new IllegalStateException(String.format(message, arguments));
        }
    }

    private static Object read(Field field, Object core) {
        try {
            return field.get(core);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot read " + field, e);
        }
    }

    private static Object call(Method method, Object core) {
        try {
            return method.invoke(core);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(method + " throws " + e.getCause(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot call " + method, e);
        }
    }

    /** Returns whether threads share the objects of this class, so that their actions may overlap. */
    boolean isConcurrent() {
        return self == null;
    }

    /** Returns the name of the process that this core is. */
    String process(Object core) {
        Object process = self.of(core);
        check(process != null, "the @Self field is null: %s", self);
        check(process instanceof String, "the process's name is not a String: %s", self);
        return (String) process;
    }

    /**
     * Checks that calls of all actions of this class are recorded.
     *
     * @throws IllegalStateException calls of some action of this class would not be recorded
     */
    void checkWoven() {
        woven.run();
    }

    /** Returns a check that is not made again once it has passed: what is woven stays so. */
    static Runnable once(Runnable check) {
        AtomicBoolean passed = new AtomicBoolean();
        return () -> {
            if (!passed.get()) {
                check.run();
                passed.set(true);
            }
        };
    }

    private static void checkWoven(Class<?> type, List<Method> actions) {
        for (Class<?> declaring : lineage(type)) {
            long expected = actions.stream()
                    .filter(action -> action.getDeclaringClass() == declaring)
                    .filter(action -> !Modifier.isAbstract(action.getModifiers()))
                    .count();
            Woven woven = declaring.getDeclaredAnnotation(Woven.class);
            long actual = woven == null ? 0 : woven.actions();
            check(
                    expected == actual,
                    "%s: %d action%s, %d woven, so its calls would not be recorded. %s",
                    declaring.getName(),
                    expected,
                    expected == 1 ? "" : "s",
                    actual,
                    remedy(declaring.getName()));
            for (Method method : declaring.getDeclaredMethods()) {
                actions.stream()
                        .filter(action -> overridesUnmarked(method, action))
                        .findFirst()
                        .ifPresent(action -> {
                            throw new IllegalStateException(
                                    method + " overrides the action " + action + " without @Action of its own");
                        });
            }
        }
    }

    private static boolean overridesUnmarked(Method method, Method action) {
        return method.getDeclaringClass() != action.getDeclaringClass()
                && action.getDeclaringClass().isAssignableFrom(method.getDeclaringClass())
                && !method.isSynthetic()
                && !method.isAnnotationPresent(Action.class)
                && !Modifier.isPrivate(action.getModifiers())
                && method.getName().equals(action.getName())
                && Arrays.equals(method.getParameterTypes(), action.getParameterTypes());
    }

    /** Returns the advice that the agent has left in the system properties, where every class loader finds it. */
    static String remedy(String declaring) {
        String refusal = System.getProperty("dev.lockstep.refused." + declaring);
        if (refusal != null) {
            return "The agent refused it: " + refusal;
        }
        return System.getProperty("dev.lockstep.agent") == null
                ? "Start the JVM with -javaagent:lockstep-agent.jar, or weave the compiled classes with"
                        + " `java -jar lockstep-agent.jar weave DIR|JAR`"
                : "The agent runs but has not seen it: it was loaded before the agent, or by the boot loader";
    }
}
