package dev.lockstep.checker.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Lists the modules that Lockstep brings along. They define what public specs use of the CommunityModules and of TLAPS, under the same names. One
 * of them is used only if the spec's folders, the user's modules and TLC have none of its name.
 */
public final class OwnModules {
    /** Lists the names of the modules. */
    public static final List<String> NAMES = List.of(
            "BagsExt",
            "Bitwise",
            "FiniteSetTheorems",
            "FiniteSetsExt",
            "Folds",
            "FunctionTheorems",
            "Functions",
            "Graphs",
            "IOUtils",
            "Json",
            "NaturalsInduction",
            "Relation",
            "SequenceTheorems",
            "SequencesExt",
            "TLAPS",
            "TLCExt",
            "UndirectedGraphs",
            "WellFoundedInduction");

    private static final String FOLDER = "/dev/lockstep/modules/";

    private OwnModules() {}

    /**
     * Writes a module into a folder.
     *
     * @param name one of {@link #NAMES}
     * @return the file that was written
     */
    public static Path unpack(String name, Path folder) {
        Path file = folder.resolve(name + ".tla");
        try (InputStream in = OwnModules.class.getResourceAsStream(FOLDER + name + ".tla")) {
            if (in == null) {
                throw new IllegalStateException("the checker is incomplete: " + FOLDER + name + ".tla");
            }
            Files.copy(in, file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
