package dev.lockstep.redis.real;

import dev.lockstep.protocol.LogImporter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds the folder of one run. It is deleted when this is closed, and when the JVM ends, unless it is to be kept. */
public final class RunFolder implements AutoCloseable {
    private static final int ATTEMPTS = 20;

    private final Path path;
    private final boolean isKept;
    private final Thread hook;

    /** @param kept where it is, if it is to be kept; null: it is not */
    public RunFolder(String name, @Nullable Path kept) throws IOException {
        this.isKept = kept != null;
        this.path = kept != null ? Files.createDirectories(kept) : Files.createTempDirectory(name);
        this.hook = new Thread(() -> deleteAtLast(path), "redis-delete");
        if (!isKept) {
            Runtime.getRuntime().addShutdownHook(hook);
        }
    }

    public Path path() {
        return path;
    }

    /**
     * Makes a trace of logs, by a mapping on the class path.
     *
     * @param mapping its name, beside this class
     * @param before what the mapping of this run says before that
     * @param after what it says behind it
     * @return how many events the trace has
     */
    public long trace(String mapping, List<String> before, List<String> after, List<Path> logs, Path trace)
            throws IOException {
        LogImporter importer = ServiceLoader.load(LogImporter.class)
                .findFirst()
                .orElseThrow(() -> new IOException("nothing on the class path imports logs"));
        try (InputStream common = RunFolder.class.getResourceAsStream(mapping)) {
            if (common == null) {
                throw new IOException("the mapping " + mapping + " is not on the class path");
            }
            Files.copy(common, path.resolve(mapping), StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> lines = new ArrayList<>(before);
        lines.add("include " + mapping);
        lines.addAll(after);
        return importer.write(Files.write(path.resolve("run.mapping"), lines), logs, trace);
    }

    /** Deletes the folder when the JVM is interrupted. The processes that write into it are being ended. */
    private static void deleteAtLast(Path folder) {
        boolean isDeleted = false;
        for (int i = 0; i < ATTEMPTS && !isDeleted; i++) {
            try {
                TimeUnit.MILLISECONDS.sleep(100);
                delete(folder);
                isDeleted = true;
            } catch (IOException e) {
                isDeleted = false; // something was still written
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Deletes a folder with all that is in it. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (!isKept) {
            delete(path);
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                return; // the JVM is ending: the hook runs, or has run
            }
        }
    }
}
