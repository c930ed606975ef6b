package dev.lockstep.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import org.junit.jupiter.api.Test;

class AgentMojoTest {
    @Test
    void theOptionIsInQuotesAndNamesTheMapping() {
        File jar = new File("/a b/agent.jar");
        assertThat(AgentMojo.option(jar, null)).isEqualTo("\"-javaagent:/a b/agent.jar\"");
        assertThat(AgentMojo.option(jar, new File("/m"))).isEqualTo("\"-javaagent:/a b/agent.jar=mapping=/m\"");
    }
}
