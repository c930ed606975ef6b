package dev.lockstep.clocks.node;

import java.util.OptionalInt;

/**
 * Tells the timestamp of an event, and how far from it other clocks were then.
 *
 * @param error milliseconds: every clock of the group was within so many of the timestamp's time. Empty: the process has not heard from
 *     all others in time, or not for long enough, so that nothing is known of their clocks
 */
public record Stamped(Timestamp timestamp, OptionalInt error) {}
