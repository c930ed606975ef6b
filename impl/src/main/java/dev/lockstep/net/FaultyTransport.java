package dev.lockstep.net;

import dev.lockstep.host.Envelope;
import dev.lockstep.host.Transport;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Turns a transport into one that loses, duplicates and reorders messages. These are faults to inject where a protocol claims to bear them.
 * One message in {@value #ONE_IN} suffers each fault. One thread uses the transport, as a host does.
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

    public FaultyTransport(Transport<M> transport, Set<Fault> faults, RandomGenerator random) {
        this.transport = transport;
        this.faults = Set.copyOf(faults);
        this.random = random;
    }

    @Override
    public void start(Receiver<M> receiver) {
        transport.start(receiver);
    }

    @Override
    public void send(String to, Envelope<M> envelope) {
        if (happens(Fault.LOSS)) {
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
