package dev.lockstep.core;

/** A message between two processes of a protocol: an immutable record, one record type per kind of message. */
public interface Message {
    /** The process that sends it. */
    String from();

    /** The process that it is for. */
    String to();
}
