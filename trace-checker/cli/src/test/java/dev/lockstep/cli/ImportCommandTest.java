package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lockstep import}, and {@code lockstep validate --mapping}: logs of two gates, each in a file of its own. */
class ImportCommandTest {
    @TempDir
    Path folder;

    private Path spec;
    private Path mapping;
    private Path north;
    private Path south;

    @BeforeEach
    void twoGates() throws IOException {
        spec = Files.writeString(folder.resolve("Turnstile.tla"), """
                ---- MODULE Turnstile ----
                EXTENDS Naturals
                CONSTANT Gate
                VARIABLE locked
                Init == locked = [g \\in Gate |-> TRUE]
                Coin(g) == locked' = [locked EXCEPT ![g] = FALSE]
                Push(g) == ~locked[g] /\\ locked' = [locked EXCEPT ![g] = TRUE]
                Next == \\E g \\in Gate : Coin(g) \\/ Push(g)
                Spec == Init /\\ [][Next]_locked
                ====
                """);
        Files.writeString(folder.resolve("Turnstile.cfg"), "SPECIFICATION Spec\nCONSTANT Gate = {}\n");
        mapping = Files.writeString(folder.resolve("gates.mapping"), """
                spec Turnstile
                constant Gate = {"#set": ["north", "south"]}
                local locked
                format ^(?<ms>\\d+) (?<text>.*)$
                  time ms millis
                  message text
                file north.log
                  process = "north"
                file south.log
                  process = "south"
                on ^coin$
                  event Coin
                    state locked = false
                on ^push$
                  event Push
                ignore ^swept
                """);
        north = Files.writeString(folder.resolve("north.log"), "10 coin\n12 swept\n30 push\n");
        south = Files.writeString(folder.resolve("south.log"), "20 coin\n");
    }

    @Test
    void logsBecomeATraceThatIsValidated() throws IOException {
        Path trace = folder.resolve("t.ndjson");

        assertThat(Run.of("import", "--mapping", mapping, north, south, "-o", trace))
                .isEqualTo(new Run(
                        0, trace + ": 3 events from 4 lines of 2 logs; 1 lines are declared to mean nothing\n", ""));
        assertThat(Files.readString(trace).replace(folder + "/", "")).isEqualTo("""
                {"lockstep":1,"spec":"Turnstile","constants":{"Gate":{"#set":["north","south"]}},"local":["locked"],"complete":[],"hidden":[]}
                {"process":"north","clock":10000,"action":"Coin","state":{"locked":false},"source":"north.log:1"}
                {"process":"south","clock":20000,"action":"Coin","state":{"locked":false},"source":"south.log:1"}
                {"process":"north","clock":30000,"action":"Push","source":"north.log:3"}
                """);
        assertThat(Run.validate(spec, trace)).isEqualTo(new Run(0, trace + ": accepted, 3 events\n", ""));
    }

    @Test
    void logsAreValidatedAtOnceAndARejectionNamesTheLine() throws IOException {
        Run accepted = Run.of("validate", "--spec", spec, "--mapping", mapping, north, south);
        assertThat(accepted.out()).isEqualTo(north + " and 1 more: accepted, 3 events\n");
        assertThat(accepted.exitCode()).isZero();

        Files.writeString(south, "20 push\n");
        Run rejected = Run.of("validate", "--spec", spec, "--mapping", mapping, north, south);
        assertThat(rejected.exitCode()).isEqualTo(1);
        assertThat(rejected.out())
                .startsWith(south + ":1:1: error: event 2 is no step of Turnstile: Push of process south");
    }

    @Test
    void whatIsWrongIsToldInALine() throws IOException {
        Files.writeString(south, "20 climb\n");
        Path trace = folder.resolve("t.ndjson");

        Run imported = Run.of("import", "--mapping", mapping, north, south, "-o", trace);
        assertThat(imported.exitCode()).isEqualTo(2);
        assertThat(imported.err())
                .endsWith("no rule fits the line, and it is not ignored: climb (" + mapping + ":1)\n");
        assertThat(trace).doesNotExist();
        assertThat(Run.of("validate", "--spec", spec, "--mapping", mapping, north, south)
                        .exitCode())
                .isEqualTo(2);
        assertThat(Run.of("import", "--mapping", folder.resolve("none"), north).err())
                .endsWith(folder.resolve("none") + ": no such mapping\n");
        assertThat(Run.of("validate", "--mapping", mapping, "--merge", north).exitCode())
                .isEqualTo(2);
    }

    @Test
    void theTraceGoesToStandardOutput() {
        Run run = Run.of("import", "--mapping", mapping, north);

        assertThat(run.out())
                .startsWith("{\"lockstep\":1,\"spec\":\"Turnstile\"")
                .hasLineCount(3);
        assertThat(run.err()).startsWith("2 events from 3 lines of 1 log");
        assertThat(Run.of("import", "--mapping", mapping, north, "-o", folder.resolve("t"), "--json")
                        .out())
                .contains("\"events\":2,\"logs\":1,\"lines\":3,\"ignored\":1,\"unmatched\":0");
    }
}
