package dev.lockstep.checker.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EqualityTest {
    private static FiniteSet set() {
        return FiniteSet.of(new Object[] {"a", "b"}, 2);
    }

    private static boolean growsInPlace(FiniteSet set) {
        return set.isVersionOf(set.with("c"));
    }

    @Test
    void aSetIsExtendedInPlaceUnlessItIsFrozen() {
        FiniteSet set = set();
        Equality.freeze(set);
        assertThat(growsInPlace(set)).isFalse();
        assertThat(growsInPlace(set())).isTrue();
    }

    @Test
    void allThatIsWithinAFrozenValueIsFrozen() {
        FiniteSet argument = set();
        FiniteSet result = set();
        FiniteSet element = set();
        Equality.freeze(Fun.of(new Object[] {argument, "other"}, new Object[] {result, Seq.of(element)}));
        assertThat(growsInPlace(argument)).isFalse();
        assertThat(growsInPlace(result)).isFalse();
        assertThat(growsInPlace(element)).isFalse();
    }
}
