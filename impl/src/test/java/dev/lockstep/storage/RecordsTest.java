package dev.lockstep.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.storage.faulty.Faults;
import dev.lockstep.storage.faulty.FaultyDisk;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records that write themselves, and tell how long their owner's trace was. */
@Tag("core")
class RecordsTest {
    private static final Layout LAYOUT = new Layout("p1", 2, 512);

    private final FaultyDisk a = new FaultyDisk("A", Faults.NONE);
    private final FaultyDisk b = new FaultyDisk("B", Faults.NONE);
    private long events;
    private Records records = open();

    private Records open() {
        return new Records(StableStorage.openOrCreate(a, b, LAYOUT), () -> events);
    }

    private void reopen() {
        records.close();
        records = open();
    }

    private void write(String name, String text, long eventsSoFar) {
        events = eventsSoFar;
        records.write(name, out -> out.writeUTF(text));
    }

    @Test
    void aRecordReadsWhatItWroteAndNothingElse() throws IOException {
        write("x", "one", 3);
        reopen();
        assertThat(records.names()).containsExactly("x");
        assertThat(records.contains("x")).isTrue();
        assertThat(records.contains("y")).isFalse();
        DataInputStream in = records.read("x");
        assertThat(in.readUTF()).isEqualTo("one");
        assertThat(in.available()).isZero();
        assertThatThrownBy(() -> records.read("y")).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void theLatestRecordTellsHowLongTheTraceWas() {
        assertThat(records.traced()).isZero();
        write("x", "one", 3);
        write("y", "two", 7);
        assertThat(records.traced()).isEqualTo(7);
        reopen();
        assertThat(records.traced()).isEqualTo(7);
        records.remove("y");
        reopen();
        assertThat(records.names()).containsExactly("x");
        assertThat(records.traced()).isEqualTo(3);
    }

    @Test
    void anOwnerWithoutATraceHasNoEvents() {
        records.close();
        Records untraced = new Records(StableStorage.open(a, b, LAYOUT));
        untraced.write("x", out -> {});
        assertThat(untraced.traced()).isZero();
    }

    @Test
    void thereIsRoomForOneRecordOnEachPage() {
        assertThat(records.hasRoom(2)).isTrue();
        assertThat(records.hasRoom(3)).isFalse();
        write("x", "one", 0);
        assertThat(records.hasRoom(1)).isTrue();
        assertThat(records.hasRoom(2)).isFalse();
        records.remove("x");
        assertThat(records.hasRoom(2)).isTrue();
    }

    /** A page keeps eight bytes for the events, two for the length of the name, and the name. */
    @Test
    void whatFitsCanBeWrittenAndWhatDoesNotCannot() {
        int most = LAYOUT.capacity() - 8 - 2 - "näme".length() - 1;
        Records.Contents fits = out -> out.write(new byte[most]);
        Records.Contents tooLong = out -> out.write(new byte[most + 1]);
        assertThat(records.fits("näme", fits)).isTrue();
        assertThat(records.fits("näme", tooLong)).isFalse();
        records.write("näme", fits);
        assertThatThrownBy(() -> records.write("näme", tooLong)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void closedRecordsRefuseWork() {
        write("x", "one", 0);
        records.close();
        assertThatThrownBy(() -> records.read("x"))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("it is closed");
    }
}
