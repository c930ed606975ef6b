/**
 * Runs the cores of any protocol: what a host sees of a core, and the host that runs one core on one thread over a transport.
 * Knows no protocol, and of transports only the interface.
 */
@NullMarked
package dev.lockstep.host;

import org.jspecify.annotations.NullMarked;
