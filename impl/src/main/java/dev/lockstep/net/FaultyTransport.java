package dev.lockstep.net;

import dev.lockstep.host.Envelope;
import dev.lockstep.host.Transport;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Turns a transport into one that loses, duplicates and reorders messages, and that may be cut off from others. These are faults to inject
 * where a protocol claims to bear them. One message in {@value #ONE_IN} suffers each fault. One thread uses the transport, as a host does.
 */
public final class FaultyTransport<M> implements Transport<M> {
    /** Names the faults that may happen to a message. */
    public enum Fault {
        LOSS,
        DUPLICATION,
        /** The message is held back until the next message to the same process has gone. */
        REORDER
    }

    private static final int ONE_IN = 20;

    private final Transport<M> transport;
    private final Set<Fault> faults;
    private final RandomGenerator random;
    private final Map<String, Envelope<M>> heldBack = new HashMap<>();
    private final AtomicLong cutOff = new AtomicLong();
    private volatile Set<String> unreachable = Set.of();

    public FaultyTransport(Transport<M> transport, Set<Fault> faults, RandomGenerator random) {
        this.transport = transport;
        this.faults = Set.copyOf(faults);
        this.random = random;
    }

    @Override
    public void start(Receiver<M> receiver) {
        transport.start(new Receiver<>() {
            @Override
            public void received(String from, Envelope<M> envelope) {
                if (!isCutOff(from)) {
                    receiver.received(from, envelope);
                }
            }

            @Override
            public void failed(Exception cause) {
                receiver.failed(cause);
            }
        });
    }

    /**
     * Cuts the links to these processes, both ways, and heals all others. What comes over a cut link is lost, also if it was sent before; so
     * is what would leave.
     *
     * @param others none: the network is whole
     */
    public void cut(Set<String> others) {
        unreachable = Set.copyOf(others);
    }

    /** Returns how many messages have been lost because a link was cut. */
    public long cutOff() {
        return cutOff.get();
    }

    private boolean isCutOff(String other) {
        boolean isCut = unreachable.contains(other);
        if (isCut) {
            cutOff.incrementAndGet();
        }
        return isCut;
    }

    @Override
    public void send(String to, Envelope<M> envelope) {
        if (isCutOff(to) || happens(Fault.LOSS)) {
            return;
        }
        if (happens(Fault.DUPLICATION)) {
            transport.send(to, envelope);
        }
        if (!heldBack.containsKey(to) && happens(Fault.REORDER)) {
            heldBack.put(to, envelope);
            return;
        }
        transport.send(to, envelope);
        Envelope<M> late = heldBack.remove(to);
        if (late != null) {
            transport.send(to, late);
        }
    }

    private boolean happens(Fault fault) {
        return faults.contains(fault) && random.nextInt(ONE_IN) == 0;
    }

    @Override
    public void close() {
        transport.close();
    }
}
