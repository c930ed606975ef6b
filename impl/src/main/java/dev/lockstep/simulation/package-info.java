/**
 * Runs the cores of any protocol in one thread. Every choice is drawn from one schedule: the same schedule gives the same run. The package
 * knows no protocol and no real network.
 */
@NullMarked
package dev.lockstep.simulation;

import org.jspecify.annotations.NullMarked;
