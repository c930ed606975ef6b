package dev.lockstep.redis.sentinel.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.redis.sentinel.Layout;
import dev.lockstep.redis.sentinel.Message;
import dev.lockstep.redis.sentinel.Message.Hello;
import dev.lockstep.redis.sentinel.Sentinel;
import dev.lockstep.redis.sentinel.SentinelSlip;
import dev.lockstep.redis.sentinel.Server;
import dev.lockstep.redis.sentinel.run.SentinelProtocol.Cores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sentinel that is killed between {@code +switch-master} and the write of its configuration. Hosts of the cores write before anything of
 * a step is seen, so that no run shows it: here it is, by hand.
 */
class KilledUnsavedTest {
    private static final Layout LAYOUT = new Layout(
            new TreeSet<>(Set.of("a", "b")), "a", new TreeMap<>(Map.of("s1", Set.of("s2"), "s2", Set.of("s1"))), 1);

    @TempDir
    private Path folder;

    /** Makes b the master by s1, and then has s2 do something with what s1 publishes. */
    private CheckResult validated(Cores cores, BiConsumer<Sentinel, Hello> steps) throws IOException {
        Path trace = folder.resolve("t.ndjson");
        try (Recorder recorder = Recorder.open(trace, new SentinelProtocol.Group(LAYOUT, cores).header())) {
            Sentinel leader = cores.sentinel("s1", LAYOUT, Optional.empty());
            Sentinel other = cores.sentinel("s2", LAYOUT, Optional.empty());
            Server replica = cores.server("b", LAYOUT, Optional.empty());
            recorder.attach(leader);
            recorder.attach(other);
            recorder.attach(replica);
            leader.forceFailover();
            leader.ownVote("s1");
            leader.becomeLeader();
            leader.selectSlave("b");
            leader.sendSlaveOfNoOne();
            leader.drain().forEach(replica::receive);
            replica.sayInfo();
            replica.drain().stream().filter(m -> m.to().equals("s1")).forEach(leader::receive);
            leader.seePromoted();
            leader.sayHello();
            for (Message hello : leader.drain()) {
                other.newEpoch(hello);
                steps.accept(other, (Hello) hello);
            }
        }
        return TraceAssertions.check(trace);
    }

    private static void killed(Sentinel sentinel, Hello hello) {
        sentinel.takeConfig(hello);
        sentinel.crash();
        sentinel.restart();
        sentinel.sayHello();
        assertThat(sentinel.configEpoch()).isZero();
        assertThat(sentinel.master()).isEqualTo("a");
    }

    private static void saved(Sentinel sentinel, Hello hello) {
        sentinel.takeConfig(hello);
        sentinel.saveConfig();
        sentinel.crash();
        sentinel.restart();
        sentinel.sayHello();
        assertThat(sentinel.configEpoch()).isEqualTo(1);
        assertThat(sentinel.master()).isEqualTo("b");
    }

    @Test
    void theConfigurationIsBackThatWasThereBefore() throws IOException {
        CheckResult result = validated(Cores.RIGHT, KilledUnsavedTest::killed);
        assertThat(result.verdict()).as("%s", result).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void theOneThatWasSavedStays() throws IOException {
        CheckResult result = validated(Cores.RIGHT, KilledUnsavedTest::saved);
        assertThat(result.verdict()).as("%s", result).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void oneThatDoesNotSaveWhatItHasLoggedIsRejectedThere() throws IOException {
        CheckResult result = validated(SentinelSlip.DOES_NOT_SAVE_WHAT_IT_HAS_LOGGED, (sentinel, hello) -> {
            sentinel.takeConfig(hello);
            sentinel.saveConfig();
        });
        assertThat(result.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(result.explanation().get(0)).contains(" is no step of RedisSentinel: SaveConfig(");
    }

    @Test
    void oneThatSavesBeforeItLogsIsRejectedThere() throws IOException {
        CheckResult result =
                validated(SentinelSlip.SAVES_BEFORE_IT_LOGS, (sentinel, hello) -> sentinel.takeConfig(hello));
        assertThat(result.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(result.explanation().get(0)).contains(" is no step of RedisSentinel: TakeConfig(");
    }

    @Test
    void nothingIsSaidBeforeItIsSaved() {
        assertThatThrownBy(() -> validated(Cores.RIGHT, (sentinel, hello) -> {
                    sentinel.takeConfig(hello);
                    sentinel.sayHello();
                }))
                .hasMessageContaining("not enabled");
    }
}
