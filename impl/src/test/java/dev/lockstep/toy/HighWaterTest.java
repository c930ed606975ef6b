package dev.lockstep.toy;

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
    protected Set<String> actions() {
        return Set.of(
                "Raise", "RefuseRaise", "Persist", "Follow", "Answer", "ReceiveHas", "TellAgain", "Crash", "Restart");
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
}
