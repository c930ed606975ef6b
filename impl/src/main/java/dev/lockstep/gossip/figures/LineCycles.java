package dev.lockstep.gossip.figures;

import dev.lockstep.gossip.AntiEntropy;
import dev.lockstep.gossip.AntiEntropy.Message;
import dev.lockstep.gossip.AntiEntropy.Ways;
import dev.lockstep.gossip.Exchange;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;

/**
 * Lets one update spread by push-pull anti-entropy among sites on a line, until all have it. In each cycle every site turns to another,
 * which it chooses by distance: the chance is proportional to distance^-a (Demers et al. 1987, section 3).
 *
 * <p>The links of the line join neighbours; a conversation uses all links between its two sites.
 */
final class LineCycles extends Cycles<Message, AntiEntropy> {
    private final double[] weights;
    private final long[] conversations;
    private final long[] updates;

    /**
     * @param size the number of sites, at least 2
     * @param a 0: each other site has the same chance
     */
    LineCycles(int size, double a, long seed) {
        super(size, seed, place -> new AntiEntropy(place, new Ways(Set.of(Exchange.PUSH_PULL), 1), Set.of()));
        // Sums from distance 1 on, so that each side of a site is searched in the same table.
        weights = new double[size];
        for (int distance = 1; distance < size; distance++) {
            weights[distance] = weights[distance - 1] + Math.pow(distance, -a);
        }
        conversations = new long[size];
        updates = new long[size];
    }

    @Override
    BitSet eagerAtFirst(int first) {
        return all();
    }

    private BitSet all() {
        BitSet all = new BitSet();
        all.set(0, sites.size());
        return all;
    }

    @Override
    void turn(int i) {
        int partner = partner(i);
        cross(conversations, i, partner);
        sites.get(i).pushPull(sites.get(partner).id());
    }

    private int partner(int i) {
        double left = weights[i];
        double right = weights[sites.size() - 1 - i];
        double drawn = random.nextDouble() * (left + right);
        return drawn < left ? i - distance(drawn, i) : i + distance(drawn - left, sites.size() - 1 - i);
    }

    /** Returns the first distance, from 1 to the greatest, whose sum is above what was drawn. */
    private int distance(double drawn, int greatest) {
        int found = Arrays.binarySearch(weights, 0, greatest + 1, drawn);
        return Math.min(greatest, found >= 0 ? found + 1 : -found - 1);
    }

    @Override
    BitSet end(BitSet active) {
        return isEverywhere() ? new BitSet() : all();
    }

    @Override
    int updates(Message message) {
        if (message instanceof Message.PushPull m) {
            return m.updates().size();
        }
        return message instanceof Message.Answer m ? m.updates().size() : 0;
    }

    /** Counts an update where it was of use: comparing databases would tell so before it is sent. */
    @Override
    void arrived(Message message, int from, int to, boolean isNews) {
        if (isNews || message instanceof Message.Answer && updates(message) > 0) {
            cross(updates, from, to);
        }
    }

    private static void cross(long[] traffic, int from, int to) {
        for (int link = Math.min(from, to); link < Math.max(from, to); link++) {
            traffic[link]++;
        }
    }

    /** Returns how many conversations used a link, on average over the links. */
    double meanConversations() {
        return mean(conversations);
    }

    /** Returns how many conversations used the link in the middle. */
    double conversationsInTheMiddle() {
        return conversations[sites.size() / 2 - 1];
    }

    /** Returns how many updates went over a link, on average over the links. */
    double meanUpdates() {
        return mean(updates);
    }

    /** Returns how many updates went over the link in the middle. */
    double updatesInTheMiddle() {
        return updates[sites.size() / 2 - 1];
    }

    private double mean(long[] traffic) {
        return (double) Arrays.stream(traffic).sum() / (sites.size() - 1);
    }
}
