package dev.lockstep.cli;

import dev.lockstep.checker.model.ModelChecker;
import dev.lockstep.checker.model.Modules;
import dev.lockstep.checker.model.TlcArchive;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Finds the TLC that models are checked with. */
final class Tlc {
    /** The system property with which the launcher names the folder for archives of classes. */
    private static final String ARCHIVES = "lockstep.archives";

    private Tlc() {}

    /**
     * Prepares a TLC, with an archive of its classes if the launcher says where such may be kept.
     *
     * @param jar the jar of TLC
     * @param modules the user's folders and jars of modules
     * @param translates whether PlusCal algorithms are translated anew
     * @param err is told if there should be an archive and cannot be one, so that models take longer; and if the Java of a jar does not
     *     fit
     */
    static ModelChecker checker(Path jar, String heap, List<Path> modules, boolean translates, PrintWriter err)
            throws InterruptedException {
        String folder = System.getProperty(ARCHIVES);
        Path archive = null;
        if (folder != null) {
            try {
                archive = TlcArchive.in(Path.of(folder), jar);
            } catch (IOException e) {
                err.println("lockstep: TLC starts more slowly for each model: " + e.getMessage());
                err.flush();
            }
        }
        Modules found = Modules.of(modules, jar);
        found.withoutJava().forEach((file, missing) -> {
            err.println("lockstep: " + file + ": its Java is not used, since this TLC has no " + missing
                    + "; its definitions are");
            err.flush();
        });
        return new ModelChecker(jar, heap, archive, found, translates);
    }
}
