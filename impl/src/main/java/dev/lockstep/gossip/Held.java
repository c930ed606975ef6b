package dev.lockstep.gossip;

import java.util.Optional;
import java.util.Set;

/**
 * Tells what a site holds for one key when deletions leave death certificates: an item, a certificate, or nothing.
 *
 * @param value empty: a certificate, or nothing
 * @param time the ordinary time, by which the later of two updates is told; 0: nothing
 * @param active the activation time of a certificate, in ticks of a clock, from which its age counts; that of its ordinary time until it awakens
 * @param retention the sites that keep a certificate when it is dormant
 */
public record Held(Optional<String> value, int time, int active, Set<String> retention) {
    /** Stands for nothing: the site holds neither an item nor a certificate. */
    public static final Held BLANK = new Held(Optional.empty(), 0, 0, Set.of());

    /** Tells whether it is a death certificate. */
    public boolean isCertificate() {
        return value.isEmpty() && time != 0;
    }
}
