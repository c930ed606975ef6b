package dev.lockstep.run;

import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Holds the arguments with which the process of a node is started.
 *
 * @param description the name of the protocol's {@link Description}
 * @param folder the folder of the run
 * @param options what the run was asked for, but for its trace
 */
record NodeArguments(String description, String id, Path folder, RunOptions options) {
    /** The number of those that come before the faults. */
    private static final int FIXED = 7;

    /** Writes them as a command line has them. */
    List<String> words() {
        return Stream.concat(
                        Stream.of(
                                description,
                                id,
                                folder.toString(),
                                Integer.toString(options.nodes()),
                                Long.toString(options.seed()),
                                Integer.toString(options.events()),
                                Integer.toString(options.reconfigure())),
                        options.faults().stream().sorted())
                .toList();
    }

    /** Reads what {@link #words} has written. */
    static NodeArguments of(String... words) {
        RunOptions options = new RunOptions(
                Integer.parseInt(words[3]),
                Long.parseLong(words[4]),
                Integer.parseInt(words[5]),
                Transport.TCP,
                Set.of(Arrays.copyOfRange(words, FIXED, words.length)),
                Integer.parseInt(words[6]),
                Path.of("none"));
        return new NodeArguments(words[0], words[1], Path.of(words[2]), options);
    }

    /** Makes the nodes of the run, of which this process runs one. */
    Deployment<?, ?, ?> deployment() throws ReflectiveOperationException {
        var constructor = Class.forName(description).getDeclaredConstructor();
        constructor.setAccessible(true);
        return ((Description<?, ?, ?>) constructor.newInstance()).deployment(options);
    }
}
