/**
 * Implements Raft.tla: the cores of servers that keep one log, and the values that they work with. D. Ongaro and J. Ousterhout, "In Search
 * of an Understandable Consensus Algorithm" (extended version, 2014). Imports the annotations only.
 */
@NullMarked
package dev.lockstep.raft;

import org.jspecify.annotations.NullMarked;
