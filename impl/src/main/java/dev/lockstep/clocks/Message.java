package dev.lockstep.clocks;

/**
 * Carries the reading of its sender's clock (IR2' a).
 *
 * @param sent real time at which it was sent, in ticks: no process looks at it; it says when the message may arrive
 * @param timestamp what the sender's clock showed then, in units
 */
public record Message(String from, String to, int sent, int timestamp) implements dev.lockstep.core.Message {}
