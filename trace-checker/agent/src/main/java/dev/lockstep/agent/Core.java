package dev.lockstep.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Describes a class as a core, as its class file or a mapping does.
 *
 * @param name the internal name of the class
 * @param actions the actions to weave, by name and descriptor of the method
 */
record Core(String name, Map<String, Action> actions) {
    private static final String ANNOTATIONS = "Ldev/lockstep/annotations/";
    private static final String ACTION = ANNOTATIONS + "Action;";

    /**
     * Describes a method that is an action of the spec.
     *
     * @param source file and first line
     * @param toCore path from the method's object to the core; empty: it is the core
     * @param result the spec's name of what the method returns; empty: that is no argument of the action
     */
    record Action(String name, String source, String toCore, List<Argument> arguments, String result) {
        /** @param parameters the spec's names of the parameters, by position; a name is empty if the parameter is left out */
        Action(String name, String source, List<String> parameters, String result) {
            this(
                    name,
                    source,
                    "",
                    IntStream.range(0, parameters.size())
                            .filter(i -> !parameters.get(i).isEmpty())
                            .mapToObj(i -> new Argument(parameters.get(i), i, ""))
                            .toList(),
                    result);
        }

        /** Returns the names of all that is written as its arguments, in the order of their places. */
        List<String> names() {
            return Stream.concat(arguments.stream().map(Argument::name), Stream.of(result))
                    .filter(argument -> !argument.isEmpty())
                    .toList();
        }
    }

    /**
     * Describes one argument of an action, and where it comes from.
     *
     * @param position the position of the method's parameter; -1: the method's object
     * @param path the path from there; empty: the value there
     */
    record Argument(String name, int position, String path) {}

    /** @throws Refusal the class says something that cannot be */
    static Core read(ClassReader reader, Mapping mapping) {
        ClassNode type = new ClassNode();
        reader.accept(type, ClassReader.SKIP_FRAMES);
        if (annotation(type.visibleAnnotations, Weaver.WOVEN) != null) {
            return new Core(type.name, Map.of());
        }
        if (mapping.concerns(type.name)) {
            return new Core(type.name, MappedMethods.of(type, mapping));
        }
        Map<String, Action> actions = new HashMap<>();
        String self = null;
        for (MethodNode method : type.methods) {
            boolean compilers = (method.access & (Opcodes.ACC_SYNTHETIC | Opcodes.ACC_BRIDGE)) != 0;
            AnnotationNode annotation = annotation(method.visibleAnnotations, ACTION);
            if (annotation == null || compilers) {
                continue;
            }
            if (actions.isEmpty()) {
                self = checkClass(type);
            }
            check(type, method);
            if ((method.access & Opcodes.ACC_ABSTRACT) == 0) {
                actions.put(method.name + method.desc, action(type, method, value(annotation, ""), self));
            }
        }
        return new Core(type.name, actions);
    }

    /** Returns the name by which actions take the process; empty: by none, or a superclass says so. */
    private static String checkClass(ClassNode type) {
        String name = Type.getObjectType(type.name).getClassName();
        require((type.version & 0xffff) >= Opcodes.V1_8, name + ": compiled for a Java older than 8");
        require(
                (type.access & Opcodes.ACC_INTERFACE) == 0,
                name + ": @Action in an interface; put it on the methods of a class");
        require(!type.superName.equals("java/lang/Record"), name + ": @Action in a record, whose fields never change");
        require(
                annotation(type.visibleAnnotations, ANNOTATIONS + "Spec;") != null,
                name + ": @Action in a class without @Spec");
        List<String> selves = new ArrayList<>();
        String parameter = "";
        for (FieldNode field : type.fields) {
            AnnotationNode self = annotation(field.visibleAnnotations, ANNOTATIONS + "Self;");
            if (self != null) {
                selves.add(field.name);
                parameter = value(self, "");
            }
            boolean sends = annotation(field.visibleAnnotations, ANNOTATIONS + "Sends;") != null;
            require(
                    !sends || field.desc.equals("Ljava/util/List;"),
                    name + ": the @Sends field " + field.name + " must be declared as java.util.List");
        }
        require(selves.size() <= 1, name + ": more than one @Self field: " + String.join(", ", selves));
        AnnotationNode concurrent = annotation(type.visibleAnnotations, ANNOTATIONS + "Concurrent;");
        require(
                selves.size() == 1 || concurrent != null || !type.superName.equals("java/lang/Object"),
                name + ": no @Self field; whose events would its actions be?");
        return concurrent == null ? parameter : value(concurrent, "");
    }

