package dev.lockstep.host;

/**
 * A message on its way.
 *
 * @param time of the sender's recorder when it went out: what orders the events of a trace, and no part of the protocol; 0: none
 */
public record Envelope<M>(long time, M message) {}
