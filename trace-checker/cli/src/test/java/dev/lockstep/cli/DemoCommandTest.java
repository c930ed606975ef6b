package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.protocol.Protocol;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo runs real processes where they are installed, and says so where they are not. */
class DemoCommandTest {
    @TempDir
    Path folder;

    /** Needs a program, and cannot be run in any case. */
    private record Real(Optional<String> lacks) implements Protocol {
        @Override
        public String name() {
            return "real-one";
        }

        @Override
        public Set<String> faults(RunOptions.Transport transport) {
            return Set.of("crash");
        }

        @Override
        public Optional<String> missing(RunOptions.Transport transport) {
            return lacks;
        }

        @Override
        public RunReport run(RunOptions options) {
            throw new IllegalStateException("run with " + options.faults());
        }
    }

    @Test
    void whatIsNotInstalledIsToldAndNotRun() throws Exception {
        StringWriter out = new StringWriter();

        new DemoCommand().real(new PrintWriter(out), new Real(Optional.of("there is no redis-server")), folder);

        assertThat(out.toString()).contains("real-one", "not run: there is no redis-server");
    }

    @Test
    void whatIsInstalledIsRun() {
        PrintWriter out = new PrintWriter(new StringWriter());

        assertThatThrownBy(() -> new DemoCommand().real(out, new Real(Optional.empty()), folder))
                .hasMessage("run with []");
    }
}
