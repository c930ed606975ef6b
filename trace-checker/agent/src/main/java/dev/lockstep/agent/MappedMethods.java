package dev.lockstep.agent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds in a class what a mapping says of it. */
final class MappedMethods {
    private static final String MAPPED = "Ldev/lockstep/recorder/Mapped;";

    private static final int LISTED = 12;

    private MappedMethods() {}

    /** @throws Refusal the class has no such method, or it cannot be an action; the message begins with file and line */
    static Map<String, Core.Action> of(ClassNode type, Mapping mapping) {
        Map<String, Core.Action> found = new HashMap<>();
        for (Mapping.Action action : mapping.actions().getOrDefault(type.name, List.of())) {
            MethodNode method = method(type, action);
            int parameters = Type.getArgumentTypes(method.desc).length;
            for (Mapping.Argument argument : action.arguments()) {
                require(
                        argument.position() < parameters,
                        argument.where(),
                        "$" + (argument.position() + 1) + ": " + method.name + " has " + parameters + " parameters");
            }
            List<Core.Argument> arguments = action.arguments().stream()
                    .map(a -> new Core.Argument(a.name(), a.position(), a.path()))
                    .toList();
            Core.Action previous = found.put(
                    method.name + method.desc,
                    new Core.Action(action.name(), Core.source(type, method), action.toCore(), arguments, ""));
            require(previous == null, action.where(), "a second action for this method");
        }
        return found;
    }

    private static MethodNode method(ClassNode type, Mapping.Action action) {
        String name = Type.getObjectType(type.name).getClassName();
        List<MethodNode> methods = type.methods.stream()
                .filter(method -> method.name.equals(action.method()))
                .filter(method -> (method.access & (Opcodes.ACC_SYNTHETIC | Opcodes.ACC_BRIDGE)) == 0)
                .filter(method -> action.types() == null || types(method).equals(action.types()))
                .toList();
        String wanted = action.method() + (action.types() == null ? "" : "(" + String.join(", ", action.types()) + ")");
        require(!methods.isEmpty(), action.where(), name + " has no method " + wanted + "; it has " + listed(type));
        require(
                methods.size() == 1,
                action.where(),
                name + " has " + methods.size() + " methods " + wanted + ": say which, as in " + action.method() + "("
                        + String.join(", ", types(methods.get(0))) + ")");
        MethodNode method = methods.get(0);
        boolean hasBody = (method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_STATIC)) == 0;
        require(
                hasBody,
                action.where(),
                name + "." + wanted + " is abstract, native or static: it is no step of an object");
        return method;
    }

    private static String listed(ClassNode type) {
        List<String> names = type.methods.stream()
                .filter(method -> (method.access & (Opcodes.ACC_SYNTHETIC | Opcodes.ACC_BRIDGE)) == 0)
                .filter(method -> !method.name.startsWith("<"))
                .map(method -> method.name + "(" + String.join(", ", types(method)) + ")")
                .toList();
        return names.isEmpty()
                ? "none"
                : String.join(", ", names.subList(0, Math.min(names.size(), LISTED)))
                        + (names.size() > LISTED ? ", ..." : "");
    }

    private static List<String> types(MethodNode method) {
        return List.of(Type.getArgumentTypes(method.desc)).stream()
                .map(Type::getClassName)
                .toList();
    }

    /** Tells the recorder what the mapping says of the core. */
    static void annotate(ClassVisitor core, Mapping mapping) {
        AnnotationVisitor mapped = core.visitAnnotation(MAPPED, true);
        mapped.visit("spec", mapping.spec());
        mapped.visit("parameter", mapping.parameter());
        read(mapped.visitAnnotation("self", "Ldev/lockstep/recorder/Mapped$Reading;"), mapping.self());
        AnnotationVisitor variables = mapped.visitArray("variables");
        for (Mapping.Reading variable : mapping.variables()) {
            read(variables.visitAnnotation(null, "Ldev/lockstep/recorder/Mapped$Reading;"), variable);
        }
        variables.visitEnd();
        AnnotationVisitor actions = mapped.visitArray("actions");
        mapping.actions().forEach((type, methods) -> {
            AnnotationVisitor one = actions.visitAnnotation(null, "Ldev/lockstep/recorder/Mapped$Methods;");
            one.visit("type", type.replace('/', '.'));
            one.visit("count", methods.size());
            one.visit("where", methods.get(0).where());
            one.visitEnd();
        });
        actions.visitEnd();
        mapped.visitEnd();
    }

    private static void read(AnnotationVisitor annotation, Mapping.Reading reading) {
        annotation.visit("name", reading.name());
        annotation.visit("path", reading.path());
        annotation.visit("where", reading.where());
        annotation.visitEnd();
    }

    private static void require(boolean condition, String where, String message) {
        if (!condition) {
            throw new Refusal(where + ": " + message);
        }
    }
}
