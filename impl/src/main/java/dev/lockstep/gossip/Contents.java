package dev.lockstep.gossip;

import java.util.Set;

/** What a site has on its disk: the updates that its database holds, one of each key at most. */
public record Contents(Set<Update> updates) {}
