package dev.lockstep.gossip;

/**
 * Tells how rumors are spread, and when a site loses interest (Demers et al. 1987, section 1.4).
 *
 * @param push a contact tells the rumors of who makes it
 * @param pull a contact asks for those of the other
 * @param feedback partners tell what they knew; otherwise each contact counts as unnecessary
 * @param coin interest is lost by chance; otherwise by counting
 * @param limit the paper's k: at least 1
 * @param connectionLimit how many contacts a site accepts in a cycle; 0: any number
 * @param huntLimit how many others a site tries that was rejected
 * @param backup an update that anti-entropy finds missing is made a hot rumor again; otherwise it is just taken
 */
public record Variant(
        boolean push,
        boolean pull,
        boolean feedback,
        boolean coin,
        int limit,
        int connectionLimit,
        int huntLimit,
        boolean backup) {
    public Variant {
        if (!push && !pull || limit < 1 || connectionLimit < 0 || huntLimit < 0) {
            throw new IllegalArgumentException("rumors are pushed or pulled, and no limit is negative");
        }
    }
}
