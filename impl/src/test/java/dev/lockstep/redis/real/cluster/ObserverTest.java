package dev.lockstep.redis.real.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lockstep.redis.client.Reply;
import dev.lockstep.redis.cluster.ClusterNode;
import dev.lockstep.redis.real.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node in Java joins a cluster of real nodes, and learns from their bus who has which slot. Where they are not installed the test is skipped; in CI it fails. */
@Timeout(300)
class ObserverTest {
    private static final ClusterLayout LAYOUT = new ClusterLayout(3, 3, 3);

    @TempDir
    Path folder;

    private ClusterGroup group;

    /** Tells whether the core takes the same nodes for masters, and for owners of slots, as a real node does. */
    private boolean agrees(ClusterNode core, String real) throws IOException {
        ClusterView view = group.view(real);
        synchronized (core) {
            boolean isSame = true;
            for (int slot : LAYOUT.owners().keySet()) {
                isSame &= core.slots().get(slot).equals(Optional.of(view.owner(LAYOUT.redis(slot))));
            }
            for (String node : LAYOUT.nodes()) {
                isSame &= core.masterOf(node)
                        .orElse(ClusterLayout.NONE)
                        .equals(view.masters().get(node));
            }
            return isSame;
        }
    }

    @Test
    void aNodeInJavaJoinsARealClusterAndAgreesWithItAlsoAfterAMoveAndATakeover() throws Exception {
        assumeTrue(
                Installed.isThere() || System.getenv("CI") != null,
                "redis-server and redis-sentinel are not installed");
        group = ClusterGroup.start(Installed.require(), Files.createDirectory(folder.resolve("nodes")), LAYOUT);
        try (Observer observer = new Observer(LAYOUT, "");
                Observer deaf = new Observer(LAYOUT, "n4")) {
            for (String node : new String[] {"n1", "n2"}) {
                int port = Integer.parseInt(
                        ((Reply.Text) ((Reply.Many) group.command(node, "CONFIG", "GET", "cluster-port"))
                                        .replies()
                                        .get(1))
                                .text());
                observer.meet(port);
                deaf.meet(port);
            }
            group.awaitThat("that the observer agrees", () -> agrees(observer.core(), "n1"));

            int slot = LAYOUT.movable().get(0);
            assertThat(new Resharding(group).move(slot, "n1", "n2")).isTrue();
            assertThat(group.command("n4", "CLUSTER", "FAILOVER", "TAKEOVER")).isEqualTo(new Reply.Text("OK"));

            group.awaitThat(
                    "that all have heard of the takeover",
                    () -> group.view("n1").owner(0).equals("n4"));
            group.awaitThat("that the observer agrees again", () -> agrees(observer.core(), "n2"));
            synchronized (observer.core()) {
                assertThat(observer.core().slots())
                        .containsEntry(0, Optional.of("n4"))
                        .containsEntry(slot, Optional.of("n2"));
                assertThat(observer.core().currentEpoch()).isGreaterThan(3);
            }
            assertThat(agrees(deaf.core(), "n2"))
                    .as("it has not heard what n4 says")
                    .isFalse();
        } finally {
            group.close();
        }
    }
}
