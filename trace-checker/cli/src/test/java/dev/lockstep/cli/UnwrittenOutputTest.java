package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A result that could not be written is no success: exit 2, it is said which file it was, and nothing half-written stays. */
class UnwrittenOutputTest {
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    Path folder;

    private Coins coins;
    private Path accepted;

    @BeforeEach
    void aTraceThatIsAccepted() throws Exception {
        coins = new Coins(folder);
        accepted = coins.trace("accepted.ndjson", Coins.pay("a", "b", 2, 1));
    }

    /** A disk that is full after so many bytes. */
    private static final class Full extends OutputStream {
        private int left;

        Full(int left) {
            this.left = left;
        }

        @Override
        public void write(int b) throws IOException {
            if (left-- <= 0) {
                throw new IOException("No space left on device");
            }
        }
    }

    private record Ended(int exitCode, String err) {}

    private static Ended run(int room, Object... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        System.setOut(new PrintStream(new Full(room)));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
        try {
            int code = Lockstep.run(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
            return new Ended(code, complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    @Test
    void aVerdictThatStandardOutputDoesNotTakeIsNoSuccess() {
        for (int room : List.of(0, 10)) {
            assertThat(run(room, "validate", "--spec", coins.spec, accepted))
                    .isEqualTo(new Ended(2, "lockstep: stdout: cannot be written; the exit code without that: 0\n"));
        }
        assertThat(run(0, "validate", "--json", "--spec", coins.spec, accepted).exitCode())
                .isEqualTo(2);
        assertThat(run(0, "doctor").exitCode()).isEqualTo(2);
        assertThat(run(1 << 20, "validate", "--spec", coins.spec, accepted)).isEqualTo(new Ended(0, ""));
    }

    @Test
    void aReportThatCannotBeWrittenIsNamed() throws Exception {
        assumeTrue(
                Files.exists(FULL) || System.getenv("CI") != null,
                "there is no /dev/full here, so only a stream that fails was tried");
        for (String format : List.of("sarif", "junit", "markdown", "itf", "shiviz", "mermaid", "html")) {
            Run run = Run.of("validate", "--spec", coins.spec, "--report", format + "=" + FULL, accepted);
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).startsWith("lockstep: /dev/full: cannot be written: ");
            assertThat(run.out()).as("the verdict is not lost").startsWith(accepted + ": accepted");
        }
    }

    @Test
    void aFileIsWholeOrNotThere() throws Exception {
        Path file = folder.resolve("r.sarif");
        Path before = Files.writeString(folder.resolve("before.sarif"), "as it was");
        for (Path target : List.of(file, before)) {
            Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(() -> Written.whole(target, out -> {
                out.write("half of it");
                throw new IOException("No space left on device");
            }));
            assertThat(thrown).hasMessage(target + ": cannot be written: No space left on device");
        }
        assertThat(file).doesNotExist();
        assertThat(before).hasContent("as it was");
        assertThat(folder.resolve("r.sarif.partial")).doesNotExist();
        Written.whole(before, out -> out.write("new"));
        assertThat(before).hasContent("new");
    }
}
