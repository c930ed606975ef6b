package dev.lockstep.checker.outline;

import dev.lockstep.checker.trace.InvalidInputException;
import java.nio.file.Path;
import java.util.List;

/** Reads modules as SANY does, without a config. It is for one thread. */
public interface Outliner {
    /**
     * Returns the outlines of a module and of all that it extends or instantiates. Those that come with TLC are left out.
     *
     * @param module the file of the root module
     * @param folders where other modules are looked for, besides the folder of the file
     * @throws InvalidInputException a module is missing or does not parse; the message says where
     */
    List<ModuleOutline> outlines(Path module, List<Path> folders) throws InvalidInputException;
}
