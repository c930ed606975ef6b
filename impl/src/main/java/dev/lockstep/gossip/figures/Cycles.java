package dev.lockstep.gossip.figures;

import dev.lockstep.core.Message;
import dev.lockstep.gossip.Place;
import dev.lockstep.gossip.Replicas;
import dev.lockstep.gossip.Site;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Lets one update spread in the synchronous cycles of the paper's simulations (Demers et al. 1987, section 1.4). The sites are the cores
 * that runs trace.
 *
 * <p>In a cycle sites first turn to partners, each by itself. Then all that they have sent arrives, in random order, then all answers, and
 * so on. Nothing is lost.
 */
abstract class Cycles<M extends Message, S extends Site<M>> {
    private static final String KEY = "key";

    /** An update that spreads for so long never ends: those of the paper take a hundred cycles at most. */
    private static final int ENDLESS = 10_000;

    final SplittableRandom random;
    final List<S> sites = new ArrayList<>();
    private final Map<String, Integer> numbers;

    /** The cycle in which each site has learned the update; -1: not yet. */
    private final int[] learned;

    private int cycle;
    private long updates;
    private long messages;

    /** Makes a site whose partners are all sites. */
    @FunctionalInterface
    interface Maker<S> {
        S of(Place place);
    }

    /** @param size the number of sites, at least 2 */
    Cycles(int size, long seed, Maker<S> maker) {
        random = new SplittableRandom(seed);
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
            sites.add(maker.of(new Place(name, replicas, partners)));
        }
        learned = new int[size];
        Arrays.fill(learned, -1);
    }

    /**
     * Lets the site of this number issue the update, and all go on until it spreads no further.
     *
     * @throws IllegalStateException the update spreads for ever
     */
    final Spread run(int first) {
        sites.get(first).update(KEY, "value");
        learned[first] = 0;
        BitSet eager = eagerAtFirst(first);
        while (!eager.isEmpty()) {
            if (cycle == ENDLESS) {
                throw new IllegalStateException("the update still spreads after " + cycle + " cycles");
            }
            cycle++;
            BitSet active = new BitSet();
            active.or(eager);
            List<M> sent = new ArrayList<>();
            for (int i = eager.nextSetBit(0); i >= 0; i = eager.nextSetBit(i + 1)) {
                turn(i);
                settle(sites.get(i), sent);
            }
            for (int i = sent.size() - 1; i > 0; i--) {
                Collections.swap(sent, i, random.nextInt(i + 1));
            }
            while (!sent.isEmpty()) {
                sent = delivered(sent, active);
            }
            eager = end(active);
        }
        return Spread.of(learned, updates, messages, cycle);
    }

    /** Lets a site, chosen uniformly, issue the update. */
    final Spread run() {
        return run(random.nextInt(sites.size()));
    }

    private List<M> delivered(List<M> sent, BitSet active) {
        List<M> answers = new ArrayList<>();
        for (M message : sent) {
            int to = numbers.get(message.to());
            S site = sites.get(to);
            site.receive(message);
            active.set(to);
            settle(site, answers);
            boolean isNews = learned[to] < 0 && site.db().latestTime() > 0;
            if (isNews) {
                learned[to] = cycle;
            }
            arrived(message, numbers.get(message.from()), to, isNews);
        }
        return answers;
    }

    /** Makes durable what the site has to write, and lets out what it sends. */
    private void settle(S site, List<M> sent) {
        if (site.unwritten().isPresent()) {
            site.written();
        }
        for (M message : site.drain()) {
            messages++;
            updates += updates(message);
            sent.add(message);
        }
    }

    /** Tells whether all sites have the update. */
    final boolean isEverywhere() {
        return Arrays.stream(learned).noneMatch(when -> when < 0);
    }

    /** Returns the number of another site, each with the same chance. */
    final int other(int i) {
        int chosen = random.nextInt(sites.size() - 1);
        return chosen < i ? chosen : chosen + 1;
    }

    /** Returns the sites that turn to others in the first cycle. */
    abstract BitSet eagerAtFirst(int first);

    /** Lets a site turn to a partner. */
    abstract void turn(int i);

    /** Ends a cycle in which these sites took part, and returns those that turn to others in the next. */
    abstract BitSet end(BitSet active);

    /** Returns how many updates the message carries. */
    abstract int updates(M message);

    /** Notes that a message arrived, and whether its receiver has learned the update from it. */
    void arrived(M message, int from, int to, boolean isNews) {}
}
