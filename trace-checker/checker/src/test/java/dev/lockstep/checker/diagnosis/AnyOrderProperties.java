package dev.lockstep.checker.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Sample;
import dev.lockstep.checker.TrafficLines;
import dev.lockstep.checker.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Processes whose events are logged late, each by another number of events: some order is found in which they are accepted. */
class AnyOrderProperties {
    @Property(tries = 60)
    void eventsThatWereLoggedLateArePutInOrder(
            @ForAll @IntRange(min = 1, max = 1000) int seed,
            @ForAll @Size(3) List<@IntRange(min = 0, max = 5) Integer> delays)
            throws Exception {
        List<String> lines = TrafficLines.of(60, seed);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, lines.size()).boxed().toList());
        order.sort(Comparator.comparing(i -> i + delays.get(TrafficLines.process(lines.get(i)))));
        Sample late = Sample.of(
                "Traffic",
                "\"local\":[\"clock\"],\"complete\":[\"clock\",\"channel\"]",
                order.stream().map(lines::get).toArray(String[]::new));
        CheckResult given = late.check();
        CheckResult result = AnyOrderTest.check(late, 200_000);
        assertThat(result.verdict())
                .as(result.toString())
                .isEqualTo(given.verdict() == Verdict.ACCEPTED ? Verdict.ACCEPTED : Verdict.REORDERED);
    }
}
