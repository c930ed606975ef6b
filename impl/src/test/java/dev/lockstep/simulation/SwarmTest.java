package dev.lockstep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a run's own mix of faults is. */
class SwarmTest {
    private static final Map<Fault, Integer> LIKELY = Map.of(Fault.CRASH, 3, Fault.LOSS, 20, Fault.REORDER, 100);

    @Test
    void theSameSeedDrawsTheSameMix() {
        assertThat(Swarm.mix(LIKELY, 5)).isEqualTo(Swarm.mix(LIKELY, 5));
    }

    @Test
    void everyFaultIsInHalfOfTheMixesAndEveryPairOfThemInAQuarter() {
        int crashes = 0;
        int crashesWithLoss = 0;
        Set<Set<Fault>> kinds = new HashSet<>();
        for (int seed = 1; seed <= 1_000; seed++) {
            Set<Fault> mix = Swarm.mix(LIKELY, seed).keySet();
            assertThat(LIKELY.keySet()).containsAll(mix);
            crashes += mix.contains(Fault.CRASH) ? 1 : 0;
            crashesWithLoss += mix.containsAll(Set.of(Fault.CRASH, Fault.LOSS)) ? 1 : 0;
            kinds.add(Set.copyOf(mix));
        }
        assertThat(crashes).isBetween(400, 600);
        assertThat(crashesWithLoss).isBetween(180, 320);
        assertThat(kinds).hasSize(4).allMatch(kind -> kind.contains(Fault.REORDER));
    }

    @Test
    void faultsAreMoreFrequentOrMoreSeldomThanUsual() {
        Set<Integer> crashes = new HashSet<>();
        Set<Integer> losses = new HashSet<>();
        for (int seed = 1; seed <= 200; seed++) {
            Map<Fault, Integer> mix = Swarm.mix(LIKELY, seed);
            crashes.add(mix.getOrDefault(Fault.CRASH, 0));
            losses.add(mix.getOrDefault(Fault.LOSS, 0));
        }
        assertThat(crashes).containsExactlyInAnyOrder(0, 1, 3, 6, 12);
        assertThat(losses).containsExactlyInAnyOrder(0, 5, 10, 20, 40, 80);
    }
}
