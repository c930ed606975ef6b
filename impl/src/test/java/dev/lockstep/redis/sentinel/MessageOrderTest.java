package dev.lockstep.redis.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a sentinel sends does not depend on how sets of the JVM are laid out, which is another way in each: a seed gives one run. */
class MessageOrderTest {
    private static final int SENTINELS = 12;

    @Test
    void othersAreAskedInTheOrderOfTheirNames() {
        Set<String> others = new TreeSet<>();
        for (int i = 2; i <= SENTINELS; i++) {
            others.add("s" + i);
        }
        Map<String, Set<String>> known = new TreeMap<>();
        others.forEach(each -> known.put(each, Set.of()));
        known.put("s1", Set.copyOf(others));
        Sentinel sentinel = new Sentinel("s1", new Layout(Set.of("a", "b"), "a", known, 2), Optional.empty());

        sentinel.sDown("a");
        sentinel.askOthers();
        assertThat(sentinel.drain()).extracting(Message::to).containsExactlyElementsOf(others);

        sentinel.sayHello();
        assertThat(sentinel.drain()).extracting(Message::to).containsExactlyElementsOf(others);
    }
}
