package dev.lockstep.storage.run;

import dev.lockstep.explorable.Explorable;
import dev.lockstep.explorable.Tape;
import dev.lockstep.recorder.Event;
import dev.lockstep.recorder.Header;
import dev.lockstep.storage.Content;
import dev.lockstep.storage.Copy;
import dev.lockstep.storage.StablePage;
import dev.lockstep.storage.Task;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Lets all states of one page of stable storage be visited, with the two copies on their disks. In each state the process takes the step that it
 * needs next, with each outcome that errors allow, or it is asked for something, or it crashes, or a copy decays.
 */
public final class StorageExploration implements Explorable {
    private final Bounds bounds;
    private final Header header;
    private final IntFunction<StablePage> pages;

    /**
     * Bounds what is explored.
     *
     * @param model the model, as {@code StableStorage-2}
     * @param values what is put; the page has the first of them in the beginning
     * @param retries how often a careful read tries again
     * @param versions the latest version of the page
     */
    record Bounds(String model, List<String> values, int retries, int versions) {}

    /** @param pages makes a page that reads a bad copy again so often */
    StorageExploration(Bounds bounds, IntFunction<StablePage> pages) {
        this.bounds = bounds;
        this.pages = pages;
        this.header = Header.of(
                        Map.of(
                                "Value",
                                new TreeSet<>(bounds.values),
                                "Initial",
                                bounds.values.get(0),
                                "Retries",
                                bounds.retries,
                                "MaxVersion",
                                bounds.versions,
                                "Disasters",
                                false),
                        StablePage.class)
                .withLocal();
    }

    /** Returns what can be explored, the smallest first. */
    static List<Explorable> all() {
        IntFunction<StablePage> right = retries -> new StablePage(StorageRun.OWNER, retries);
        return List.of(
                new StorageExploration(new Bounds("StableStorage-2", List.of("x", "y"), 1, 3), right),
                new StorageExploration(new Bounds("StableStorage-3", List.of("x", "y", "z"), 2, 4), right));
    }

    @Override
    public String model() {
        return "commit/" + bounds.model;
    }

    @Override
    public String header() {
        return header.toJson();
    }

    @Override
    public Map<String, String> differences() {
        return Map.of();
    }

    @Override
    public State initial() {
        Content first = new Content(1, bounds.values.get(0));
        return new Whole(List.of(), new Disks(both(first), both(Content.NOTHING)));
    }

    private static Map<Copy, Content> both(Content content) {
        return new EnumMap<>(Map.of(Copy.A, content, Copy.B, content));
    }

    /**
     * Holds what the disks have of the page.
     *
     * @param page what is on each disk for good
     * @param cache what is written to it and not yet synced
     */
    private record Disks(Map<Copy, Content> page, Map<Copy, Content> cache) {
        private static Map<Copy, Content> with(Map<Copy, Content> map, Copy copy, Content content) {
            Map<Copy, Content> changed = new EnumMap<>(map);
            changed.put(copy, content);
            return changed;
        }

        Disks holding(Copy copy, Content content) {
            return new Disks(with(page, copy, content), with(cache, copy, Content.NOTHING));
        }

        Disks written(Copy copy, Content content) {
            return new Disks(page, with(cache, copy, content));
        }

        boolean isCached(Copy copy) {
            return !cache.get(copy).equals(Content.NOTHING);
        }

        /** Tells whether an error may happen to a copy: the other one must be good. */
        boolean mayFail(Copy copy) {
            return !page.get(copy == Copy.A ? Copy.B : Copy.A).isBad();
        }

        /** Returns what may be on the disk once it has reported that the copy is synced. */
        Set<Content> synced(Copy copy) {
            Set<Content> all = new LinkedHashSet<>();
            all.add(isCached(copy) ? cache.get(copy) : page.get(copy));
            if (mayFail(copy)) {
                all.add(page.get(copy));
                all.add(Content.BAD);
            }
            return all;
        }

