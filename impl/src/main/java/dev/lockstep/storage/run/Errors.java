package dev.lockstep.storage.run;

import dev.lockstep.simulation.Schedule;
import dev.lockstep.storage.Content;
import dev.lockstep.storage.Copy;
import dev.lockstep.storage.Layout;
import dev.lockstep.storage.StablePage;
import dev.lockstep.storage.StableStorage;
import dev.lockstep.storage.Step;
import dev.lockstep.storage.faulty.Fault;
import dev.lockstep.storage.faulty.Faults;
import dev.lockstep.storage.faulty.FaultyDisk;
import dev.lockstep.storage.faulty.Operation;
import dev.lockstep.storage.faulty.Unsynced;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Decides what goes wrong on two disks: nothing that would make both copies of a page bad. */
final class Errors implements Faults {
    /** About one physical step in this many has a fault of some kind. */
    private static final int RARITY = 40;

    /** The bytes of a page that differ between two versions are among this many first ones. */
    private static final int TEARS = 40;

    private final Layout layout;
    private final Schedule schedule;
    private final Supplier<List<StablePage>> cores;
    private final BiConsumer<Integer, Copy> decayed;
    private final Map<Copy, FaultyDisk> disks = new EnumMap<>(Copy.class);
    private final Map<Fault, Integer> happened = new EnumMap<>(Fault.class);
    private boolean happen;
    private boolean reported;
    private boolean powerIsOut;

    Errors(Layout layout, Schedule schedule, Supplier<List<StablePage>> cores, BiConsumer<Integer, Copy> decayed) {
        this.layout = layout;
        this.schedule = schedule;
        this.cores = cores;
        this.decayed = decayed;
        for (Copy copy : Copy.values()) {
            disks.put(copy, new FaultyDisk(copy.toString(), this));
        }
    }

    Map<Copy, FaultyDisk> disks() {
        return disks;
    }

    void happen(boolean now) {
        happen = now;
    }

    /** Returns whether a disk has reported an error since the last crash. */
    boolean reported() {
        return reported;
    }

    boolean powerIsOut() {
        return powerIsOut;
    }

    Map<Fault, Integer> happened() {
        return happened;
    }

    /** Returns what is on the disks for good. */
    Map<Copy, Content> onDisk(int page) {
        Map<Copy, Content> both = new TreeMap<>();
        disks.forEach((copy, disk) -> both.put(copy, layout.content(disk.durable(layout.file(copy)), page, copy)));
        return both;
    }

    @Override
    public Fault next(Operation operation) {
        if (!happen) {
            return Fault.NONE;
        }
        int choice = schedule.next(RARITY);
        Fault fault = Fault.NONE;
        if (choice == 1) {
            decay();
        } else if (choice == 2) {
            fault = Fault.POWER_FAILURE;
            // or it is only the process that dies in the middle of the step
            powerIsOut = schedule.next(2) == 0;
        } else if (choice > 2 && choice < 6) {
            fault = fault(operation, choice - 3);
        }
        if (fault != Fault.NONE) {
            happened.merge(fault, 1, Integer::sum);
        }
        return fault;
    }

    private Fault fault(Operation operation, int choice) {
        int page = busy();
        if (page < 0) {
            return Fault.NONE;
        }
        StablePage core = cores.get().get(page);
        Fault fault = Fault.NONE;
        switch (operation.kind()) {
            case READ -> {
                boolean expected = core.step() == Step.CHECK || core.tries() < StableStorage.RETRIES;
                fault = !expected ? Fault.NONE : choice == 0 ? Fault.IO_ERROR : Fault.GARBLED;
            }
            case WRITE -> fault = choice == 0 ? Fault.IO_ERROR : choice == 1 ? Fault.DISK_FULL : Fault.NONE;
            case SYNC -> {
                boolean expected = mayFail(page, core.target());
                fault = choice == 0 ? Fault.IO_ERROR : !expected ? Fault.NONE : choice == 1 ? Fault.LOST : Fault.TORN;
            }
            default -> {}
        }
        reported |= fault == Fault.DISK_FULL || fault == Fault.IO_ERROR && operation.kind() != Operation.Kind.READ;
        return fault;
    }

    /** Returns the page that a step is taken for, or -1. */
    private int busy() {
        List<StablePage> pages = cores.get();
        for (int page = 0; page < pages.size(); page++) {
            if (pages.get(page).step() != Step.NONE) {
                return page;
            }
        }
        return -1;
    }

    /** Returns whether an error may happen, as in the spec: the other copy must be good. */
    private boolean mayFail(int page, Copy copy) {
        return !onDisk(page).get(copy == Copy.A ? Copy.B : Copy.A).isBad();
    }

    private void decay() {
        int page = schedule.next(layout.pages());
        Copy copy = Copy.values()[schedule.next(2)];
        FaultyDisk disk = disks.get(copy);
        // of a process that was killed the writes are still under way
        boolean isQuiet = !cores.get().isEmpty()
                || disks.values().stream().allMatch(each -> each.unsynced().isEmpty());
        if (isQuiet && mayFail(page, copy) && !onDisk(page).get(copy).isBad()) {
            byte[] bytes = disk.durable(layout.file(copy));
            bytes[(int) layout.position(page) + schedule.next(layout.pageSize())] ^= (byte) (1 << schedule.next(8));
            disk.overwrite(layout.file(copy), bytes);
            decayed.accept(page, copy);
        }
    }

    /** Tells that the process died. */
    void kill() {
        disks.values().forEach(FaultyDisk::restart);
    }

    /** Lets the power fail. A write that was not synced is lost or done. It may also be torn where the spec allows an error. */
    void crash() {
        Map<Copy, boolean[]> mayTear = new EnumMap<>(Copy.class);
        for (Copy copy : Copy.values()) {
            boolean[] pages = new boolean[layout.pages()];
            for (int page = 0; page < pages.length; page++) {
                pages[page] = mayFail(page, copy);
            }
            mayTear.put(copy, pages);
        }
        disks.forEach((copy, disk) -> disk.crash(write -> {
            int page = (int) (write.position() / layout.pageSize()) - 1;
            int choice = schedule.next(page >= 0 && mayTear.get(copy)[page] ? 3 : 2);
            return switch (choice) {
                case 0 -> write.before();
                case 1 -> write.written();
                default -> Unsynced.prefix(1 + schedule.next(TEARS)).of(write);
            };
        }));
        reported = false;
        powerIsOut = false;
    }
}
