package dev.lockstep.redis.real.replication;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Puts steps in an order in which causes come first. Of those that may be next, the one is that was seen first. */
final class Causes {
    private Causes() {}

    /** @throws IOException each of some steps came before the others */
    static List<Item> order(Collection<Item> items) throws IOException {
        Map<Item, Integer> open = new HashMap<>();
        Map<Item, List<Item>> effects = new HashMap<>();
        PriorityQueue<Item> ready = new PriorityQueue<>(Comparator.comparingLong(item -> item.at));
        for (Item item : items) {
            open.put(item, item.causes().size());
            item.causes()
                    .forEach(cause -> effects.computeIfAbsent(cause, none -> new ArrayList<>())
                            .add(item));
            if (item.causes().isEmpty()) {
                ready.add(item);
            }
        }
        List<Item> ordered = new ArrayList<>();
        while (!ready.isEmpty()) {
            Item next = ready.remove();
            open.remove(next);
            ordered.add(next);
            for (Item effect : effects.getOrDefault(next, List.of())) {
                if (open.merge(effect, -1, Integer::sum) == 0) {
                    ready.add(effect);
                }
            }
        }
        if (!open.isEmpty()) {
            throw new IOException("what was seen has no order: each of these came before another: "
                    + open.keySet().stream()
                            .sorted(Comparator.comparingLong(item -> item.at))
                            .limit(10)
                            .toList());
        }
        return ordered;
    }
}
