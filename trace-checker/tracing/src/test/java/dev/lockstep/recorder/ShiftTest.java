package dev.lockstep.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.annotations.Grown;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** How one list became another. */
class ShiftTest {
    @Test
    void anEqualListLostAndGotNothing() {
        assertThat(Shift.between(List.of(1, 2), List.of(1, 2)).isNone()).isTrue();
    }

    @Test
    void whatWasTakenFromTheHeadAndPutAtTheEndIsTold() {
        assertThat(Shift.between(List.of(1, 2, 3), List.of(3, 4))).isEqualTo(new Shift(List.of(1, 2), List.of(4)));
    }

    @Test
    void asFewAsPossibleAreTaken() {
        assertThat(Shift.between(List.of(1, 1), List.of(1, 1, 1))).isEqualTo(new Shift(List.of(), List.of(1)));
    }

    @Test
    void aListThatIsCutAtItsEndWasTakenWhole() {
        assertThat(Shift.between(List.of(1, 2), List.of(1))).isEqualTo(new Shift(List.of(1, 2), List.of(1)));
    }

    /** A list that is right, or not, when asked. */
    private static final class Says extends ArrayList<Integer> implements Grown {
        private static final long serialVersionUID = 1;
        private final boolean answer;

        Says(boolean answer, List<Integer> elements) {
            super(elements);
            this.answer = answer;
        }

        @Override
        public boolean grewOutOf(List<?> other) {
            return answer;
        }
    }

    @Test
    void aListThatKnowsWhatItGrewOutOfIsBelievedAndOneThatDoesNotIsCompared() {
        List<Integer> before = List.of(1, 2);
        assertThat(Shift.between(before, new Says(true, List.of(1, 2, 3)))).isEqualTo(new Shift(List.of(), List.of(3)));
        assertThat(Shift.between(before, new Says(false, List.of(2, 3)))).isEqualTo(new Shift(List.of(1), List.of(3)));
        assertThat(Shift.between(before, new Says(true, List.of(7, 7, 3))))
                .as("it is not looked at")
                .isEqualTo(new Shift(List.of(), List.of(3)));
    }

    @Property
    void theNewListIsTheOldOneWithoutWhatWasTakenAndWithWhatWasPut(
            @ForAll @Size(max = 6) List<@IntRange(max = 2) Integer> before,
            @ForAll @Size(max = 6) List<@IntRange(max = 2) Integer> after) {
        Shift shift = Shift.between(before, after);
        List<Integer> rest = before.subList(shift.taken().size(), before.size());

        assertThat(shift.taken()).isEqualTo(before.subList(0, shift.taken().size()));
        assertThat(after.subList(0, rest.size())).isEqualTo(rest);
        assertThat(shift.put()).isEqualTo(after.subList(rest.size(), after.size()));
    }
}
