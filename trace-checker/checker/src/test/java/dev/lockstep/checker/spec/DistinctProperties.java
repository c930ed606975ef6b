package dev.lockstep.checker.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DistinctProperties {
    private record Numbered(int number) implements SpecState {}

    @Property(seed = "1")
    void eachStateIsThereOnceInTheOrderInWhichItCame(
            @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 24) Integer> numbers) {
        Distinct distinct = new Distinct();
        numbers.forEach(number -> distinct.add(new Numbered(number)));
        List<SpecState> expected = new LinkedHashSet<>(numbers)
                .stream().<SpecState>map(Numbered::new).toList();
        assertEquals(expected, distinct.states());
        assertEquals(expected.size(), distinct.size());
    }
}
