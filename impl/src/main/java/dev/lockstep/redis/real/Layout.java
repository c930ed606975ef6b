package dev.lockstep.redis.real;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Says which sentinels know which others when they start.
 *
 * @param known the others that a sentinel knows, by its name
 * @param quorum how many must say that the master is down
 * @param servers how many servers there are, of which the first is the master
 * @param canLearn whether sentinels tell each other of themselves
 */
record Layout(Map<String, Set<String>> known, int quorum, int servers, boolean canLearn) {
    Layout {
        known = new TreeMap<>(known);
    }

    /** Makes one in which all sentinels know each other, and a majority is the quorum. */
    static Layout complete(int sentinels) {
        Set<String> all = new TreeSet<>();
        for (int i = 1; i <= sentinels; i++) {
            all.add("s" + i);
        }
        Map<String, Set<String>> known = new LinkedHashMap<>();
        for (String each : all) {
            Set<String> others = new TreeSet<>(all);
            others.remove(each);
            known.put(each, others);
        }
        return new Layout(known, sentinels / 2 + 1, 3, true);
    }

    /** Makes one in which there can be two leaders. Three of five know each other only, two know all, and the quorum is two. */
    static Layout unequal() {
        Map<String, Set<String>> known = new LinkedHashMap<>(complete(5).known());
        for (String each : List.of("s1", "s2", "s3")) {
            Set<String> others = new TreeSet<>(Set.of("s1", "s2", "s3"));
            others.remove(each);
            known.put(each, others);
        }
        return new Layout(known, 2, 3, false);
    }

    List<String> sentinels() {
        return new ArrayList<>(known.keySet());
    }

    List<String> serverNames() {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= servers; i++) {
            names.add("r" + i);
        }
        return names;
    }
}
