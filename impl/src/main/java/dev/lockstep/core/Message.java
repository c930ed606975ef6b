package dev.lockstep.core;

/** Represents a message between two processes of a protocol. It is an immutable record, one record type per kind of message. */
public interface Message {
    /** Returns the process that sends it. */
    String from();

    /** Returns the process that it is for. */
    String to();
}