    private static void check(ClassNode type, MethodNode method) {
        String where = where(type, method);
        require(!method.name.startsWith("<"), where + ": @Action on a constructor; the initial state is not an action");
        require(
                (method.access & Opcodes.ACC_STATIC) == 0,
                where + ": @Action on a static method, which has no process");
        require((method.access & Opcodes.ACC_NATIVE) == 0, where + ": @Action on a native method");
    }

    private static Action action(ClassNode type, MethodNode method, String renamed, String self) {
        String name =
                renamed.isEmpty() ? Character.toUpperCase(method.name.charAt(0)) + method.name.substring(1) : renamed;
        List<String> parameters = new ArrayList<>();
        Set<String> distinct = new HashSet<>();
        if (!self.isEmpty()) {
            distinct.add(self);
        }
        for (int i = 0; i < Type.getArgumentTypes(method.desc).length; i++) {
            String parameter = parameter(type, method, i);
            parameters.add(parameter);
            checkName(parameter, distinct, self, where(type, method), false);
        }
        AnnotationNode annotation = annotation(method.visibleAnnotations, ANNOTATIONS + "Result;");
        String result = annotation == null ? "" : value(annotation, "");
        require(
                annotation == null || !result.isEmpty() && !method.desc.endsWith(")V"),
                where(type, method) + ": @Result on a method that returns nothing, or without a name");
        checkName(result, distinct, self, where(type, method), true);
        return new Action(name, source(type, method), parameters, result);
    }

    private static void checkName(String parameter, Set<String> distinct, String self, String where, boolean result) {
        require(
                parameter.isEmpty() || distinct.add(parameter),
                where + ": two parameters named " + parameter + " (@Self(\"" + self + "\") counts as one"
                        + (result ? ", and so does @Result" : "") + "); rename one with @Argument");
        require(parameter.indexOf(',') < 0, where + ": no parameter of TLA+ is named " + parameter);
    }

    private static String parameter(ClassNode type, MethodNode method, int index) {
        List<AnnotationNode>[] annotations = method.visibleParameterAnnotations;
        AnnotationNode argument =
                annotations == null ? null : annotation(annotations[index], ANNOTATIONS + "Argument;");
        if (argument != null) {
            return value(argument, "");
        }
        String name = method.parameters == null ? null : method.parameters.get(index).name;
        require(
                name != null,
                where(type, method) + ": parameter " + (index + 1)
                        + " has no name in the class file; compile with `javac -parameters` or annotate it with @Argument");
        return name;
    }

    private static String where(ClassNode type, MethodNode method) {
        return Type.getObjectType(type.name).getClassName() + "." + method.name + " (" + source(type, method) + ")";
    }

    static String source(ClassNode type, MethodNode method) {
        String file = type.sourceFile == null ? type.name.substring(type.name.lastIndexOf('/') + 1) : type.sourceFile;
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof LineNumberNode line) {
                return file + ":" + line.line;
            }
        }
        return file;
    }

    private static AnnotationNode annotation(List<AnnotationNode> annotations, String descriptor) {
        if (annotations != null) {
            for (AnnotationNode annotation : annotations) {
                if (annotation.desc.equals(descriptor)) {
                    return annotation;
                }
            }
        }
        return null;
    }

    private static String value(AnnotationNode annotation, String otherwise) {
        return annotation.values == null ? otherwise : (String) annotation.values.get(1);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new Refusal(message);
        }
    }
}
