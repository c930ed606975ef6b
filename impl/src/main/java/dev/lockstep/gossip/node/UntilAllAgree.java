package dev.lockstep.gossip.node;

import dev.lockstep.core.Process;
import dev.lockstep.gossip.AntiEntropy;
import dev.lockstep.gossip.AntiEntropy.Message;
import dev.lockstep.gossip.Database;
import dev.lockstep.run.Patience;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Lets a site compare checksums with one partner after the other. It does so until each has agreed since the site last learned anything.
 * When no site has anybody left to compare with, all databases are equal: each holds at least what its partners held when they agreed, and
 * these what it holds itself.
 */
public final class UntilAllAgree implements Patience<Message> {
    private final Deque<String> partners;
    private final Set<String> agreed = new HashSet<>();
    private @Nullable Database known;

    /** @param partners the partners of that site, with which it compares; by way of partners each site can be reached from each */
    public UntilAllAgree(String site, Collection<String> partners) {
        this.partners = new ArrayDeque<>(new TreeSet<>(partners));
        this.partners.remove(site);
    }

    private AntiEntropy site(List<? extends Process<Message>> roles) {
        AntiEntropy site = (AntiEntropy) roles.get(0);
        if (!site.db().equals(known)) {
            known = site.db();
            agreed.clear();
        }
        return site;
    }

    @Override
    public boolean isWaiting(List<? extends Process<Message>> roles) {
        return site(roles).isReady() && !agreed.containsAll(partners);
    }

    @Override
    public void tick(List<? extends Process<Message>> roles) {
        AntiEntropy site = site(roles);
        for (int i = 0; i < partners.size(); i++) {
            String next = partners.remove();
            partners.add(next);
            if (!agreed.contains(next)) {
                site.compareRecent(next);
                return;
            }
        }
    }

    /** Counts a checksum that comes late as well: databases only grow. */
    @Override
    public void received(Process<Message> role, Message message) {
        AntiEntropy site = site(List.of(role));
        if (checksum(message) == site.db().checksum()) {
            agreed.add(message.from());
        }
    }

    private static int checksum(Message message) {
        if (message instanceof Message.Checksum m) {
            return m.checksum();
        }
        return message instanceof Message.Peel m ? m.checksum() : -1;
    }
}
