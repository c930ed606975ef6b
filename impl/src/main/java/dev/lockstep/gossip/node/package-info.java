/** Hosts gossiping sites: when a site exchanges what with whom, and when what it holds becomes durable. */
@NullMarked
package dev.lockstep.gossip.node;

import org.jspecify.annotations.NullMarked;
