package dev.lockstep.storage.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Knows which values a client may find on its pages: {@code AtomicPage.tla}, page by page. */
public final class AtomicPages {
    private final List<Set<String>> possible = new ArrayList<>();

    /** @param initial the value of each page at first */
    public AtomicPages(int pages, String initial) {
        for (int page = 0; page < pages; page++) {
            possible.add(Set.of(initial));
        }
    }

    /** Returns a copy, which then changes independently. */
    public AtomicPages copy() {
        AtomicPages copy = new AtomicPages(0, "");
        copy.possible.addAll(possible);
        return copy;
    }

    /** Tells that a write begins: from now on the page may be old or new. */
    public void put(int page, String value) {
        Set<String> both = new HashSet<>(possible.get(page));
        both.add(value);
        possible.set(page, Set.copyOf(both));
    }

    /** Tells that a write of this value ends: the page is new, whatever happens. */
    public void finish(int page, String value) {
        possible.set(page, Set.of(value));
    }

    /**
     * Tells that a read gave this value. If a crash has left several values possible, it is the only one from now on.
     *
     * @throws IllegalStateException the value is neither the old one nor the new one
     */
    public void get(int page, String value) {
        if (!possible.get(page).contains(value)) {
            throw new IllegalStateException(
                    "page " + page + " gives \"" + value + "\", possible is one of " + possible.get(page));
        }
        possible.set(page, Set.of(value));
    }
}