        /** Returns what may be on the disk after a crash. */
        Set<Content> crashed(Copy copy) {
            Set<Content> all = new LinkedHashSet<>(Set.of(page.get(copy)));
            if (isCached(copy)) {
                all.add(cache.get(copy));
                if (mayFail(copy)) {
                    all.add(Content.BAD);
                }
            }
            return all;
        }

        Map<String, Object> observed() {
            return Map.of("page", page, "cache", cache);
        }
    }

    /** Holds the page, as the steps that its process has taken since it began, and the disks. */
    private final class Whole implements State {
        private final List<Consumer<StablePage>> way;
        private final Disks disks;

        Whole(List<Consumer<StablePage>> way, Disks disks) {
            this.way = way;
            this.disks = disks;
        }

        private StablePage core() {
            StablePage core = pages.apply(bounds.retries);
            way.forEach(step -> step.accept(core));
            return core;
        }

        @Override
        public Object key() {
            return List.of(core().toString(), disks);
        }

        @Override
        public List<Transition> steps() {
            List<Transition> steps = new ArrayList<>();
            StablePage core = core();
            try (Tape tape = new Tape(header)) {
                asked(core).forEach(step -> steps.add(taken(tape, step, disks)));
                physical(core, tape, steps);
                if (core.task() != Task.DOWN) {
                    crashes(tape, steps);
                }
                for (Copy copy : Copy.values()) {
                    if (!disks.page.get(copy).isBad() && disks.mayFail(copy)) {
                        Disks after = new Disks(Disks.with(disks.page, copy, Content.BAD), disks.cache);
                        Event decay = StorageRun.decay(copy).withState(after.observed());
                        steps.add(new Transition(tape.event(decay), new Whole(way, after)));
                    }
                }
            }
            return steps;
        }

        /** Returns what a client may ask for, or the storage when it is opened. */
        private List<Consumer<StablePage>> asked(StablePage core) {
            List<Consumer<StablePage>> asked = new ArrayList<>();
            if (core.task() == Task.DOWN) {
                asked.add(StablePage::recover);
            } else if (core.task() == Task.IDLE) {
                asked.add(StablePage::get);
                asked.add(StablePage::scan);
                if (core.known().version() < bounds.versions) {
                    bounds.values.forEach(value -> asked.add(page -> page.put(value)));
                }
            }
            return asked;
        }

        /** Takes the physical step that the page needs, as {@link dev.lockstep.storage.StableStorage} does. */
        private void physical(StablePage core, Tape tape, List<Transition> steps) {
            Copy copy = core.target();
            switch (core.step()) {
                case WRITE -> steps.add(taken(tape, StablePage::write, disks.written(copy, core.intent())));
                case SYNC -> {
                    for (Content after : disks.synced(copy)) {
                        steps.add(taken(tape, StablePage::sync, disks.holding(copy, after)));
                    }
                }
                case READ, CHECK -> {
                    Content there = disks.isCached(copy) ? disks.cache.get(copy) : disks.page.get(copy);
                    steps.add(taken(tape, page -> page.read(there), disks));
                    if (!there.isBad() && core.tries() < bounds.retries) {
                        steps.add(taken(tape, page -> page.read(Content.BAD), disks));
                    }
                }
                case NONE -> {} // it waits until it is asked
            }
        }

        private Transition taken(Tape tape, Consumer<StablePage> step, Disks after) {
            List<Consumer<StablePage>> longer = new ArrayList<>(way);
            longer.add(step);
            StablePage core = core();
            String event = tape.event(core, () -> step.accept(core), after.observed());
            return new Transition(event, new Whole(List.copyOf(longer), after));
        }

        private void crashes(Tape tape, List<Transition> steps) {
            for (Content a : disks.crashed(Copy.A)) {
                for (Content b : disks.crashed(Copy.B)) {
                    Disks after = disks.holding(Copy.A, a).holding(Copy.B, b);
                    Event crash = StorageRun.crash(after.observed());
                    steps.add(new Transition(tape.event(crash), new Whole(List.of(), after)));
                }
            }
        }
    }
}
