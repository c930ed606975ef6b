package dev.lockstep.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.storage.faulty.CrashStates;
import dev.lockstep.storage.faulty.CrashStates.Tears;
import dev.lockstep.storage.faulty.Fault;
import dev.lockstep.storage.faulty.Faults;
import dev.lockstep.storage.faulty.FaultyDisk;
import dev.lockstep.storage.faulty.Operation;
import dev.lockstep.storage.faulty.StopAt;
import dev.lockstep.storage.faulty.Unsynced;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there after a crash at any physical step; a file that has decayed is refused, never believed. */
@Tag("core")
class JournalTest {
    private static final String FILE = "s1.journal";
    private static final List<String> SCRIPT = List.of(
            "append a",
            "append ",
            "append " + "b".repeat(600),
            "replace " + "c".repeat(492),
            "append d",
            "replace ",
            "append " + "e".repeat(1100),
            "append f");

    private final FaultyDisk disk = new FaultyDisk("disk", Faults.NONE);

    private static byte[] bytes(String record) {
        return record.getBytes(StandardCharsets.US_ASCII);
    }

    private static Journal open(Disk disk, List<String> records) {
        return Journal.openOrCreate(
                disk, "s1", () -> bytes("first"), record -> records.add(new String(record, StandardCharsets.US_ASCII)));
    }

    private static List<String> records(Disk disk) {
        List<String> records = new ArrayList<>();
        open(disk, records).close();
        return records;
    }

    /** What the script has promised: {@code after} once the line that is under way is done. */
    private static final class Promise {
        private List<String> before = List.of("first");
        private List<String> after = List.of("first");

        void run(Disk disk) {
            try (Journal journal = open(disk, new ArrayList<>())) {
                for (String line : SCRIPT) {
                    boolean isAppend = line.startsWith("append");
                    String record = line.substring(line.indexOf(' ') + 1);
                    after = new ArrayList<>(isAppend ? before : List.of());
                    after.add(record);
                    if (isAppend) {
                        journal.append(bytes(record));
                    } else {
                        journal.replace(bytes(record));
                    }
                    before = after;
                }
            }
        }
    }

    @Test
    void aCrashAtAnyPhysicalStepLosesNothingAcknowledgedAndLeavesNothingHalfDone() {
        Map<Operation.Kind, Integer> points = new EnumMap<>(Operation.Kind.class);
        long states = 0;
        for (long step = 1; ; step++) {
            StopAt stop = new StopAt(step, Fault.POWER_FAILURE);
            FaultyDisk failing = new FaultyDisk("disk", stop);
            Promise promise = new Promise();
            if (stopsInTime(promise, failing)) {
                break;
            }
            points.merge(stop.stopped().orElseThrow().kind(), 1, Integer::sum);
            String point = "step " + step + " " + stop.stopped();
            states += CrashStates.each(List.of(failing), Tears.EVERY_BYTE, Faults.NONE, left -> {
                Disk remaining = left.get(0);
                List<String> found = records(remaining);
                assertThat(found).as(point).isIn(promise.before, promise.after);
                canGoOn(remaining, found);
            });
        }

        System.out.println("journal: " + points + ", " + states + " states after a crash, 0 lost, 0 half done");
        assertThat(points.get(Operation.Kind.WRITE)).isEqualTo(9);
        assertThat(points.get(Operation.Kind.SYNC)).isEqualTo(10);
        assertThat(points.get(Operation.Kind.RENAME)).isEqualTo(3);
        assertThat(states).isGreaterThan(5_000);
    }

    private static boolean stopsInTime(Promise promise, FaultyDisk failing) {
        try {
            promise.run(failing);
            return true;
        } catch (StorageException e) {
            return false;
        }
    }

    private static void canGoOn(Disk remaining, List<String> found) {
        try (Journal journal = open(remaining, new ArrayList<>())) {
            journal.append(bytes("more"));
        }
        List<String> more = new ArrayList<>(found);
        more.add("more");
        assertThat(records(remaining)).isEqualTo(more);
    }

