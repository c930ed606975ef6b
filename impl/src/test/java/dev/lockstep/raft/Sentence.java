package dev.lockstep.raft;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;

/** A test of what one sentence of the paper or the dissertation says; its name is that sentence in our words. */
@Test
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Sentence {
    /** The section, of the paper; or of the dissertation, as {@link PaperTest} says. */
    String section();

    /** All the slips with which this test fails, and no others: {@link RaftPaperSlipTest} compares. */
    Slip[] slips() default {};

    /** Omissions that this sentence is against. */
    Omission[] omissions() default {};
}
