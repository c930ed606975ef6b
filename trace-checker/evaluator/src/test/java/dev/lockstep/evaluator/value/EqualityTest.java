package dev.lockstep.evaluator.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    @Test
    void inWhateverOrderItsArgumentsComeAFunctionIsTheSame() {
        Model a = new Model("a");
        Model b = new Model("b");
        Object function = Fun.of(new Object[] {a, b}, new Object[] {1, 2});
        assertThat(Fun.of(new Object[] {b, a}, new Object[] {2, 1})).isEqualTo(function);
        assertThat(Fun.of(new Object[] {b, a}, new Object[] {1, 2})).isNotEqualTo(function);
        Fun.of(new Object[] {2, 1, 3}, new Object[] {"b", "a", "c"});
        assertThat(Fun.of(new Object[] {1, 3, 2}, new Object[] {"a", "c", "b"})).isEqualTo(Seq.of("a", "b", "c"));
    }

    @Test
    void recordsThatDifferInFieldsOfUnlikeKindsAreLeftToTlc() {
        Object asked = Fun.of(new Object[] {"type", "of"}, new Object[] {"asked", 1});
        Object told = Fun.of(new Object[] {"type", "of"}, new Object[] {"told", "x"});
        assertThatThrownBy(() -> Equality.same(asked, told)).isInstanceOf(Undecided.class);
        assertThat(Equality.same(asked, Fun.of(new Object[] {"type", "of"}, new Object[] {"asked", 2})))
                .isFalse();
    }
}
