package dev.lockstep.gossip.figures;

import dev.lockstep.gossip.Replicas;
import dev.lockstep.gossip.RumorMongering;
import dev.lockstep.gossip.RumorMongering.Message;
import dev.lockstep.gossip.Variant;
import dev.lockstep.gossip.run.RumorMongeringProtocol.Core;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Lets one update spread as a rumor, in the synchronous cycles of the paper's simulations (Demers et al. 1987, section 1.4). The sites are
 * the cores that runs trace.
 *
 * <p>In a cycle every site that may contact another first chooses one, uniformly. Then all contacts arrive, in random order, then all
 * replies, then all feedback. In the end every site that took part begins its next cycle, and coins are tossed. Nothing is lost.
 */
final class RumorCycles {
    private static final String KEY = "key";

    /** A rumor that is hot for so long never dies: those of the paper die within a hundred cycles. */
    private static final int ENDLESS = 10_000;

    private final Variant variant;
    private final SplittableRandom random;
    private final List<RumorMongering> sites = new ArrayList<>();
    private final Map<String, Integer> numbers;

    /** The cycle in which each site has learned the update; -1: not yet. */
    private final int[] learned;

    private int cycle;
    private long updates;
    private long messages;

    /** @param size the number of sites, at least 2 */
    RumorCycles(int size, Variant variant, Core core, long seed) {
        this.variant = variant;
        this.random = new SplittableRandom(seed);
        Map<String, Integer> rank = new HashMap<>();
        for (int i = 0; i < size; i++) {
            rank.put("s" + i, i);
        }
        Replicas replicas = new Replicas(rank, Set.of(KEY));
        numbers = replicas.rank();
        Set<String> partners = Set.copyOf(numbers.keySet());
        String[] names = new String[size];
        numbers.forEach((name, i) -> names[i] = name);
        for (String name : names) {
            sites.add(core.of(name, replicas, partners, variant, Optional.empty()));
        }
        learned = new int[size];
        Arrays.fill(learned, -1);
    }

    /**
     * Lets a site issue the update, and all go on until no rumor is hot.
     *
     * @throws IllegalStateException the rumor does not die
     */
    Spread run() {
        int first = random.nextInt(sites.size());
        sites.get(first).update(KEY, "value");
        learned[first] = 0;
        BitSet hot = new BitSet();
        hot.set(first);
        while (!hot.isEmpty()) {
            if (cycle == ENDLESS) {
                throw new IllegalStateException("the rumor is still hot after " + cycle + " cycles");
            }
            hot = afterCycle(hot);
        }
        return Spread.of(learned, updates, messages, cycle);
    }

    /** Returns the sites at which the rumor is hot after one more cycle. */
    private BitSet afterCycle(BitSet hot) {
        cycle++;
        BitSet active = new BitSet();
        if (variant.pull()) {
            active.set(0, sites.size());
        } else {
            active.or(hot);
        }
        List<Message> sent = new ArrayList<>();
        for (int i = active.nextSetBit(0); i >= 0; i = active.nextSetBit(i + 1)) {
            RumorMongering site = sites.get(i);
            site.contact(other(i));
            settle(site, sent);
        }
        shuffle(sent);
        while (!sent.isEmpty()) {
            List<Message> answers = new ArrayList<>();
            for (Message message : sent) {
                int to = numbers.get(message.to());
                RumorMongering site = sites.get(to);
                site.receive(message);
                active.set(to);
                settle(site, answers);
                if (learned[to] < 0 && site.isHot()) {
                    learned[to] = cycle;
                }
            }
            sent = answers;
        }
        BitSet left = new BitSet();
        for (int i = active.nextSetBit(0); i >= 0; i = active.nextSetBit(i + 1)) {
            RumorMongering site = sites.get(i);
            site.beginCycle(lost(site));
            left.set(i, site.isHot());
        }
        return left;
    }

    private String other(int i) {
        int chosen = random.nextInt(sites.size() - 1);
        return sites.get(chosen < i ? chosen : chosen + 1).id();
    }

    private Set<String> lost(RumorMongering site) {
        Set<String> tossed = site.tossed();
        return tossed.isEmpty() || random.nextInt(variant.limit()) != 0 ? Set.of() : tossed;
    }

    /** Makes durable what the site has to write, and lets out what it sends. */
    private void settle(RumorMongering site, List<Message> sent) {
        if (site.unwritten().isPresent()) {
            site.written();
        }
        for (Message message : site.drain()) {
            messages++;
            updates += updates(message);
            sent.add(message);
        }
    }

    private static int updates(Message message) {
        if (message instanceof Message.Contact m) {
            return m.updates().size();
        }
        return message instanceof Message.Reply m ? m.updates().size() : 0;
    }

    private void shuffle(List<Message> sent) {
        for (int i = sent.size() - 1; i > 0; i--) {
            Collections.swap(sent, i, random.nextInt(i + 1));
        }
    }
}
