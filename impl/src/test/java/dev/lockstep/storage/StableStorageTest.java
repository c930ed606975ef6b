package dev.lockstep.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.storage.faulty.Fault;
import dev.lockstep.storage.faulty.Faults;
import dev.lockstep.storage.faulty.FaultyDisk;
import dev.lockstep.storage.faulty.Operation;
import dev.lockstep.storage.faulty.Operation.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("core")
class StableStorageTest {
    private static final Layout LAYOUT = new Layout("p1", 2, 512);

    private final List<String> steps = new ArrayList<>();
    private Faults faults = Faults.NONE;
    private final Faults watched = operation -> {
        steps.add(operation.kind() + " " + operation.disk());
        return faults.next(operation);
    };
    private final FaultyDisk a = new FaultyDisk("A", watched);
    private final FaultyDisk b = new FaultyDisk("B", watched);

    private StableStorage storage() {
        return StableStorage.openOrCreate(a, b, LAYOUT);
    }

    @Test
    void newPagesHoldNoBytes() {
        assertThat(storage().get(1)).isEmpty();
    }

    @Test
    void everyByteComesBackAsItWasPut() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        StableStorage storage = storage();
        storage.put(0, all);
        assertThat(storage.get(0)).isEqualTo(all);
        storage.close();
        assertThat(storage().get(0)).isEqualTo(all);
    }

    @Test
    void theCopiesAreWrittenOneAfterTheOtherEachSyncedAndReadBack() {
        StableStorage storage = storage();
        steps.clear();
        storage.put(0, new byte[] {1});
        assertThat(steps).containsExactly("WRITE A", "SYNC A", "READ A", "WRITE B", "SYNC B", "READ B");
    }

    @Test
    void aReadOfAGoodPageReadsOneCopy() {
        StableStorage storage = storage();
        steps.clear();
        storage.get(0);
        assertThat(steps).containsExactly("READ A");
    }

    @Test
    void aValueThatDoesNotFitIsRefusedAndNothingHappens() {
        StableStorage storage = storage();
        storage.put(0, new byte[LAYOUT.capacity()]);
        steps.clear();
        assertThatThrownBy(() -> storage.put(0, new byte[LAYOUT.capacity() + 1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a value of 485 bytes does not fit: a page of storage p1 of 2 pages of 512 bytes takes 484");
        assertThat(steps).isEmpty();
        assertThat(storage.get(0)).hasSize(LAYOUT.capacity());
    }

    @Test
    void aPageThatDoesNotExistIsRefused() {
        StableStorage storage = storage();
        assertThatThrownBy(() -> storage.get(2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no page 2");
    }

    @Test
    void afterAFailedSyncTheStorageRefusesAllWorkAndSyncsNeverAgain() {
        StableStorage storage = storage();
        steps.clear();
        faults = operation -> operation.kind() == Kind.SYNC ? Fault.IO_ERROR : Fault.NONE;
        assertThatThrownBy(() -> storage.put(0, new byte[] {1}))
                .isInstanceOf(StorageException.class)
                .hasMessage("A/p1.a, page 0: Input/output error");
        faults = Faults.NONE;
        for (Runnable work : List.<Runnable>of(
                () -> storage.put(0, new byte[] {1}),
                () -> storage.put(1, new byte[] {1}),
                () -> storage.get(1),
                storage::scan)) {
            assertThatThrownBy(work::run)
                    .isInstanceOf(StorageException.class)
                    .hasMessage("refused, the storage must be opened again: A/p1.a, page 0: Input/output error");
        }
        assertThat(steps).containsExactly("WRITE A", "SYNC A");
    }

    @Test
    void aFullDiskIsReportedWithTheFile() {
        StableStorage storage = storage();
        faults = operation -> operation.disk().equals("B") ? Fault.DISK_FULL : Fault.NONE;
        assertThatThrownBy(() -> storage.put(1, new byte[] {1}))
                .isInstanceOf(StorageException.class)
                .hasMessage("B/p1.b, page 1: No space left on device");
    }

    @Test
    void aDiskThatNeverHoldsWhatIsWrittenIsGivenUp() {
        StableStorage storage = storage();
        steps.clear();
        faults = operation -> operation.kind() == Kind.SYNC ? Fault.LOST : Fault.NONE;
        assertThatThrownBy(() -> storage.put(0, new byte[] {1}))
                .isInstanceOf(StorageException.class)
                .hasMessage("A/p1.a, page 0: does not hold what was written and synced 3 times");
        assertThat(steps).filteredOn("WRITE A"::equals).hasSize(6);
    }

    @Test
    void aDiskThatDoesNotHoldANewFileIsGivenUp() {
        faults = operation -> operation.kind() == Kind.SYNC ? Fault.TORN : Fault.NONE;
        assertThatThrownBy(this::storage)
                .isInstanceOf(StorageException.class)
                .hasMessage("A/p1.a.new does not hold what was written and synced 3 times");
        assertThat(steps).filteredOn("WRITE A"::equals).hasSize(3);
    }

    /** What a killed process wrote can be read, but may not be on the disk. */
    @Test
    void openingSyncsEachFileBeforeItReadsItAndWritesNothingIfAllIsWell() {
        storage().close();
        steps.clear();
        storage();
        assertThat(steps)
                .containsExactly("SYNC A", "READ A", "SYNC B", "READ B", "READ A", "READ B", "READ A", "READ B");
    }

    @Test
    void aHeaderThatReadsAsBadIsReadThreeTimesBeforeItIsWrittenAgain() {
        storage().close();
        for (int bad = 1; bad <= 3; bad++) {
            int[] left = {bad};
            faults = operation -> operation.kind() == Kind.READ
                            && operation.disk().equals("A")
                            && operation.position() == 0
                            && left[0]-- > 0
                    ? Fault.IO_ERROR
                    : Fault.NONE;
            steps.clear();
            storage().close();
            assertThat(steps).filteredOn("WRITE A"::equals).hasSize(bad == 3 ? 1 : 0);
        }
    }

    @Test
    void aDiskThatCannotBeReadAnyMoreDoesNotMatterAsLongAsTheOtherCan() {
        StableStorage storage = storage();
        storage.put(0, new byte[] {7});
        faults = operation ->
                operation.equals(new Operation(Kind.READ, "A", "p1.a", operation.position(), operation.length()))
                        ? Fault.IO_ERROR
                        : Fault.NONE;
        assertThat(storage.get(0)).containsExactly(7);
    }

    @Test
    void aDecayedCopyIsRepairedByAScanSoThatTheOtherMayDecay() {
        StableStorage storage = storage();
        storage.put(0, new byte[] {7});
        for (FaultyDisk disk : List.of(a, b, a)) {
            String file = disk == a ? "p1.a" : "p1.b";
            disk.overwrite(file, new byte[0]);
            assertThat(storage.get(0)).containsExactly(7);
            storage.scan();
        }
        assertThat(storage.get(0)).containsExactly(7);
    }

    @Test
    void closedStorageRefusesWork() {
        StableStorage storage = storage();
        storage.close();
        assertThatThrownBy(() -> storage.get(0))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("it is closed");
    }

    @Test
    void aLayoutIsChecked() {
        assertThatThrownBy(() -> new Layout("p", 1, 500)).hasMessageContaining("multiple of 512");
        assertThatThrownBy(() -> new Layout("p", 0, 512)).hasMessageContaining("at least one page");
        assertThatThrownBy(() -> new Layout("p", 1, (1 << 24) + 512)).hasMessageContaining("at most 16 MiB");
        assertThatThrownBy(() -> new Layout("", 1, 512)).hasMessageContaining("1 to 255 bytes");
        assertThatThrownBy(() -> new Layout("p".repeat(256), 1, 512)).hasMessageContaining("1 to 255 bytes");
        assertThat(new Layout("p".repeat(255), 1, 1 << 24).capacity()).isEqualTo((1 << 24) - PageFormat.OVERHEAD);
        assertThat(new Layout("p", 1, 512).file(Copy.B)).isEqualTo("p.b");
    }

    @Test
    void theContentOfAPageIsFoundInTheBytesOfAFile() {
        StableStorage storage = storage();
        storage.put(1, new byte[] {'v'});
        storage.close();
        byte[] file = b.durable("p1.b");
        assertThat(LAYOUT.content(file, 0, Copy.B)).isEqualTo(Content.INITIAL);
        assertThat(LAYOUT.content(file, 1, Copy.B)).isEqualTo(new Content(2, "v"));
        assertThat(LAYOUT.content(file, 1, Copy.A)).isEqualTo(Content.BAD);
        byte[] cut = Arrays.copyOf(file, file.length - 1);
        assertThat(LAYOUT.content(cut, 0, Copy.B)).isEqualTo(Content.INITIAL);
        assertThat(LAYOUT.content(cut, 1, Copy.B)).isEqualTo(Content.BAD);
    }
}
