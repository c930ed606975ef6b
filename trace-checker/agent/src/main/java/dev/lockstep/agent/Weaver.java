package dev.lockstep.agent;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes the actions of a core known to the recorder. A pure function of a class file: it loads no class, adds no member, and woven
 * twice a class is the same as woven once.
 */
public final class Weaver {
    static final String WOVEN = "Ldev/lockstep/recorder/Woven;";

    private static final byte[] MENTIONED = "Ldev/lockstep/annotations/Action;".getBytes(StandardCharsets.US_ASCII);

    private Weaver() {}

    /**
     * @return the woven class; the same array if there is nothing to do
     * @throws Refusal the class is annotated in a way that cannot be honoured
     */
    public static byte[] weave(byte[] classFile) {
        if (!mentionsActions(classFile)) {
            return classFile;
        }
        ClassReader reader = read(classFile);
        Core core = Core.read(reader);
        if (core.actions().isEmpty()) {
            return classFile;
        }
        try {
            return weave(reader, core);
        } catch (MethodTooLargeException e) {
            throw new Refusal(Type.getObjectType(e.getClassName()).getClassName() + "." + e.getMethodName()
                    + ": too large to be woven");
        }
    }

    private static ClassReader read(byte[] classFile) {
        try {
            return new ClassReader(classFile);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new Refusal("not a class file, or of a Java newer than this agent: " + e.getMessage());
        }
    }

    static byte[] weave(ClassReader reader, Core core) {
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new ActionWeaver(writer, core), ClassReader.EXPAND_FRAMES);
        return writer.toByteArray();
    }

    /** Whether {@link #weave} has to look closer; cheap, since it is asked of every class that is loaded. */
    static boolean mentionsActions(byte[] classFile) {
        int last = classFile.length - MENTIONED.length;
        for (int i = 0; i <= last; i++) {
            if (classFile[i] == MENTIONED[0]
                    && Arrays.equals(classFile, i, i + MENTIONED.length, MENTIONED, 0, MENTIONED.length)) {
                return true;
            }
        }
        return false;
    }

    private static final class ActionWeaver extends ClassVisitor {
        private final Core core;

        ActionWeaver(ClassVisitor next, Core core) {
            super(Opcodes.ASM9, next);
            this.core = core;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            Core.Action action = core.actions().get(name + descriptor);
            return action == null ? next : new ProbeInserter(next, core.name(), access, name, descriptor, action);
        }

        @Override
        public void visitEnd() {
            var woven = super.visitAnnotation(WOVEN, true);
            woven.visit("actions", core.actions().size());
            woven.visitEnd();
            super.visitEnd();
        }
    }
}