    /** The canary: the comparison above sees a lost record. */
    @Test
    void onADiskThatLosesASyncAcknowledgedRecordsAreMissed() {
        for (int lost = 7; lost <= 9; lost++) {
            int[] syncs = {0};
            int last = lost;
            FaultyDisk lying = new FaultyDisk(
                    "disk",
                    operation ->
                            operation.kind() == Operation.Kind.SYNC && syncs[0]++ == last ? Fault.LOST : Fault.NONE);
            Promise promise = new Promise();
            promise.run(lying);
            lying.crash(Unsynced.LOST);
            if (lost == 9) {
                assertThat(records(lying)).containsExactly("", "e".repeat(1100)).isNotEqualTo(promise.after);
            } else {
                assertThatThrownBy(() -> records(lying)).isInstanceOf(StorageException.class);
            }
        }
    }

    @Test
    void afterAFailureTheJournalRefusesAllWork() {
        for (Fault fault : List.of(Fault.IO_ERROR, Fault.DISK_FULL)) {
            boolean[] isBroken = {false};
            FaultyDisk failing = new FaultyDisk("disk", operation -> isBroken[0] ? fault : Fault.NONE);
            Journal journal = open(failing, new ArrayList<>());
            isBroken[0] = true;
            assertThatThrownBy(() -> journal.append(bytes("x".repeat(600))))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("disk/s1.journal");
            assertThatThrownBy(() -> journal.append(bytes("y")))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("must be opened again");
            assertThatThrownBy(() -> journal.replace(bytes("y")))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("must be opened again");
            journal.close();
            assertThatThrownBy(() -> journal.append(bytes("y"))).hasMessageContaining("must be opened again: disk/");
        }
    }

    @Test
    void aClosedJournalRefusesAllWork() {
        Journal journal = open(disk, new ArrayList<>());
        journal.close();
        assertThatThrownBy(() -> journal.append(bytes("y")))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("it is closed");
    }

    /** The room behind the last record is as large as the file was, so that most records do not change the size of the file. */
    @Test
    void theFileGrowsWhenItHasNoRoomForARecordAndOnlyThen() {
        try (Journal journal = open(disk, new ArrayList<>())) {
            List<Integer> sizes = new ArrayList<>();
            for (int record = 2; record <= 6; record++) {
                journal.append(bytes("x"));
                sizes.add(disk.durable(FILE).length / 512);
            }
            assertThat(sizes).containsExactly(4, 4, 4, 10, 10);
            assertThat(journal.size()).isEqualTo(6 * 512);
        }
    }

    @Test
    void aRecordTakesWholeSectors() {
        assertThat(JournalFormat.length(0)).isEqualTo(512);
        assertThat(JournalFormat.length(512 - 20)).isEqualTo(512);
        assertThat(JournalFormat.length(512 - 20 + 1)).isEqualTo(1024);
        assertThat(JournalFormat.length(1024 - 20)).isEqualTo(1024);
    }

    private byte[] someRecords() {
        try (Journal journal = open(disk, new ArrayList<>())) {
            journal.append(bytes("second"));
            journal.append(bytes("t".repeat(700)));
            journal.append(bytes("last"));
        }
        return disk.durable(FILE);
    }

    /** The first record takes the sector 0, then 1, then 2 and 3, the last 4. */
    @Test
    void aFlippedBitIsRefusedWhereverItIsInARecordThatIsNotTheLast() {
        byte[] file = someRecords();
        for (int bit = 0; bit < 8 * 4 * 512; bit += 5) {
            byte[] flipped = file.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            disk.overwrite(FILE, flipped);
            assertThatThrownBy(() -> records(disk))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContainingAll("disk/s1.journal: record ", "is bad");
            assertThat(disk.durable(FILE)).as("left alone").isEqualTo(flipped);
        }
    }

