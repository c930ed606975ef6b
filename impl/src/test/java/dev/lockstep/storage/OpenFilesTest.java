package dev.lockstep.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.storage.faulty.Faults;
import dev.lockstep.storage.faulty.FaultyDisk;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was opened is closed again, also when opening ends with an error: a file has one owner. */
@Tag("core")
class OpenFilesTest {
    private static final Layout LAYOUT = new Layout("p1", 2, 512);

    private final FaultyDisk one = new FaultyDisk("one", Faults.NONE);
    private final FaultyDisk two = new FaultyDisk("two", Faults.NONE);
    private final Counting a = new Counting(one);
    private final Counting b = new Counting(two);

    /** Counts the files of a disk that are open. */
    private static final class Counting extends WrappedDisk {
        private int open;

        Counting(Disk disk) {
            super(disk);
        }

        @Override
        DiskFile wrapped(DiskFile file) {
            open++;
            return new WrappedFile(file) {
                @Override
                public void close() throws IOException {
                    open--;
                    super.close();
                }
            };
        }
    }

    private void areOpen(int files) {
        assertThat(a.open + b.open).isEqualTo(files);
    }

    @Test
    void storageHasTwoFilesOpenUntilItIsClosed() {
        StableStorage storage = StableStorage.openOrCreate(a, b, LAYOUT);
        areOpen(2);
        storage.close();
        areOpen(0);
    }

    @Test
    void storageThatIsRefusedHasNoFileOpen() {
        StableStorage.openOrCreate(a, b, LAYOUT).close();
        assertThatThrownBy(() -> StableStorage.open(a, b, new Layout("p1", 3, 512)))
                .isInstanceOf(StorageException.class);
        areOpen(0);
        one.overwrite("p1.a", new byte[0]);
        byte[] lost = two.durable("p1.b");
        lost[(int) LAYOUT.position(1)] ^= 1;
        two.overwrite("p1.b", lost);
        assertThatThrownBy(() -> StableStorage.open(a, b, LAYOUT)).hasMessageContaining("page 1 is lost");
        areOpen(0);
    }

    @Test
    void aJournalHasOneFileOpenUntilItIsClosedAlsoAfterItReplacedIt() {
        Journal journal = Journal.openOrCreate(a, "s1", () -> new byte[1], record -> {});
        areOpen(1);
        journal.replace(new byte[2]);
        areOpen(1);
        journal.close();
        areOpen(0);
    }

    @Test
    void aJournalThatIsRefusedHasNoFileOpen() {
        Journal.openOrCreate(a, "s1", () -> new byte[1], record -> {}).close();
        one.overwrite("s1.journal", new byte[512]);
        assertThatThrownBy(() -> Journal.openOrCreate(a, "s1", () -> new byte[1], record -> {}))
                .hasMessageContaining("is no journal s1");
        areOpen(0);
    }
}
