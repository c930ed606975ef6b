package dev.lockstep.clocks.node;

import dev.lockstep.clocks.Message;
import dev.lockstep.host.Host;
import dev.lockstep.host.Transport;
import dev.lockstep.net.ByHand;
import dev.lockstep.run.Packet;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Gives programs timestamps, as one process of a group whose clocks are kept together: physical clocks of Lamport 1978. Thread-safe.
 *
 * <p>Nothing is kept on a disk: a process that was closed must not be started again in its group. Clocks count milliseconds in an {@code
 * int}, which is enough for 24 days.
 */
public final class TimestampNode implements ByHand.Server {
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Timestamps timestamps;
    private final Host<Packet<Message>> host;

    /** Starts one process of the group. */
    public TimestampNode(Timestamps timestamps, Transport<Packet<Message>> transport) {
        this.timestamps = timestamps;
        this.host = new Host<>(timestamps.node(), transport, null);
        host.onEnd(timestamps::end);
        host.start();
        host.every(PAUSE, timestamps::act);
    }

    /** Asks for the timestamp of an event that happens after the call. A message that is sent after it has the same. */
    public CompletableFuture<Stamped> stamp() {
        return host.ask(answer -> answer.complete(timestamps.stamp()));
    }

    /**
     * Asks for the timestamp of an event that has happened after another, such as the receipt of a message.
     *
     * @param earlier the timestamp of the other, such as that which the message has brought
     * @return a later timestamp, when the clock has come so far. Fails if no clock of the group can show that time yet, and when the node ends
     */
    public CompletableFuture<Stamped> stampAfter(Timestamp earlier) {
        return host.ask(answer -> timestamps.stampAfter(earlier, answer));
    }

    /** Hears why the node has ended, on any thread; at once if it has. */
    @Override
    public void onEnd(Consumer<IllegalStateException> callback) {
        host.onEnd(callback);
    }

    /** Ends the node as a failure would. */
    @Override
    public void close() {
        host.close();
    }
}
