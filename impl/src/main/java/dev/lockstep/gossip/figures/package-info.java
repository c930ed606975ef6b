/** Computes the figures of Demers et al. 1987 on the cores: many sites, one update, synchronous cycles. */
@NullMarked
package dev.lockstep.gossip.figures;

import org.jspecify.annotations.NullMarked;
