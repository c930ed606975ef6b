package dev.lockstep.storage.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.storage.Copy;
import dev.lockstep.storage.Layout;
import dev.lockstep.storage.Slip;
import dev.lockstep.storage.StableStorage;
import dev.lockstep.storage.StorageException;
import dev.lockstep.storage.faulty.CrashStates;
import dev.lockstep.storage.faulty.CrashStates.Tears;
import dev.lockstep.storage.faulty.Fault;
import dev.lockstep.storage.faulty.Faults;
import dev.lockstep.storage.faulty.FaultyDisk;
import dev.lockstep.storage.faulty.Operation;
import dev.lockstep.storage.faulty.StopAt;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Goal: whatever physical step a crash comes at, each page then has the value that was acknowledged last or, of the page that was being
 * put, the new one.
 *
 * <p>Method: a script of puts, gets and scans, from the creation of the files on, is stopped at each of its physical steps. For each state
 * that may be left on the disks storage is opened, compared, used and compared again.
 */
class CrashPointTest {
    private static final Layout LAYOUT = new Layout("p1", 3, 1024);
    private static final List<String> SCRIPT = List.of(
            "put 0 a",
            "put 1 " + "b".repeat(LAYOUT.capacity()),
            "put 0 " + "c".repeat(300),
            "decay A 1",
            "get 1",
            "scan",
            "put 1 d",
            "decay B 0",
            "get 0",
            "scan",
            "put 0 ",
            "put 2 e",
            "decay A 2",
            "put 2 f");

    /** A run of the script on two disks, and what it has promised. */
    private static final class Script {
        private final List<FaultyDisk> disks;
        private final AtomicPages promised = new AtomicPages(LAYOUT.pages(), "");
        private final Slip slip;

        Script(Faults faults, Slip slip) {
            this.disks = List.of(new FaultyDisk("one", faults), new FaultyDisk("two", faults));
            this.slip = slip;
        }

        /** @throws StorageException it was stopped */
        StableStorage run() {
            StableStorage storage = open(disks);
            try {
                SCRIPT.forEach(line -> step(storage, line.split(" ", 3)));
            } catch (StorageException e) {
                assertThatThrownBy(() -> storage.get(0))
                        .isInstanceOf(StorageException.class)
                        .hasMessageContaining("must be opened again");
                assertThatThrownBy(() -> storage.put(1, new byte[0])).isInstanceOf(StorageException.class);
                assertThatThrownBy(storage::scan).isInstanceOf(StorageException.class);
                throw e;
            }
            return storage;
        }

        private void step(StableStorage storage, String[] words) {
            switch (words[0]) {
                case "put" -> {
                    int page = Integer.parseInt(words[1]);
                    promised.put(page, words[2]);
                    storage.put(page, words[2].getBytes(StandardCharsets.ISO_8859_1));
                    promised.finish(page, words[2]);
                }
                case "decay" -> decay(disks, Copy.valueOf(words[1]), Integer.parseInt(words[2]));
                case "get" -> check(storage, promised);
                default -> storage.scan();
            }
        }

        private static void decay(List<FaultyDisk> disks, Copy copy, int page) {
            FaultyDisk disk = disks.get(copy.ordinal());
            byte[] bytes = disk.durable(LAYOUT.file(copy));
            int place = (int) LAYOUT.position(page) + 30;
            if (place < bytes.length) {
                bytes[place] ^= 4;
                disk.overwrite(LAYOUT.file(copy), bytes);
            }
        }

        /** Opens what a crash left, and compares, also when either copy is gone; then puts on each page, and compares. */
        void check(List<FaultyDisk> left) {
            StableStorage storage = open(left);
            AtomicPages then = promised.copy();
            check(storage, then);
            for (Copy copy : Copy.values()) {
                for (int page = 0; page < LAYOUT.pages(); page++) {
                    decay(left, copy, page);
                }
                check(storage, then);
                storage.scan();
            }
            for (int page = 0; page < LAYOUT.pages(); page++) {
                storage.put(page, new byte[] {'z'});
                then.finish(page, "z");
            }
            check(storage, then);
            storage.close();
        }

        StableStorage open(List<FaultyDisk> disks) {
            return StableStorage.openOrCreate(
                    slip.driver(disks.get(0)), slip.driver(disks.get(1)), LAYOUT, page -> slip.page());
        }

        private static void check(StableStorage storage, AtomicPages promised) {
            for (int page = 0; page < LAYOUT.pages(); page++) {
                promised.get(page, new String(storage.get(page), StandardCharsets.ISO_8859_1));
            }
        }
    }

    private record Figures(Map<Operation.Kind, Integer> points, long states) {}

