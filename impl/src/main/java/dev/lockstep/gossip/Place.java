package dev.lockstep.gossip;

import java.util.Set;

/**
 * Tells where a site is in the network.
 *
 * @param replicas all sites, and what they hold replicas of
 * @param partners the sites to which it turns: among these it chooses, or these it sends its mail
 */
public record Place(String id, Replicas replicas, Set<String> partners) {
    /** Copies the set. */
    public Place {
        partners = Set.copyOf(partners);
    }

    /** Returns whether the site may turn to this one, which is another: the spec's operator {@code IsPartner}. */
    boolean isPartner(String r) {
        return partners.contains(r) && !r.equals(id);
    }
}
