package dev.lockstep.redis.cluster;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Makes maps and sets that differ from others in one place. */
final class Maps {
    private Maps() {}

    static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
        Map<K, V> changed = new HashMap<>(map);
        changed.put(key, value);
        return Map.copyOf(changed);
    }

    static <K, V> Map<K, V> each(Collection<K> keys, Function<K, V> value) {
        Map<K, V> all = new HashMap<>();
        keys.forEach(key -> all.put(key, value.apply(key)));
        return Map.copyOf(all);
    }

    static <E> Set<E> with(Set<E> set, E element) {
        Set<E> changed = new HashSet<>(set);
        changed.add(element);
        return Set.copyOf(changed);
    }

    static <E> Set<E> those(Collection<E> all, Predicate<E> are) {
        Set<E> those = new HashSet<>();
        for (E each : all) {
            if (are.test(each)) {
                those.add(each);
            }
        }
        return Set.copyOf(those);
    }

    static <E> Set<E> without(Set<E> set, E element) {
        return those(set, each -> !each.equals(element));
    }
}
