package dev.lockstep.gossip.node;

import dev.lockstep.core.Process;
import dev.lockstep.gossip.DeathCertificates;
import dev.lockstep.gossip.DeathCertificates.Message;
import dev.lockstep.gossip.Held;
import dev.lockstep.run.Patience;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Lets a site exchange with one partner after the other. It does so until each has answered some times, and the site has held the same since
 * the first of these. More than one answer is asked for, since an answer may be a late one, to an earlier question.
 */
public final class UntilAllIsQuiet implements Patience<Message> {
    private static final int ANSWERS = 3;

    private final Deque<String> partners;
    private final Set<String> asked = new HashSet<>();
    private final Map<String, Integer> answers = new HashMap<>();
    private @Nullable Map<String, Held> known;

    /** @param partners the partners of that site; by way of partners each site can be reached from each */
    public UntilAllIsQuiet(String site, Collection<String> partners) {
        this.partners = new ArrayDeque<>(new TreeSet<>(partners));
        this.partners.remove(site);
    }

    private DeathCertificates site(List<? extends Process<Message>> roles) {
        DeathCertificates site = (DeathCertificates) roles.get(0);
        if (!site.db().equals(known)) {
            known = site.db();
            asked.clear();
            answers.clear();
        }
        return site;
    }

    private boolean isQuiet(String partner) {
        return answers.getOrDefault(partner, 0) >= ANSWERS;
    }

    @Override
    public boolean isWaiting(List<? extends Process<Message>> roles) {
        return site(roles).isReady() && !partners.stream().allMatch(this::isQuiet);
    }

    @Override
    public void tick(List<? extends Process<Message>> roles) {
        DeathCertificates site = site(roles);
        for (int i = 0; i < partners.size(); i++) {
            String next = partners.remove();
            partners.add(next);
            if (!isQuiet(next)) {
                site.exchange(next);
                asked.add(next);
                return;
            }
        }
    }

    @Override
    public void received(Process<Message> role, Message message) {
        site(List.of(role));
        if (message instanceof Message.Difference && asked.remove(message.from())) {
            answers.merge(message.from(), 1, Integer::sum);
        }
    }
}