    @Test
    void aBadLastRecordIsATornWriteAndIsCutOff() {
        byte[] file = someRecords();
        for (int bit = 8 * 4 * 512; bit < 8 * 5 * 512; bit += 5) {
            byte[] flipped = file.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            disk.overwrite(FILE, flipped);
            assertThat(records(disk)).containsExactly("first", "second", "t".repeat(700));
            assertThat(disk.durable(FILE))
                    .as("zeros are in its place")
                    .isEqualTo(Arrays.copyOf(Arrays.copyOf(file, 4 * 512), file.length));
        }
        for (int length = 4 * 512; length < 5 * 512; length++) {
            disk.overwrite(FILE, Arrays.copyOf(file, length));
            assertThat(records(disk)).containsExactly("first", "second", "t".repeat(700));
        }
    }

    @Test
    void aTornRecordInWhichAClientHidARecordIsCutOffAndDoesNotComeBack() {
        byte[] forged = JournalFormat.encode("s1", 2, bytes("forged"));
        byte[] carrier = new byte[512 - 20 + forged.length];
        System.arraycopy(forged, 0, carrier, 512 - 20, forged.length);
        try (Journal journal = open(disk, new ArrayList<>())) {
            journal.append(carrier);
        }
        byte[] torn = disk.durable(FILE);
        torn[600] ^= 1;
        disk.overwrite(FILE, torn);
        assertThat(records(disk)).containsExactly("first");
        try (Journal journal = open(disk, new ArrayList<>())) {
            journal.append(bytes("short"));
        }
        assertThat(records(disk)).containsExactly("first", "short");
    }

    /** What a good record holds is no record, whatever it looks like. */
    @Test
    void aLaterRecordThatAClientHidInAGoodOneIsNotBelieved() {
        byte[] forged = JournalFormat.encode("s1", 9, bytes("forged"));
        byte[] carrier = new byte[512 - 20 + forged.length];
        System.arraycopy(forged, 0, carrier, 512 - 20, forged.length);
        try (Journal journal = open(disk, new ArrayList<>())) {
            journal.append(carrier);
        }
        assertThat(records(disk)).hasSize(2).startsWith("first");
    }

    @Test
    void whatIsNoJournalIsRefused() {
        byte[] file = someRecords();
        for (byte[] other : List.of(new byte[0], bytes("text"), new byte[2048], Arrays.copyOf(file, 400))) {
            disk.overwrite(FILE, other);
            assertThatThrownBy(() -> records(disk))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("is no journal s1, or its beginning has decayed");
        }
    }

    @Test
    void theJournalOfAnotherIsRefused() {
        FaultyDisk other = new FaultyDisk("other", Faults.NONE);
        Journal.openOrCreate(other, "s2", () -> bytes("first"), record -> {}).close();
        disk.overwrite(FILE, other.durable("s2.journal"));
        assertThatThrownBy(() -> records(disk)).hasMessageContaining("is no journal s1");
    }

    @Test
    void whatItsReaderRefusesItRefuses() {
        someRecords();
        assertThatThrownBy(() -> Journal.openOrCreate(disk, "s1", () -> bytes("first"), record -> {
                    throw new IllegalStateException("no such entry");
                }))
                .isInstanceOf(StorageException.class)
                .hasMessage("cannot open disk/s1.journal: no such entry");
    }

    @Test
    void onARealDiskItSurvivesBeingClosedAndKeepsOthersOut(@TempDir Path folder) throws Exception {
        Disk real = new FileDisk(folder);
        Journal journal = open(real, new ArrayList<>());
        journal.append(bytes("one"));
        journal.replace(bytes("all"));
        journal.append(bytes("x".repeat(3_000_000)));
        assertThatThrownBy(() -> open(real, new ArrayList<>())).hasMessageContaining("in use");
        assertThat(journal.size()).isBetween(3_000_000L, 3_002_000L);
        journal.close();
        assertThat(records(real)).containsExactly("all", "x".repeat(3_000_000));
    }
}
