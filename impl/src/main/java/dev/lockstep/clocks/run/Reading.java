package dev.lockstep.clocks.run;

/**
 * A clock has been read at an event of its process.
 *
 * @param time real time, in ticks
 * @param clock what the clock shows after the event, in units
 * @param isStepped somebody has stepped the clock
 */
public record Reading(int time, int clock, boolean isStepped) {}
