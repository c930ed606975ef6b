package dev.lockstep.raft.benchmark;

import java.io.IOException;

/** A cluster of three servers in this JVM, each with a disk folder of its own, that clients put values into. */
interface Contestant extends AutoCloseable {
    /** One client; used by one thread. */
    interface Client {
        /** Returns when most servers have the value durably and it has been applied. */
        void put(String key, String value) throws Exception;
    }

    Client client() throws Exception;

    @Override
    void close() throws IOException;
}
