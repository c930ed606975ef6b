package dev.lockstep.host;

import java.io.Closeable;

/**
 * Carries messages between the hosts of one protocol. The messages from one process to another arrive once and in the order of sending, if
 * at all. While the other process cannot be reached they wait, up to the transport's limit.
 */
public interface Transport<M> extends Closeable {
    /** Receives what a transport tells its host, on any thread. */
    interface Receiver<M> {
        /** Takes a message that came in. It must not block. */
        void received(String from, Envelope<M> envelope);

        /** Tells that the transport can no longer do what it promises. */
        void failed(Exception cause);
    }

    /** Begins to receive. Messages that came in before have waited. */
    void start(Receiver<M> receiver);

    /** Sends a message, and does not block. */
    void send(String to, Envelope<M> envelope);

    /** Stops at once; messages that have not been sent are lost. The second call has no effect. */
    @Override
    void close();
}
