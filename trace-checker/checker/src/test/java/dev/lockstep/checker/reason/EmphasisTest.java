package dev.lockstep.checker.reason;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Lines are cut without their marks, and no mark is cut or left open. */
class EmphasisTest {
    private static final Emphasis STARS = new Emphasis("<b>", "</b>");

    @Test
    void marksDoNotCount() {
        assertThat(STARS.cut("at <b>x = 1 is FALSE</b>: x", 20)).isEqualTo("at <b>x = 1 is FALSE</b>: x");
    }

    @Test
    void aMarkThatIsCutIsClosed() {
        assertThat(STARS.cut("at <b>x = 1 is FALSE</b>: x = 2", 12))
                .isEqualTo("at <b>x = 1 </b>".replace("1 </b>", "1 ...</b>"));
        assertThat(STARS.cut("at <b>x</b> is FALSE: x = 2", 12)).isEqualTo("at <b>x</b> is F...");
    }

    @Test
    void withoutMarksALineIsCutAsItIs() {
        assertThat(Emphasis.NONE.cut("123456", 6)).isEqualTo("123456");
        assertThat(Emphasis.NONE.cut("1234567", 6)).isEqualTo("123...");
    }
}
