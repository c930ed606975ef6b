/** Runs of gossiping sites, simulated and over TCP, with clients that judge what their updates have become. */
@NullMarked
package dev.lockstep.gossip.run;

import org.jspecify.annotations.NullMarked;
