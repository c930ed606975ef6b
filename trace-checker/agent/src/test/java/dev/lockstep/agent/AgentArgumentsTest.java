package dev.lockstep.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Goal: what the agent is told is taken as a whole, or refused with what is wrong. */
class AgentArgumentsTest {
    private static final String MAPPING = """
            spec Ticks
            core Node
              self p = name
            action Tick = Node.tick
            """;

    @TempDir
    Path folder;

    @Test
    void nothingIsNoMappingAndNoTrace() throws Exception {
        assertThat(AgentArguments.read(null)).isEqualTo(new AgentArguments(Mapping.NONE, null));
        assertThat(AgentArguments.read("")).isEqualTo(new AgentArguments(Mapping.NONE, null));
    }

    @Test
    void theTraceOfNewObjectsIsNamedByTheArgumentsOrTheMapping() throws Exception {
        Path plain = Files.writeString(folder.resolve("plain, or not.mapping"), MAPPING);
        Path whole = Files.writeString(folder.resolve("whole.mapping"), "attach new\ntrace a b.ndjson\n" + MAPPING);
        assertThat(AgentArguments.read("attach=new,trace=t.ndjson").trace()).isEqualTo(Path.of("t.ndjson"));
        AgentArguments both = AgentArguments.read("mapping=" + plain + ",attach=new,trace=t,1.ndjson");
        assertThat(both.trace()).isEqualTo(Path.of("t,1.ndjson"));
        assertThat(both.mapping().coreWhere()).isEqualTo("plain, or not.mapping:2");
        assertThat(AgentArguments.read("mapping=" + whole).trace()).isEqualTo(Path.of("a b.ndjson"));
        assertThat(AgentArguments.read("trace=t.ndjson,mapping=" + whole).trace())
                .isEqualTo(Path.of("t.ndjson"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            maping=x                  | unknown argument maping=x: expected mapping=FILE
            attach=new,trace=t,spam=1 | unknown argument spam=1: expected mapping=FILE
            attach=all,trace=t        | attach=all: expected attach=new
            attach=new                | attach=new needs trace=FILE
            trace=t                   | trace=FILE is for objects that attach=new attaches
            trace=t,trace=u           | a second argument trace
            """)
    void whatIsWrongIsNamed(String arguments, String message) {
        assertThatThrownBy(() -> AgentArguments.read(arguments))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith(message);
    }
}
