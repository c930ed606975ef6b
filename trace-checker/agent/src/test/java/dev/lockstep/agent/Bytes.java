package dev.lockstep.agent;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Class files that no compiler here would write, and what is in class files. */
final class Bytes {
    private Bytes() {}

    static byte[] withMajorVersion(byte[] classFile, int version) {
        byte[] copy = classFile.clone();
        copy[6] = (byte) (version >> 8);
        copy[7] = (byte) version;
        return copy;
    }

    /** The class with a method under another name. */
    static byte[] rename(byte[] classFile, String before, String after) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] exceptions) {
                                String renamed = name.equals(before) ? after : name;
                                return super.visitMethod(access, renamed, descriptor, signature, exceptions);
                            }
                        },
                        0);
        return writer.toByteArray();
    }

    /** The methods that a method calls, in order. */
    static List<String> callsOf(byte[] classFile, String nameAndDescriptor) {
        List<String> calls = new ArrayList<>();
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] exceptions) {
                                if (!nameAndDescriptor.equals(name + descriptor)) {
                                    return null;
                                }
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitMethodInsn(
                                            int opcode, String owner, String called, String type, boolean isInterface) {
                                        calls.add(owner + "." + called);
                                    }
                                };
                            }
                        },
                        0);
        return calls;
    }
}
