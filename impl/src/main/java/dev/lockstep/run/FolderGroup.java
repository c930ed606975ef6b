package dev.lockstep.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Keeps account of the nodes that have joined, in a folder that they share. It is for nodes that keep nothing else when they end. */
public final class FolderGroup {
    private static final String GROUP = ".group";

    private FolderGroup() {}

    /**
     * Joins the group of the folder, which the first node makes. A node joins once, since it keeps nothing when it ends.
     *
     * @param group what all nodes must have in common, as the name of a file
     * @param what what that is, in words
     * @throws IllegalArgumentException the folder has another group, or the node has joined before
     */
    public static void join(Path folder, String id, String group, String what) throws IOException {
        Files.createDirectories(folder);
        Path own = folder.resolve(group + GROUP);
        boolean isMade = create(own);
        try (Stream<Path> files = Files.list(folder)) {
            List<String> groups = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(GROUP))
                    .sorted()
                    .toList();
            if (groups.size() > 1) {
                if (isMade) {
                    Files.delete(own);
                }
                throw new IllegalArgumentException(
                        "the nodes in " + folder + " have different " + what + ": " + String.join(", ", groups));
            }
        }
        if (!create(folder.resolve(id + ".joined"))) {
            throw new IllegalArgumentException(id + " has run in " + folder
                    + ", and knows nothing of that any more: begin anew, all nodes in another folder");
        }
    }

    /** Returns whether there was no such file. */
    private static boolean create(Path file) throws IOException {
        try {
            Files.createFile(file);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}
