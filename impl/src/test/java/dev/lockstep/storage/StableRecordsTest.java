package dev.lockstep.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.storage.faulty.Faults;
import dev.lockstep.storage.faulty.FaultyDisk;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("core")
class StableRecordsTest {
    private final FaultyDisk a = new FaultyDisk("A", Faults.NONE);
    private final FaultyDisk b = new FaultyDisk("B", Faults.NONE);
    private StableStorage storage = StableStorage.openOrCreate(a, b, new Layout("p1", 2, 512));
    private StableRecords records = new StableRecords(storage);

    private void reopen() {
        storage.close();
        storage = StableStorage.open(a, b, storage.layout());
        records = new StableRecords(storage);
    }

    @Test
    void recordsAndTheirAbsenceSurviveReopening() {
        records.put("x", new byte[] {1});
        records.put("y", new byte[0]);
        records.put("x", new byte[] {2, 3});
        reopen();
        assertThat(records.names()).containsExactly("x", "y");
        assertThat(records.get("x").orElseThrow()).containsExactly(2, 3);
        assertThat(records.get("y").orElseThrow()).isEmpty();
        assertThat(records.get("z")).isEmpty();
        records.remove("x");
        records.remove("z");
        reopen();
        assertThat(records.names()).containsExactly("y");
    }

    @Test
    void aRemovedRecordMakesRoomForAnother() {
        records.put("x", new byte[] {1});
        records.put("y", new byte[] {1});
        assertThatThrownBy(() -> records.put("z", new byte[] {1}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no room for the record z: all pages of storage p1");
        records.remove("x");
        records.put("z", new byte[] {1});
        assertThat(records.names()).containsExactly("y", "z");
    }

    @Test
    void aRecordThatDoesNotFitIsRefused() {
        int room = storage.layout().capacity() - 2;
        records.put("name", new byte[room - 4]);
        assertThatThrownBy(() -> records.put("name", new byte[room - 3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "name and value have 483 bytes, a page of storage p1 of 2 pages of 512 bytes takes 482");
        assertThat(records.get("name").orElseThrow()).hasSize(room - 4);
    }

    @Test
    void storageThatHoldsSomethingElseIsRefused() {
        for (byte[] other : List.of(new byte[] {9}, new byte[] {0, 2, 'x'}, new byte[] {0, 9, 'x', 'y', 'z'})) {
            storage.put(1, other);
            assertThatThrownBy(() -> new StableRecords(storage))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("page 1 of storage p1 of 2 pages of 512 bytes is no record");
        }
    }

    @Test
    void aRecordMayHaveTheShortestNameAndTheLongest() {
        records.put("", new byte[0]);
        reopen();
        assertThat(records.names()).containsExactly("");
        assertThat(records.get("").orElseThrow()).isEmpty();

        String longest = "n".repeat(0xffff);
        StableStorage large = StableStorage.openOrCreate(a, b, new Layout("p2", 1, 1 << 17));
        StableRecords there = new StableRecords(large);
        there.put(longest, new byte[] {1});
        assertThat(new StableRecords(large).get(longest).orElseThrow()).containsExactly(1);
        assertThatThrownBy(() -> there.put(longest + "n", new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void recordsTellWhatIsThereAndForHowManyMoreThereIsRoom() {
        assertThat(records.room()).isEqualTo(2);
        records.put("x", new byte[] {1});
        assertThat(records.contains("x")).isTrue();
        assertThat(records.contains("y")).isFalse();
        assertThat(records.room()).isEqualTo(1);
    }

    @Test
    void aRecordThatIsThereTwiceIsRefused() {
        records.put("x", new byte[] {1});
        storage.put(1, storage.get(0));
        assertThatThrownBy(() -> new StableRecords(storage))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("the record x twice");
    }
}
