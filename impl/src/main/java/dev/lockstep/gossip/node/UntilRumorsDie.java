package dev.lockstep.gossip.node;

import dev.lockstep.core.Process;
import dev.lockstep.gossip.RumorMongering;
import dev.lockstep.gossip.RumorMongering.Message;
import dev.lockstep.run.Patience;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;

/**
 * Lets a site go through one cycle after the other while a rumor is hot there. It goes on, too, while others cannot reach it in this cycle,
 * and it contacts its partners in turn. When coins are tossed here they decide against the rumor, so that it dies.
 */
public final class UntilRumorsDie implements Patience<Message> {
    private final Deque<String> partners;

    /** @param partners the partners of that site */
    public UntilRumorsDie(String site, Collection<String> partners) {
        this.partners = new ArrayDeque<>(new TreeSet<>(partners));
        this.partners.remove(site);
    }

    @Override
    public boolean isWaiting(List<? extends Process<Message>> roles) {
        RumorMongering site = (RumorMongering) roles.get(0);
        return site.isReady() && (site.isHot() || site.isFull());
    }

    @Override
    public void tick(List<? extends Process<Message>> roles) {
        RumorMongering site = (RumorMongering) roles.get(0);
        if (isWaiting(roles)) {
            site.beginCycle(site.tossed());
            if (site.isHot() && site.mayContact()) {
                String next = partners.remove();
                partners.add(next);
                site.contact(next);
            }
        }
    }
}
