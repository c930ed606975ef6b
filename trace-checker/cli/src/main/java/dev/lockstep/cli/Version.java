package dev.lockstep.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** As the build has written it into the jar. */
final class Version implements IVersionProvider {
    private static final String BUILT = "/META-INF/maven/dev.lockstep/lockstep-cli/pom.properties";

    @Override
    public String[] getVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream(BUILT)) {
            if (in != null) {
                properties.load(in);
            }
        }
        return new String[] {"Lockstep " + properties.getProperty("version", "from sources")};
    }
}
