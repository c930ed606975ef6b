/**
 * Runs the cores of any protocol. It defines what a host sees of a core, and has the host that runs one core on one thread over a
 * transport. It knows no protocol, and only the interface of transports.
 */
@NullMarked
package dev.lockstep.host;

import org.jspecify.annotations.NullMarked;
