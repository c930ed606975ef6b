package dev.lockstep.report;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Searches folders with the code that traces were recorded from. A trace names a file of it without its folder: the file is found if there
 * is but one of that name. Folders are looked through once, and only if something is asked for.
 */
public final class SourceFolders {
    /** The number of files that are looked through at most: beyond, no name is known to be the only one. */
    static final int MOST_FILES = 50_000;

    private static final Set<String> MADE = Set.of("target", "build", "out", "node_modules", "__pycache__");

    private final List<Path> folders;
    private final int most;
    private Map<String, List<Path>> files;
    private boolean isWhole;

    /** @param folders the folders that are searched */
    public SourceFolders(List<Path> folders) {
        this(folders, MOST_FILES);
    }

    SourceFolders(List<Path> folders, int most) {
        this.folders = List.copyOf(folders);
        this.most = most;
    }

    /**
     * Returns the one file that a trace names so, alone or with folders before it. It is empty if there is none, or if there are several.
     */
    public synchronized Optional<Path> find(String name) {
        Path asked;
        try {
            asked = Path.of(name);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        for (Path folder : folders) {
            if (Files.isRegularFile(folder.resolve(asked))) {
                return Optional.of(folder.resolve(asked));
            }
        }
        if (asked.isAbsolute() || asked.getFileName() == null) {
            return Optional.empty();
        }
        if (files == null) {
            lookThrough();
        }
        List<Path> found = files.getOrDefault(asked.getFileName().toString(), List.of()).stream()
                .filter(file -> file.endsWith(asked))
                .toList();
        return isWhole && found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private void lookThrough() {
        files = new HashMap<>();
        isWhole = true;
        int[] seen = {0};
        for (Path folder : folders) {
            try {
                Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                        String name = String.valueOf(directory.getFileName());
                        boolean isMade = !directory.equals(folder) && (MADE.contains(name) || name.startsWith("."));
                        return isMade ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (++seen[0] > most) {
                            isWhole = false;
                            return FileVisitResult.TERMINATE;
                        }
                        files.computeIfAbsent(file.getFileName().toString(), name -> new ArrayList<>())
                                .add(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        return FileVisitResult.CONTINUE; // a folder that may not be read has no code for its reader
                    }
                });
            } catch (IOException e) {
                isWhole = false;
            }
        }
    }
}
