package dev.lockstep.agent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;

/**
 * Puts an action's body between the calls of the recorder, as its documentation of {@code Probe} shows.
 *
 * <p>The frames that this needs are known without computing any: at the entry the locals are the parameters, and the handler needs
 * one local only, the call.
 */
final class ProbeInserter extends GeneratorAdapter {
    private static final Type OBJECT = Type.getType(Object.class);
    private static final Type PROBE = Type.getObjectType("dev/lockstep/recorder/Probe");
    private static final Method FIND = Method.getMethod("Object find(Object)");
    private static final Method FIND_BY_PATH = Method.getMethod("Object find(Object, String)");
    private static final Method ENTER =
            Method.getMethod("Object enter(Object, Object, String, String, String, Object[])");
    private static final Method ENTER_BY_PATH =
            Method.getMethod("Object enter(Object, Object, String, String, String, String, Object[])");
    private static final Method VALUE = Method.getMethod("Object value(Object, String)");
    private static final Method EXIT = Method.getMethod("void exit(Object)");
    private static final Method RETURNED = Method.getMethod("void returned(Object, Object)");
    private static final Method THREW = Method.getMethod("void threw(Object, Throwable)");

    private final String owner;
    private final Core.Action action;
    private final Label bodyStart = new Label();
    private int call;

    /** @param owner the internal name of the method's class */
    ProbeInserter(MethodVisitor next, String owner, int access, String name, String descriptor, Core.Action action) {
        super(Opcodes.ASM9, next, access, name, descriptor);
        this.owner = owner;
        this.action = action;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        call = newLocal(OBJECT);
        Label found = new Label();
        loadThis();
        if (mapped()) {
            push(action.toCore());
        }
        invokeStatic(PROBE, mapped() ? FIND_BY_PATH : FIND);
        dup();
        ifNull(found);
        enter();
        mark(found);
        frameAtEntry();
        storeLocal(call);
        mark(bodyStart);
    }

    /** The attachment on the stack becomes the call. */
    private void enter() {
        List<Core.Argument> arguments = action.arguments();
        loadThis();
        if (mapped()) {
            push(action.toCore());
        }
        push(action.name());
        push(String.join(",", action.names()));
        push(action.source());
        push(action.names().size());
        newArray(OBJECT);
        for (int i = 0; i < arguments.size(); i++) {
            dup();
            push(i);
            load(arguments.get(i));
            arrayStore(OBJECT);
        }
        if (hasResult()) {
            dup();
            push(arguments.size());
            getStatic(PROBE, "NO_RESULT", OBJECT);
            arrayStore(OBJECT);
        }
        invokeStatic(PROBE, mapped() ? ENTER_BY_PATH : ENTER);
    }

    private boolean mapped() {
        return !action.toCore().isEmpty();
    }

    private boolean hasResult() {
        return !action.result().isEmpty();
    }

    private void load(Core.Argument argument) {
        if (argument.position() < 0) {
            loadThis();
        } else {
            loadArg(argument.position());
            valueOf(getArgumentTypes()[argument.position()]);
        }
        if (!argument.path().isEmpty()) {
            push(argument.path());
            invokeStatic(PROBE, VALUE);
        }
    }

    private void frameAtEntry() {
        List<Object> locals = new ArrayList<>();
        locals.add(owner);
        for (Type type : getArgumentTypes()) {
            locals.add(verificationType(type));
        }
        mv.visitFrame(Opcodes.F_NEW, locals.size(), locals.toArray(), 1, new Object[] {OBJECT.getInternalName()});
    }

    private static Object verificationType(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
            case Type.LONG -> Opcodes.LONG;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            default -> type.getInternalName();
        };
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
            if (hasResult()) {
                if (getReturnType().getSize() == 2) {
                    dup2();
                } else {
                    dup();
                }
                valueOf(getReturnType());
                loadLocal(call);
                invokeStatic(PROBE, RETURNED);
            }
            loadLocal(call);
            invokeStatic(PROBE, EXIT);
        }
        super.visitInsn(opcode);
    }

    /**
     * Adds the handler, which covers the calls of {@code exit} too. When one of them throws, the recorder knows that the action has ended.
     * It comes last in the table, so that the body's own handlers go first.
     */
    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        Label handler = new Label();
        mv.visitTryCatchBlock(bodyStart, handler, handler, null);
        mark(handler);
        Object[] locals = new Object[call + 1];
        Arrays.fill(locals, Opcodes.TOP);
        locals[call] = OBJECT.getInternalName();
        mv.visitFrame(Opcodes.F_NEW, locals.length, locals, 1, new Object[] {"java/lang/Throwable"});
        dup();
        loadLocal(call);
        swap();
        invokeStatic(PROBE, THREW);
        throwException();
        super.visitMaxs(maxStack, maxLocals);
    }
}
