package dev.lockstep.host;

import java.io.Closeable;

/**
 * Carries messages between the hosts of one protocol. What one process sends another arrives once and in the order of sending, if at
 * all; what is sent while the other cannot be reached waits, up to the transport's limit.
 */
public interface Transport<M> extends Closeable {
    /** What a transport tells its host, on any thread. */
    interface Receiver<M> {
        /** A message came in. Must not block. */
        void received(String from, Envelope<M> envelope);

        /** The transport cannot do what it promises any more. */
        void failed(Exception cause);
    }

    /** Begins to receive. What came in before has waited. */
    void start(Receiver<M> receiver);

    /** Does not block. */
    void send(String to, Envelope<M> envelope);

    /** Stops at once; what has not been sent is lost. Does nothing the second time. */
    @Override
    void close();
}
