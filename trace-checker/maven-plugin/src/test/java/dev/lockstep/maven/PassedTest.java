package dev.lockstep.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered is forgotten as soon as anything that the result depends on is another. */
class PassedTest {
    @TempDir
    Path folder;

    private Path config;

    @BeforeEach
    void aModelThatHasPassed() throws IOException {
        Files.createDirectories(folder.resolve("specs/models"));
        write("specs/Spec.tla", "---- MODULE Spec ----");
        config = write("specs/models/One.cfg", "SPECIFICATION Spec");
        passed("TLC 1").add(config);
        assertThat(passed("TLC 1").has(config)).isTrue();
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private Passed passed(String key) {
        return new Passed(folder.resolve("passed"), key);
    }

    @Test
    void anotherConfigIsNotKnown() throws IOException {
        write("specs/models/One.cfg", "SPECIFICATION Other");
        assertThat(passed("TLC 1").has(config)).isFalse();
    }

    @Test
    void anotherModuleInTheFolderAboveIsNotKnown() throws IOException {
        write("specs/Spec.tla", "---- MODULE Spec ---- ");
        assertThat(passed("TLC 1").has(config)).isFalse();
    }

    @Test
    void oneMoreModuleIsNotKnown() throws IOException {
        write("specs/models/MC.tla", "");
        assertThat(passed("TLC 1").has(config)).isFalse();
    }

    @Test
    void anotherTlcKnowsNothing() throws IOException {
        assertThat(passed("TLC 2").has(config)).isFalse();
    }

    @Test
    void whatIsWrittenBackIsKnownAgain() throws IOException {
        write("specs/Spec.tla", "another");
        write("specs/Spec.tla", "---- MODULE Spec ----");
        assertThat(passed("TLC 1").has(config)).isTrue();
    }

    @Test
    void configsOfTracesAreNoModels() throws IOException {
        write("specs/Spec.cfg", "\\* expect: accepted traces\nSPECIFICATION Spec");
        assertThat(passed("TLC 1").configs(folder)).containsExactly(config);
    }
}
