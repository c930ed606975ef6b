package dev.lockstep.redis.sentinel.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.redis.sentinel.Layout;
import dev.lockstep.redis.sentinel.Sentinel;
import dev.lockstep.redis.sentinel.run.News.Kind;
import dev.lockstep.run.BatchNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The judge of failovers that are not over. */
class SentinelClientsTest {
    private final SentinelClients judge = new SentinelClients(bound -> 0, (node, news) -> {});

    private void check() {
        judge.check(node -> {
            throw new AssertionError("no disk is looked at");
        });
    }

    @Test
    void aFailoverThatDoesNotEndIsTold() {
        judge.told("s1", new News(Kind.BEGUN, 1));
        assertThatThrownBy(this::check).hasMessage("liveness: failovers that are not over, by sentinel: {s1=1}");
    }

    /** The process that comes after a killed one knows nothing of what that one had under way. */
    @Test
    void aFailoverEndsWithItsProcess() {
        judge.told("s1", new News(Kind.BEGUN, 1));
        SentinelClients successors = new SentinelClients(bound -> 0, judge::told);
        Layout layout =
                new Layout(new TreeSet<>(List.of("a", "b")), "a", Map.of("s1", Set.of("s2"), "s2", Set.of("s1")), 2);
        successors.stepped("s1", BatchNode.INSTANCE, List.of(new Sentinel("s1", layout, Optional.empty())));
        assertThatCode(this::check).doesNotThrowAnyException();
    }
}
