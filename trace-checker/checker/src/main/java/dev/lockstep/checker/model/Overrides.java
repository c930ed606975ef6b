package dev.lockstep.checker.model;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Tells whether the Java of a jar of modules fits a TLC. TLC looks for {@code tlc2.overrides.TLCOverrides} and calls what that lists in place of
 * definitions. Java that was compiled for another TLC fails in the middle of a search, so that all that it uses of TLC is looked up before.
 */
final class Overrides {
    private static final String INDEX = "tlc2/overrides/TLCOverrides.class";
    private static final String FOLDER = "tlc2/overrides/";
    private static final List<String> OF_TLC = List.of("tlc2/", "tla2sany/", "util/", "pcal/");

    private Overrides() {}

    /** Names a class, or one of its members, that a class file uses. The member's name and descriptor are empty for the class itself. */
    private record Use(String type, String name, String descriptor) {
        @Override
        public String toString() {
            return type.replace('/', '.') + (name.isEmpty() ? "" : "." + name);
        }
    }

    /**
     * Returns what the Java uses that this TLC does not have.
     *
     * @return empty if it fits, or if the jar has no Java for TLC
     */
    static String misfit(Path jar, Path tlc) {
        try (ZipFile zip = new ZipFile(jar.toFile());
                URLClassLoader loader =
                        new URLClassLoader(new URL[] {url(tlc), url(jar)}, ClassLoader.getPlatformClassLoader())) {
            if (zip.getEntry(INDEX) == null) {
                return "";
            }
            for (ZipEntry entry : zip.stream().toList()) {
                if (entry.getName().startsWith(FOLDER) && entry.getName().endsWith(".class")) {
                    byte[] bytes = zip.getInputStream(entry).readAllBytes();
                    for (Use use : uses(bytes)) {
                        if (!isThere(use, loader)) {
                            return use.toString();
                        }
                    }
                }
            }
            return "";
        } catch (IOException e) {
            return "it cannot be read: " + e.getMessage();
        }
    }

    private static URL url(Path file) throws MalformedURLException {
        return file.toAbsolutePath().toUri().toURL();
    }

    private static boolean isThere(Use use, ClassLoader loader) {
        try {
            Class<?> type = Class.forName(use.type.replace('/', '.'), false, loader);
            return use.name.isEmpty() || has(type, use);
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static boolean has(Class<?> type, Use use) {
        if (declares(type, use)) {
            return true;
        }
        Stream<Class<?>> above = Arrays.stream(type.getInterfaces());
        if (type.getSuperclass() != null) {
            above = Stream.concat(Stream.of(type.getSuperclass()), above);
        }
        return above.anyMatch(each -> has(each, use));
    }

    private static boolean declares(Class<?> type, Use use) {
        if (use.name.equals("<init>")) {
            return Arrays.stream(type.getDeclaredConstructors())
                    .anyMatch(each ->
                            descriptor(each.getParameterTypes(), void.class).equals(use.descriptor));
        }
        return use.descriptor.startsWith("(")
                ? Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(each -> each.getName().equals(use.name)
                                && descriptor(each.getParameterTypes(), each.getReturnType())
                                        .equals(use.descriptor))
                : Arrays.stream(type.getDeclaredFields())
                        .anyMatch(each -> each.getName().equals(use.name)
                                && each.getType().descriptorString().equals(use.descriptor));
    }

    private static String descriptor(Class<?>[] parameters, Class<?> result) {
        StringBuilder text = new StringBuilder("(");
        for (Class<?> parameter : parameters) {
            text.append(parameter.descriptorString());
        }
        return text.append(')').append(result.descriptorString()).toString();
    }

    // ---------------------------------------------------------------- the constant pool (Java Virtual Machine
    // Specification, section 4.4)

    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int FIELD = 9;
    private static final int INTERFACE_METHOD = 11;
    private static final int METHOD_HANDLE = 15;

    private static List<Use> uses(byte[] classFile) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        in.skipBytes(8);
        int size = in.readUnsignedShort();
        int[][] constants = new int[size][];
        String[] texts = new String[size];
        for (int i = 1; i < size; i++) {
            int tag = in.readUnsignedByte();
            if (tag == UTF8) {
                texts[i] = in.readUTF();
            } else if (tag == LONG || tag == DOUBLE) {
                in.skipBytes(8);
                i++;
            } else if (tag == METHOD_HANDLE) {
                in.skipBytes(3);
            } else if (tag == CLASS || tag == 8 || tag == 16 || tag == 19 || tag == 20) {
                constants[i] = new int[] {tag, in.readUnsignedShort(), 0};
            } else {
                constants[i] = new int[] {tag, in.readUnsignedShort(), in.readUnsignedShort()};
            }
        }
        List<Use> uses = new ArrayList<>();
        for (int[] constant : constants) {
            if (constant != null && constant[0] == CLASS) {
                uses.add(new Use(texts[constant[1]], "", ""));
            } else if (constant != null && constant[0] >= FIELD && constant[0] <= INTERFACE_METHOD) {
                int[] member = constants[constant[2]];
                uses.add(new Use(texts[constants[constant[1]][1]], texts[member[1]], texts[member[2]]));
            }
        }
        return uses.stream()
                .filter(use -> OF_TLC.stream().anyMatch(use.type::startsWith))
                .toList();
    }
}
