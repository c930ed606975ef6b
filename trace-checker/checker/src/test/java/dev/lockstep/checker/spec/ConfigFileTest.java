package dev.lockstep.checker.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a config says, and where. */
class ConfigFileTest {
    private static final ConfigFile CONFIG = ConfigFile.of("""
            \uFEFFSPECIFICATION Spec \\* PROPERTY Not
            (* PROPERTY (* nor *) this *)
            PROPERTIES A
              B \\* C
            ALIAS Shown
            INVARIANT I
            PROPERTY D
            CONSTANTS N = 3
              Proc = {"INVARIANT", b}  Max <- Most
            CHECK_DEADLOCK FALSE
            POSTCONDITION Seen
            """);

    @Test
    void namesFollowKeywords() {
        assertThat(CONFIG.names("PROPERTY", "PROPERTIES")).containsExactly("A", "B", "D");
        assertThat(CONFIG.names("INVARIANT")).containsExactly("I");
        assertThat(CONFIG.names("SPECIFICATION")).containsExactly("Spec");
    }

    @Test
    void linesAreThoseOfTheFile() {
        assertThat(CONFIG.line("B")).hasValue(4);
        assertThat(CONFIG.line("I")).hasValue(6);
        assertThat(CONFIG.line("Max")).hasValue(9);
        assertThat(CONFIG.line("Not")).isEmpty();
        assertThat(CONFIG.valued()).containsExactly(new ConfigFile.Word("N", 8), new ConfigFile.Word("Proc", 9));
    }

    @Test
    void newerKeywordsAreBlankForTheOwnTlc() {
        String own = CONFIG.forOwnTlc();
        assertThat(own).startsWith("SPECIFICATION").doesNotContain("ALIAS", "Shown", "POSTCONDITION");
        assertThat(own.lines().toList()).hasSameSizeAs(CONFIG.text().lines().toList());
        assertThat(ConfigFile.of(own).line("Max")).hasValue(9);
        assertThat(CONFIG.ofNoMatter()).containsExactly("ALIAS Shown", "CHECK_DEADLOCK FALSE", "POSTCONDITION Seen");
    }
}
