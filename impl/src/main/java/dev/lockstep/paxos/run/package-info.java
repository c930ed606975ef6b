/**
 * Makes whole runs of Paxos, simulated and over TCP, as the {@code lockstep} command asks for them. They check agreement and validity on
 * each.
 */
@NullMarked
package dev.lockstep.paxos.run;

import org.jspecify.annotations.NullMarked;
