package dev.lockstep.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Tells the tool's version, as the build has written it into the jar. */
public final class Version implements IVersionProvider {
    private static final String BUILT = "/META-INF/maven/dev.lockstep/lockstep-cli/pom.properties";

    /** Returns the number alone; empty: these are classes of no jar. */
    static Optional<String> number() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream(BUILT)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.ofNullable(properties.getProperty("version"));
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Lockstep " + number().orElse("from sources")};
    }
}