    /** Runs the script once for each of its physical steps, with that fault there; hands over what it left. */
    private static Figures sweep(Fault fault, Tears tears, Slip slip, StateCheck check) {
        Map<Operation.Kind, Integer> points = new EnumMap<>(Operation.Kind.class);
        long states = 0;
        for (int step = 1; ; step++) {
            StopAt stop = new StopAt(step, fault);
            Script script = new Script(stop, slip);
            try {
                script.run();
                if (stop.stopped().isEmpty()) {
                    return new Figures(points, states);
                }
            } catch (StorageException stopped) {
                assertThat(stopped.getMessage()).containsAnyOf("one/p1.a", "two/p1.b");
            }
            points.merge(stop.stopped().orElseThrow().kind(), 1, Integer::sum);
            states += CrashStates.each(script.disks, tears, Faults.NONE, left -> check.accept(script, left));
        }
    }

    private interface StateCheck {
        void accept(Script script, List<FaultyDisk> left);
    }

    @Test
    void aPowerFailureAtAnyPhysicalStepLeavesTheOldValueOrTheNew() {
        Figures figures = sweep(Fault.POWER_FAILURE, Tears.EVERY_BYTE, Slip.NONE, Script::check);

        System.out.println("crash points: " + figures + ", 0 pages lost");
        assertThat(figures.points.get(Operation.Kind.WRITE)).isGreaterThanOrEqualTo(16);
        assertThat(figures.points.get(Operation.Kind.SYNC)).isGreaterThanOrEqualTo(16);
        assertThat(figures.states).isGreaterThan(35_000);
    }

    @Test
    void aSecondPowerFailureAtAnyStepOfTheRecoveryDoesNoHarm() {
        long[] states = {0};
        Figures figures = sweep(
                Fault.POWER_FAILURE, Tears.CLASSES, Slip.NONE, (script, left) -> states[0] += again(script, left));

        System.out.println("crash points in recovery: after " + figures + ", " + states[0] + " states, 0 pages lost");
        assertThat(states[0]).isGreaterThan(10_000);
    }

    /** A process that is killed leaves its writes to the operating system; the power may fail while its successor recovers. */
    @Test
    void aPowerFailureAfterAKillDoesNoHarm() {
        long states = afterAKill(Slip.NONE);

        System.out.println("crash points after a kill: " + states + " states, 0 pages lost");
        assertThat(states).isGreaterThan(1_000);
    }

    private static long afterAKill(Slip slip) {
        long states = 0;
        for (int step = 1; ; step++) {
            Script script = new Script(new StopAt(step, Fault.POWER_FAILURE), slip);
            try {
                script.run();
                return states;
            } catch (StorageException stopped) {
                script.disks.forEach(FaultyDisk::restart);
                states += again(script, script.disks);
            }
        }
    }

    /** Opens these disks once for each physical step of that, with a power failure there; checks each state that it leaves. */
    private static long again(Script script, List<FaultyDisk> disks) {
        long states = 0;
        for (int step = 1; ; step++) {
            StopAt stop = new StopAt(step, Fault.POWER_FAILURE);
            List<FaultyDisk> copies =
                    disks.stream().map(disk -> disk.copy(stop)).toList();
            try {
                script.open(copies);
                return states;
            } catch (StorageException stopped) {
                states += CrashStates.each(copies, Tears.CLASSES, Faults.NONE, script::check);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"IO_ERROR", "DISK_FULL"})
    void anErrorAtAnyPhysicalStepStopsTheStorageAndLeavesTheOldValueOrTheNew(Fault fault) {
        Figures figures = sweep(fault, Tears.CLASSES, Slip.NONE, Script::check);

        System.out.println(fault + " points: " + figures + ", 0 pages lost");
        assertThat(figures.states).isGreaterThan(250);
    }

    /** An error that is not reported at once is found by the read back, or repaired later. */
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"GARBLED", "LOST", "TORN"})
    void anErrorThatIsNotReportedDoesNoHarmAtAnyPhysicalStep(Fault fault) {
        Figures figures = sweep(fault, Tears.CLASSES, Slip.NONE, Script::check);

        System.out.println(fault + " points: " + figures + ", 0 pages lost");
        assertThat(figures.states).isGreaterThan(100);
    }

    /** The canary of this class. */
    @ParameterizedTest
    @EnumSource(
            value = Slip.class,
            names = {
                "WRITES_BOTH_COPIES_AT_ONCE",
                "DOES_NOT_SYNC",
                "ONLY_CLAIMS_TO_SYNC",
                "OPENS_WITHOUT_REPAIR",
                "DOES_NOT_CHECK_THE_CHECKSUM"
            })
    void storageWithASlipIsCaught(Slip slip) {
        assertThatThrownBy(() -> sweep(Fault.POWER_FAILURE, Tears.CLASSES, slip, Script::check))
                .message()
                .containsPattern("page [0-2] (is lost|gives)|both are lost");
    }

    /** The canary of the sync when storage is opened. */
    @Test
    void storageThatDoesNotSyncWhatAKilledProcessWroteIsCaught() {
        assertThatThrownBy(() -> afterAKill(Slip.DOES_NOT_SYNC_WHAT_A_KILLED_PROCESS_WROTE))
                .message()
                .containsPattern("page [0-2] (is lost|gives)");
    }
}
