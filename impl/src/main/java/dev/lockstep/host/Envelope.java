package dev.lockstep.host;

/**
 * Carries a message on its way.
 *
 * @param time the time of the sender's recorder when the message went out; it orders the events of a trace, and is no part of the protocol.
 * It is 0 if there is no recorder
 */
public record Envelope<M>(long time, M message) {}
