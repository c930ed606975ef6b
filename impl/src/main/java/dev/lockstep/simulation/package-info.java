/**
 * Runs the cores of any protocol in one thread, with every choice drawn from one schedule: same schedule, same run. Knows no
 * protocol and no real network.
 */
@NullMarked
package dev.lockstep.simulation;

import org.jspecify.annotations.NullMarked;
