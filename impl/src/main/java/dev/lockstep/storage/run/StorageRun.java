package dev.lockstep.storage.run;

import dev.lockstep.recorder.Event;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.simulation.Schedule;
import dev.lockstep.storage.Content;
import dev.lockstep.storage.Copy;
import dev.lockstep.storage.Disk;
import dev.lockstep.storage.Layout;
import dev.lockstep.storage.StablePage;
import dev.lockstep.storage.StableStorage;
import dev.lockstep.storage.StorageException;
import dev.lockstep.storage.Task;
import dev.lockstep.storage.faulty.FaultyDisk;
import dev.lockstep.storage.faulty.PowerFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runs a client that puts, gets and scans on faulty disks, all as the schedule says. The faults are errors, never disasters, in the sense
 * of {@code StableStorage.tla}. So the result of each Get must be as {@code AtomicPage.tla} says.
 */
public final class StorageRun {
    static final String OWNER = "p1";
    private static final int VALUES = 8;

    private final Layout layout;
    private final Supplier<StablePage> core;
    private final UnaryOperator<Disk> driver;
    private final Schedule schedule;
    private final @Nullable Recorder recorder;
    private final AtomicPages promised;
    private final Map<Copy, FaultyDisk> disks;
    private final Errors errors;
    private final List<StablePage> cores = new ArrayList<>();
    private final Map<String, Integer> happened = new TreeMap<>();
    private @Nullable StableStorage storage;

    /**
     * @param core makes a page
     * @param driver stands between the storage and each disk
     * @param recorder records all that happens; null if no trace is written
     */
    public StorageRun(
            int pages,
            Supplier<StablePage> core,
            UnaryOperator<Disk> driver,
            Schedule schedule,
            @Nullable Recorder recorder) {
        this.layout = new Layout(OWNER, pages, 512);
        this.core = core;
        this.driver = driver;
        this.schedule = schedule;
        this.recorder = recorder;
        this.promised = new AtomicPages(pages, Content.INITIAL.value());
        this.errors = new Errors(layout, schedule, () -> cores, this::decayed);
        this.disks = errors.disks();
        StableStorage.openOrCreate(disks.get(Copy.A), disks.get(Copy.B), layout).close();
    }

    /** Returns a page of this run without a mistake built in. */
    public static StablePage page() {
        return new StablePage(OWNER, StableStorage.RETRIES);
    }

    /**
     * Returns the header of the trace of such a run.
     *
     * @param disasters whether both copies may be bad
     */
    public static Header header(boolean disasters) {
        Set<String> values = new TreeSet<>(Set.of(Content.INITIAL.value()));
        for (int i = 0; i < VALUES; i++) {
            values.add("v" + i);
        }
        Map<String, Object> constants = Map.of(
                "Value",
                values,
                "Initial",
                Content.INITIAL.value(),
                "Retries",
                StableStorage.RETRIES,
                "MaxVersion",
                1_000_000,
                "Disasters",
                disasters);
        return Header.of(constants, StablePage.class).withLocal();
    }

    /**
     * Takes this many steps of the client, or fewer if the schedule is over. Then, with nothing going wrong any more, it reads all pages.
     *
     * @throws IllegalStateException a page was neither old nor new
     */
    public void run(int steps) {
        errors.happen(true);
        for (int i = 0; i < steps && !schedule.isOver(); i++) {
            step();
        }
        errors.happen(false);
        crash(true);
        for (int page = 0; page < layout.pages(); page++) {
            get(page);
        }
    }

    private void step() {
        int page = schedule.next(layout.pages());
        switch (schedule.next(10)) {
            case 0, 1, 2, 3 -> put(page, "v" + schedule.next(VALUES));
            case 4, 5 -> get(page);
            case 6, 7 -> attempt("scan", () -> open().scan(page));
            case 8 -> crash(true);
            default -> crash(false);
        }
    }

    private void put(int page, String value) {
        promised.put(page, value);
        attempt("put", () -> {
            open().put(page, value.getBytes(StandardCharsets.ISO_8859_1));
            promised.finish(page, value);
        });
    }

    private void get(int page) {
        attempt("get", () -> promised.get(page, new String(open().get(page), StandardCharsets.ISO_8859_1)));
    }

    /** Runs an action; if it fails, the process stops. It comes back when the client has something to do. */
    private void attempt(String what, Runnable action) {
        try {
            action.run();
            happened.merge(what, 1, Integer::sum);
        } catch (StorageException e) {
            if (!(e.getCause() instanceof IOException || e.getCause() instanceof PowerFailure)) {
                throw new IllegalStateException("no error may do this: " + e.getMessage(), e);
            }
            crash(errors.powerIsOut());
        }
    }

    private StableStorage open() {
        if (storage == null) {
            cores.clear();
            storage = StableStorage.open(
                    driver.apply(disks.get(Copy.A)), driver.apply(disks.get(Copy.B)), layout, this::attached);
        }
        return storage;
    }

    private StablePage attached(int page) {
        StablePage made = core.get();
        cores.add(made);
        if (recorder != null) {
            recorder.attach(made, instance(page));
        }
        return made;
    }

    /** Lets the process die. If the power fails too, each write that was not synced is lost, done or torn. */
    private void crash(boolean powerFails) {
        happened.merge(powerFails ? "power failure" : "kill", 1, Integer::sum);
        // a disk that shows what a failed sync may have lost is not used further
        boolean settles = powerFails || errors.reported();
        if (settles) {
            errors.crash();
        } else {
            errors.kill();
        }
        for (int page = 0; page < cores.size() && recorder != null; page++) {
            recorder.detach(cores.get(page));
            if (cores.get(page).task() != Task.DOWN) {
                Map<String, Object> observed = settles ? Map.of("page", errors.onDisk(page)) : Map.of();
                recorder.event(crash(observed).withInstance(instance(page)));
            }
        }
        cores.clear();
        if (storage != null) {
            storage.close();
            storage = null;
        }
    }

    /** Describes a crash after which the process knows nothing, and more was observed. */
    static Event crash(Map<String, Object> observed) {
        Map<String, Object> state = new TreeMap<>(observed);
        state.putAll(Map.of(
                "task",
                "down",
                "step",
                "none",
                "target",
                "A",
                "tries",
                0,
                "first",
                Content.NOTHING,
                "intent",
                Content.NOTHING,
                "known",
                Content.NOTHING,
                "answer",
                Content.NOTHING));
        return Event.of(OWNER, "Crash").withState(state);
    }

    /** Describes the decay of a copy. */
    static Event decay(Copy copy) {
        return Event.of(OWNER, "Decay").withArgs(Map.of("c", copy));
    }

    private void decayed(int page, Copy copy) {
        happened.merge("decay", 1, Integer::sum);
        if (recorder != null) {
            recorder.event(decay(copy).withInstance(instance(page)).withState(Map.of("page", errors.onDisk(page))));
        }
    }

    private static String instance(int page) {
        return "page" + page;
    }

    /** Returns how often each kind of thing has happened. */
    public Map<String, Integer> happened() {
        Map<String, Integer> all = new TreeMap<>(happened);
        errors.happened().forEach((fault, times) -> all.put(fault.toString(), times));
        return all;
    }
}
