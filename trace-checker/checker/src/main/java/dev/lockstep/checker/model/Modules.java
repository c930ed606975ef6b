package dev.lockstep.checker.model;

import dev.lockstep.checker.spec.OwnModules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Finds modules that are not beside a model: in the user's folders and jars, and last Lockstep's own. The Java of a jar replaces definitions, as TLC
 * has it, if it fits the TLC.
 *
 * @param tlc the jar of TLC, whose own modules come before Lockstep's
 * @param folders the user's folders
 * @param withJava the user's jars that are put on TLC's class path
 * @param withoutJava the user's other jars, of which only the definitions are used: the names of these, and why
 */
public record Modules(Path tlc, List<Path> folders, List<Path> withJava, Map<Path, String> withoutJava) {
    /** The name of the folder of Lockstep's own modules in the scratch folder. */
    static final String OWN = "lockstep-own-modules";

    private static final String SUFFIX = ".tla";

    /**
     * Sorts the user's folders and jars.
     *
     * @param paths folders and jars
     */
    public static Modules of(List<Path> paths, Path tlc) {
        List<Path> folders = new ArrayList<>();
        List<Path> withJava = new ArrayList<>();
        Map<Path, String> withoutJava = new LinkedHashMap<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                folders.add(path);
            } else {
                String misfit = Overrides.misfit(path, tlc);
                if (misfit.isEmpty()) {
                    withJava.add(path);
                } else {
                    withoutJava.put(path, misfit);
                }
            }
        }
        return new Modules(tlc, folders, withJava, withoutJava);
    }

    /**
     * Writes what TLC cannot find by itself into folders.
     *
     * @param scratch the folder of this run, which has the model's own modules
     * @return the folders in which TLC looks for modules, in this order
     * @throws IOException a jar cannot be read, or the folder not be written
     */
    List<Path> unpack(Path scratch) throws IOException {
        List<Path> library = new ArrayList<>(folders);
        for (Path jar : withoutJava.keySet()) {
            Path target = Files.createDirectory(scratch.resolve("jar-" + library.size()));
            unpack(jar, target);
            library.add(target);
        }
        Path own = Files.createDirectory(scratch.resolve(OWN));
        for (String name : OwnModules.NAMES) {
            if (!isGiven(name + SUFFIX, library)) {
                OwnModules.unpack(name, own);
            }
        }
        library.add(own);
        return library;
    }

    private boolean isGiven(String file, List<Path> library) throws IOException {
        for (Path jar : withJava) {
            if (has(jar, file)) {
                return true;
            }
        }
        return library.stream().anyMatch(folder -> Files.exists(folder.resolve(file)))
                || has(tlc, "tla2sany/StandardModules/" + file);
    }

    private static boolean has(Path jar, String entry) throws IOException {
        if (!Files.isRegularFile(jar)) {
            return false; // as TLC tells in its own words
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.getEntry(entry) != null;
        }
    }

    private static void unpack(Path jar, Path target) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                if (entry.getName().endsWith(SUFFIX) && entry.getName().indexOf('/') < 0) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, target.resolve(entry.getName()));
                    }
                }
            }
        }
    }
}
