package dev.lockstep.storage.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a client may find on its pages: {@code AtomicPage.tla}, page by page. */
public final class AtomicPages {
    private final List<Set<String>> possible = new ArrayList<>();

    /** @param initial what each page holds at first */
    public AtomicPages(int pages, String initial) {
        for (int page = 0; page < pages; page++) {
            possible.add(Set.of(initial));
        }
    }

    /** The same promises, which then go their own way. */
    public AtomicPages copy() {
        AtomicPages copy = new AtomicPages(0, "");
        copy.possible.addAll(possible);
        return copy;
    }

    /** A write begins: from now on the page may be old or new. */
    public void put(int page, String value) {
        Set<String> both = new HashSet<>(possible.get(page));
        both.add(value);
        possible.set(page, Set.copyOf(both));
    }

    /** A write of this value ends: the page is new, whatever happens. */
    public void finish(int page, String value) {
        possible.set(page, Set.of(value));
    }

    /**
     * A read gave this. Of what a crash left possible, that is it then.
     *
     * @throws IllegalStateException it is neither the old value nor the new one
     */
    public void get(int page, String value) {
        if (!possible.get(page).contains(value)) {
            throw new IllegalStateException(
                    "page " + page + " gives \"" + value + "\", possible is one of " + possible.get(page));
        }
        possible.set(page, Set.of(value));
    }
}
