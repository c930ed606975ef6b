package dev.lockstep.checker.tlc.load;

import dev.lockstep.checker.spec.OwnModules;
import dev.lockstep.checker.spec.PlusCalSource;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import util.FilenameToStream;

/**
 * Finds modules and configs. They are generated ones, those in the given folders and jars, the standard modules that TLC's jar carries, and
 * Lockstep's own ({@link OwnModules}). TLC's own resolver unpacks the standard ones under fixed names into the folder of all temporary
 * files, where processes race.
 */
public final class ModulePath implements FilenameToStream {
    private static final String STANDARD_MODULES = "/tla2sany/StandardModules/";

    private final List<Path> folders;
    private final Path scratch;
    private final Map<String, File> standard = new LinkedHashMap<>();
    private final Map<String, Boolean> shipped = new HashMap<>();
    private final Set<String> own = new TreeSet<>();
    private final Set<String> stale = new TreeSet<>();

    /**
     * @param folders and jars, of which only the definitions are taken
     * @param scratch an existing folder for this spec alone; the caller deletes it
     */
    public ModulePath(List<Path> folders, Path scratch) {
        this.folders = List.copyOf(folders);
        this.scratch = scratch;
    }

    /** Returns where modules are looked for, in this order. */
    List<Path> folders() {
        return folders;
    }

    void generate(String fileName, String text) {
        try {
            Files.writeString(scratch.resolve(fileName), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public File resolve(String name, boolean isModule) {
        String fileName = isModule && !name.endsWith(".tla") ? name + ".tla" : name;
        File generated = new TLAFile(scratch.resolve(fileName).toString(), this);
        if (generated.exists()) {
            return standard.containsKey(fileName) ? standard.get(fileName) : generated;
        }
        for (Path folder : folders) {
            File file = new TLAFile(folder.resolve(fileName).toString(), this);
            if (file.exists()) {
                return file;
            }
            if (Files.isRegularFile(folder) && fileName.endsWith(".tla") && isUnpacked(fileName, folder)) {
                return generated;
            }
        }
        if (fileName.endsWith(".tla") && isShipped(fileName)) {
            return unpack(fileName);
        }
        String module = fileName.replaceFirst("\\.tla$", "");
        if (isModule && OwnModules.NAMES.contains(module) && own.add(module)) {
            OwnModules.unpack(module, scratch);
        }
        return generated;
    }

    /** Returns which of Lockstep's own modules were found, sorted. */
    List<String> own() {
        return List.copyOf(own);
    }

    /** Keeps what SANY said of translations of PlusCal. */
    void keepStale(String output) {
        output.lines().forEach(line -> PlusCalSource.stale(line).ifPresent(stale::add));
    }

    /** Returns what was said of translations of PlusCal that are stale, sorted. */
    List<String> stale() {
        return List.copyOf(stale);
    }

    /** Returns whether the jar has the module, which then is in the scratch folder. */
    private boolean isUnpacked(String fileName, Path jar) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(fileName);
            if (entry == null) {
                return false;
            }
            try (InputStream in = zip.getInputStream(entry)) {
                Files.copy(in, scratch.resolve(fileName));
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(jar + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Returns whether a module that was resolved is one of those that TLC's jar carries. */
    public boolean hasShipped(String module) {
        return standard.containsKey(module + ".tla");
    }

    private static boolean isShipped(String fileName) {
        return FilenameToStream.class.getResource(STANDARD_MODULES + fileName) != null;
    }

    private File unpack(String fileName) {
        try (InputStream in = FilenameToStream.class.getResourceAsStream(STANDARD_MODULES + fileName)) {
            Path target = scratch.resolve(fileName);
            Files.copy(in, target);
            File file = new TLAFile(target.toString(), true, this);
            standard.put(fileName, file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String getFullPath() {
        return folders.toString();
    }

    @Override
    public boolean isStandardModule(String moduleName) {
        return shipped.computeIfAbsent(moduleName, name -> {
            resolve(name, true);
            return hasShipped(name);
        });
    }
}
