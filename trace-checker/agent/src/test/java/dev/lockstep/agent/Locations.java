package dev.lockstep.agent;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where classes come from. */
final class Locations {
    private Locations() {}

    /** The directory or jar that holds this class. */
    static Path of(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
