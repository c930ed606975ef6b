package dev.lockstep.mutex.node;

import static java.util.Objects.requireNonNull;

import dev.lockstep.host.Core;
import dev.lockstep.host.Send;
import dev.lockstep.host.Step;
import dev.lockstep.mutex.LamportMutex;
import dev.lockstep.mutex.Message;
import dev.lockstep.mutex.Phase;
import dev.lockstep.mutex.Ticket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link LamportMutex} for any host: gives each message to its action, and enters as soon as rule 5 allows. */
public final class HostedMutex implements Core<Message> {
    /** Told of what happens at a process, on its host's thread, right after the action. */
    public interface Listener {
        /** Any action. */
        default void acted() {}

        default void requested(Ticket ticket) {}

        /** The process holds the resource from now on. */
        default void granted(Ticket ticket) {}

        /** The process no longer holds the resource. */
        default void released(Ticket ticket) {}
    }

    private final String id;
    private final LamportMutex mutex;
    private final Listener listener;
    private @Nullable Ticket ticket;

    public HostedMutex(String id, LamportMutex mutex, Listener listener) {
        this.id = id;
        this.mutex = mutex;
        this.listener = listener;
    }

    @Override
    public String id() {
        return id;
    }

    public Phase phase() {
        return mutex.phase();
    }

    /** @throws IllegalStateException it is waiting or holding already */
    public void request() {
        mutex.request();
        listener.acted();
        ticket = new Ticket(id, mutex.clock());
        listener.requested(ticket);
        enterIfGranted();
    }

    /** @throws IllegalStateException it does not hold the resource */
    public void release() {
        mutex.release();
        listener.acted();
        listener.released(requireNonNull(ticket));
    }

    @Override
    public void receive(Message message) {
        mutex.receive(message);
        listener.acted();
        enterIfGranted();
    }

    private void enterIfGranted() {
        if (mutex.canEnter()) {
            mutex.enter();
            listener.acted();
            listener.granted(requireNonNull(ticket));
        }
    }

    @Override
    public List<Step> steps() {
        return switch (mutex.phase()) {
            case IDLE -> List.of(new Step("request", true, this::request));
            case WAITING -> List.of();
            case HOLDING -> List.of(new Step("release", false, this::release));
        };
    }

    @Override
    public List<Send<Message>> drain() {
        return mutex.drain().stream().map(m -> new Send<>(m.to(), m)).toList();
    }
}
