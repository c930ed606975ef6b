package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lockstep validate --modules}: modules that are not beside the spec. */
class ModulesOptionTest {
    private static final String DOUBLING = """
            ---- MODULE Doubling ----
            EXTENDS Naturals
            Twice(n) == 2 * n
            ====
            """;

    @TempDir
    Path folder;

    private Path spec;
    private Path trace;
    private Path wrong;

    @BeforeEach
    void aSpecThatExtendsAModuleOfAnotherFolder() throws IOException {
        spec = Files.writeString(folder.resolve("Cells.tla"), """
                ---- MODULE Cells ----
                EXTENDS Doubling
                VARIABLE n
                Init == n = 1
                Divide == n' = Twice(n)
                Next == Divide
                Spec == Init /\\ [][Next]_n
                ====
                """);
        Files.writeString(folder.resolve("Cells.cfg"), "SPECIFICATION Spec\n");
        String header = "{\"lockstep\":1,\"spec\":\"Cells\"}\n";
        trace = Files.writeString(folder.resolve("t.ndjson"), header + "{\"action\":\"Divide\",\"state\":{\"n\":2}}\n");
        wrong = Files.writeString(
                folder.resolve("wrong.ndjson"), header + "{\"action\":\"Divide\",\"state\":{\"n\":3}}\n");
    }

    private void isFoundIn(Path modules) {
        assertThat(Run.of("validate", "--modules", modules, "--spec", spec, trace))
                .isEqualTo(new Run(0, trace + ": accepted, 1 events\n", ""));
        assertThat(Run.of("validate", "--modules", modules, "--spec", spec, wrong)
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void aModuleIsFoundInAFolder() throws IOException {
        Path modules = Files.createDirectory(folder.resolve("more"));
        Files.writeString(modules.resolve("Doubling.tla"), DOUBLING);
        isFoundIn(modules);
    }

    @Test
    void aModuleIsFoundInAJar() throws IOException {
        Path jar = folder.resolve("more.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("Doubling.tla"));
            zip.write(DOUBLING.getBytes(StandardCharsets.UTF_8));
        }
        isFoundIn(jar);
    }

    @Test
    void whatIsNotThereIsTold() throws IOException {
        Run without = Run.of("validate", "--spec", spec, trace);
        assertThat(without.exitCode()).isEqualTo(2);
        assertThat(without.err()).contains("Cells.tla:2:9: error: Cannot find source file for module Doubling");
        Path noJar = Files.writeString(folder.resolve("no.jar"), "no jar");
        for (Path modules : List.of(folder.resolve("nowhere"), noJar)) {
            assertThat(Run.of("validate", "--modules", modules, "--spec", spec, trace))
                    .isEqualTo(new Run(2, "", "lockstep: --modules " + modules + ": no such folder or jar\n"));
        }
    }

    @Test
    void theLibraryThatTlcKnowsIsLookedAtToo() throws IOException {
        Path modules = Files.createDirectory(folder.resolve("more"));
        Files.writeString(modules.resolve("Doubling.tla"), DOUBLING);
        System.setProperty("TLA-Library", modules.toString());
        try {
            assertThat(Run.of("validate", "--spec", spec, trace).exitCode()).isZero();
            System.setProperty("TLA-Library", folder.resolve("gone").toString());
            assertThat(Run.of("validate", "--spec", spec, trace).err())
                    .isEqualTo("lockstep: TLA-Library " + folder.resolve("gone") + ": no such folder or jar\n");
        } finally {
            System.clearProperty("TLA-Library");
        }
    }

    @Test
    void thatModulesAreLockstepsOwnIsTold() throws IOException {
        Path last = Files.writeString(folder.resolve("Last.tla"), """
                ---- MODULE Last ----
                EXTENDS Integers, SequencesExt
                VARIABLE s
                Init == s = <<1>>
                Turn == s' = <<3 - Last(s)>>
                Spec == Init /\\ [][Turn]_s
                Inv == Last(s) < 3
                ====
                """);
        Path config = Files.writeString(folder.resolve("Last.cfg"), "SPECIFICATION Spec INVARIANT Inv\n");
        Path turn = Files.writeString(
                folder.resolve("turn.ndjson"),
                "{\"lockstep\":1,\"spec\":\"Last\"}\n{\"action\":\"Turn\",\"state\":{\"s\":[2]}}\n");
        String told = "lockstep: Lockstep's own definitions are used of FiniteSetsExt, Folds, Functions, SequencesExt;"
                + " --modules takes others\n";
        assertThat(Run.of("validate", "--spec", last, turn))
                .isEqualTo(new Run(0, turn + ": accepted, 1 events\n", told));
        Run check = Run.of("check", config);
        assertThat(check.exitCode()).isZero();
        assertThat(check.err()).endsWith(told);
        Path more = Files.createDirectory(folder.resolve("more"));
        Files.writeString(more.resolve("SequencesExt.tla"), "---- MODULE SequencesExt ----\nLast(s) == s[1]\n====\n");
        Run given = Run.of("check", "--modules", more, config);
        assertThat(given.exitCode()).isZero();
        assertThat(given.err()).doesNotContain("own definitions");
    }
}
