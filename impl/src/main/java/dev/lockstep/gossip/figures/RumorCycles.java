package dev.lockstep.gossip.figures;

import dev.lockstep.gossip.RumorMongering;
import dev.lockstep.gossip.RumorMongering.Message;
import dev.lockstep.gossip.Variant;
import dev.lockstep.gossip.run.RumorMongeringProtocol.Core;
import java.util.BitSet;
import java.util.Optional;
import java.util.Set;

/**
 * Lets one update spread as a rumor until it is hot nowhere. In push the sites at which it is hot contact another in each cycle, in pull all
 * do. At the end every site that took part begins its next cycle, and coins are tossed.
 */
final class RumorCycles extends Cycles<Message, RumorMongering> {
    private final Variant variant;

    /** @param size the number of sites, at least 2 */
    RumorCycles(int size, Variant variant, Core core, long seed) {
        super(size, seed, place -> core.of(place, variant, Optional.empty()));
        this.variant = variant;
    }

    @Override
    BitSet eagerAtFirst(int first) {
        BitSet hot = new BitSet();
        hot.set(first);
        return eager(hot);
    }

    private BitSet eager(BitSet hot) {
        BitSet eager = new BitSet();
        if (variant.pull() && !hot.isEmpty()) {
            eager.set(0, sites.size());
        } else {
            eager.or(hot);
        }
        return eager;
    }

    @Override
    void turn(int i) {
        sites.get(i).contact(sites.get(other(i)).id());
    }

    @Override
    BitSet end(BitSet active) {
        BitSet hot = new BitSet();
        for (int i = active.nextSetBit(0); i >= 0; i = active.nextSetBit(i + 1)) {
            RumorMongering site = sites.get(i);
            site.beginCycle(lost(site));
            hot.set(i, site.isHot());
        }
        return eager(hot);
    }

    private Set<String> lost(RumorMongering site) {
        Set<String> tossed = site.tossed();
        return tossed.isEmpty() || random.nextInt(variant.limit()) != 0 ? Set.of() : tossed;
    }

    @Override
    int updates(Message message) {
        if (message instanceof Message.Contact m) {
            return m.updates().size();
        }
        return message instanceof Message.Reply m ? m.updates().size() : 0;
    }
}
