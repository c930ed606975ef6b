package dev.lockstep.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Weaves compiled classes where they lie: {@code java -jar lockstep-agent.jar weave [--mapping FILE] DIR|JAR...}. Either everything that is named can be
 * woven, or no file is touched; each file is replaced in one step.
 */
public final class BuildTime {
    private static final String USAGE = "usage: java -jar lockstep-agent.jar weave [--mapping FILE] DIR|JAR...";

    private final Mapping mapping;
    private final Map<Path, byte[]> replacements = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private int classes;

    private BuildTime(Mapping mapping) {
        this.mapping = mapping;
    }

    /** Exits 0, or 2 when the usage is wrong, a file cannot be read, or a class is refused. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        boolean maps = arguments.length > 1 && arguments[1].equals("--mapping");
        int first = maps ? 3 : 1;
        if (arguments.length <= first || !arguments[0].equals("weave")) {
            err.println(USAGE);
            return 2;
        }
        BuildTime build = new BuildTime(Mapping.NONE);
        try {
            build = new BuildTime(maps ? Mapping.read(Path.of(arguments[2])) : Mapping.NONE);
            for (int i = first; i < arguments.length; i++) {
                build.add(Path.of(arguments[i]));
            }
            if (build.problems.isEmpty()) {
                build.replace();
                out.println("lockstep-agent: woven classes: " + build.classes);
                return 0;
            }
        } catch (IOException e) {
            build.problems.add(e.toString());
        } catch (Refusal e) {
            build.problems.add(e.getMessage());
        }
        build.problems.forEach(problem -> err.println("lockstep-agent: " + problem));
        err.println("lockstep-agent: no file was changed");
        return 2;
    }

    private void add(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                    if (isClass(file.toString()) && Files.isRegularFile(file)) {
                        addClass(file);
                    }
                }
            }
        } else if (Files.isRegularFile(path)) {
            addJar(path);
        } else {
            problems.add(path + ": no such directory or jar");
        }
    }

    private void addClass(Path file) throws IOException {
        byte[] before = Files.readAllBytes(file);
        byte[] after = weave(before, file.toString());
        if (after != before) {
            replacements.put(file, after);
        }
    }

    private void addJar(Path jar) throws IOException {
        int before = classes;
        ByteArrayOutputStream woven = new ByteArrayOutputStream();
        boolean signed = false;
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar));
                ZipOutputStream out = new ZipOutputStream(woven)) {
            int entries = 0;
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                copy(in, entry, out, jar);
                signed |= entry.getName().matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)");
                entries++;
            }
            if (entries == 0) {
                problems.add(jar + ": not a jar");
            }
        } catch (ZipException e) {
            problems.add(jar + ": " + e.getMessage());
            return;
        }
        if (classes == before) {
            return;
        }
        if (signed) {
            problems.add(jar + ": is signed, and would no longer be what was signed; weave before signing");
        }
        replacements.put(jar, woven.toByteArray());
    }

    private void copy(InputStream in, ZipEntry entry, ZipOutputStream out, Path jar) throws IOException {
        byte[] content = in.readAllBytes();
        if (isClass(entry.getName())) {
            content = weave(content, jar + "!" + entry.getName());
        }
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTime(entry.getTime());
        copy.setComment(entry.getComment());
        if (entry.getMethod() == ZipEntry.STORED) {
            CRC32 crc = new CRC32();
            crc.update(content);
            copy.setMethod(ZipEntry.STORED);
            copy.setSize(content.length);
            copy.setCrc(crc.getValue());
        }
        out.putNextEntry(copy);
        out.write(content);
        out.closeEntry();
    }

    private static boolean isClass(String name) {
        return name.endsWith(".class");
    }

    private byte[] weave(byte[] before, String where) {
        try {
            byte[] after = Weaver.weave(before, mapping);
            classes += after == before ? 0 : 1;
            return after;
        } catch (Refusal e) {
            problems.add(where + ": " + e.getMessage());
        } catch (RuntimeException e) {
            problems.add(where + ": not a valid class file: " + e);
        }
        return before;
    }

    private void replace() throws IOException {
        for (Map.Entry<Path, byte[]> replacement : replacements.entrySet()) {
            Path file = replacement.getKey().toRealPath();
            Path written =
                    Files.createTempFile(file.getParent(), file.getFileName().toString(), ".woven");
            try {
                Files.copy(file, written, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                Files.write(written, replacement.getValue());
                Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(written);
            }
        }
    }
}
