package dev.lockstep.toy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.run.CrashContract;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.Description;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.Packet;
import dev.lockstep.toy.HighWater.Message;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A protocol written on the runtime in a hundred lines beside its core: simulated, killed, validated. */
class HighWaterTest extends CrashContract<Packet<Message>, InstanceNode<Message>, HighWaterProtocol.News> {
    @Override
    protected Description<Packet<Message>, InstanceNode<Message>, HighWaterProtocol.News> description() {
        return new HighWaterProtocol();
    }

    @Override
    protected HighWaterProtocol.Group deployment(int nodes) {
        return HighWaterProtocol.group(nodes, HighWater::new);
    }

    @Override
    protected Path spec() {
        try {
            return Path.of(Objects.requireNonNull(getClass().getResource("/toy/HighWater.tla"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Map<String, Deployment<Packet<Message>, InstanceNode<Message>, HighWaterProtocol.News>> slips() {
        return Map.of(
                "forgets at a crash",
                HighWaterProtocol.group(3, (id, all, stable) -> new HighWater(id, all, stable) {
                    @Override
                    int recovered(int found) {
                        return 0;
                    }
                }),
                "counts what it has not heard",
                HighWaterProtocol.group(3, (id, all, stable) -> new HighWater(id, all, stable) {
                    @Override
                    Map<String, Integer> heard(Message m) {
                        return super.heard(new Message.Has(m.from(), m.to(), m.value() + 1));
                    }
                }));
    }

    /** Its processes never believe that the others have heard of what they tell. */
    @Override
    protected Deployment<Packet<Message>, InstanceNode<Message>, HighWaterProtocol.News> endless() {
        return HighWaterProtocol.group(3, (id, all, stable) -> new HighWater(id, all, stable) {
            @Override
            Map<String, Integer> heard(Message m) {
                return super.heard(new Message.Has(m.from(), m.to(), 0));
            }
        });
    }

    /** The canary of {@link #requireAllActions}: processes that refuse nothing, an action that is taken though it is excepted, and none. */
    @Test
    void anActionThatNoRunTakesIsCaught() {
        assertThatThrownBy(() -> requireAllActions(
                        nodes -> HighWaterProtocol.group(nodes, (id, all, stable) -> new HighWater(id, all, stable) {
                            @Override
                            void ask(int v) {
                                if (v > known()) {
                                    raise(v);
                                }
                            }
                        }),
                        Set.of()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("RefuseRaise");
        assertThatThrownBy(() -> requireAllActions(this::deployment, Set.of("RefuseRaise")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("RefuseRaise");
        assertThatThrownBy(() -> requireAllActions(this::deployment, Set.of("Refuse")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the actions that are excepted");
    }
}
