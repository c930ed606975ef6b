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
import org.objectweb.asm.tree.ClassNode;

/**
 * Makes the actions of a core known to the recorder. A pure function of a class file: it loads no class, adds no member, and woven
 * twice a class is the same as woven once.
 */
public final class Weaver {
    static final String WOVEN = "Ldev/lockstep/recorder/Woven;";

    private static final byte[] MENTIONED = "Ldev/lockstep/annotations/Action;".getBytes(StandardCharsets.US_ASCII);

    private Weaver() {}

    /**
     * Weaves what is annotated.
     *
     * @return the woven class; the same array if there is nothing to do
     * @throws Refusal the class is annotated in a way that cannot be honoured
     */
    public static byte[] weave(byte[] classFile) {
        return weave(classFile, Mapping.NONE);
    }

    /** Weaves also what a mapping names. */
    static byte[] weave(byte[] classFile, Mapping mapping) {
        boolean mapped =
                mapping != Mapping.NONE && mapping.concerns(read(classFile).getClassName());
        if (!mapped && !mentionsActions(classFile)) {
            return classFile;
        }
        ClassReader reader = read(classFile);
        Core core = Core.read(reader, mapping);
        boolean isMappedCore = core.name().equals(mapping.core()) && !isWoven(reader);
        if (core.actions().isEmpty() && !isMappedCore) {
            return classFile;
        }
        try {
            return weave(reader, core, isMappedCore ? mapping : Mapping.NONE);
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

    private static boolean isWoven(ClassReader reader) {
        ClassNode type = new ClassNode();
        reader.accept(type, ClassReader.SKIP_CODE);
        return type.visibleAnnotations != null
                && type.visibleAnnotations.stream().anyMatch(annotation -> annotation.desc.equals(WOVEN));
    }

    static byte[] weave(ClassReader reader, Core core) {
        return weave(reader, core, Mapping.NONE);
    }

    private static byte[] weave(ClassReader reader, Core core, Mapping mapping) {
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new ActionWeaver(writer, core, mapping), ClassReader.EXPAND_FRAMES);
        return writer.toByteArray();
    }

    /** Returns whether {@link #weave} has to look closer. It is cheap, since it is asked of every class that is loaded. */
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
        private final Mapping mapping;

        /** @param mapping the mapping of this class as a core, or none */
        ActionWeaver(ClassVisitor next, Core core, Mapping mapping) {
            super(Opcodes.ASM9, next);
            this.core = core;
            this.mapping = mapping;
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
            if (mapping != Mapping.NONE) {
                MappedMethods.annotate(this, mapping);
            }
            super.visitEnd();
        }
    }
}
