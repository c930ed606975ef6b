package dev.lockstep.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.storage.faulty.Faults;
import dev.lockstep.storage.faulty.FaultyDisk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is wrong with a file when it is opened is repaired, or refused with an error that names the file; never believed. */
@Tag("core")
class CorruptFilesTest {
    private static final Layout LAYOUT = new Layout("p1", 4, 512);
    private static final List<String> VALUES = List.of("zero", "one", "", "three");

    private final FaultyDisk one = new FaultyDisk("one", Faults.NONE);
    private final FaultyDisk two = new FaultyDisk("two", Faults.NONE);

    @BeforeEach
    void somePages() {
        try (StableStorage storage = StableStorage.openOrCreate(one, two, LAYOUT)) {
            for (int page = 0; page < VALUES.size(); page++) {
                storage.put(page, "before".getBytes(StandardCharsets.US_ASCII));
                storage.put(page, VALUES.get(page).getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private FaultyDisk disk(Copy copy) {
        return copy == Copy.A ? one : two;
    }

    private byte[] file(Copy copy) {
        return disk(copy).durable(LAYOUT.file(copy));
    }

    private void corrupt(Copy copy, byte[] bytes) {
        disk(copy).overwrite(LAYOUT.file(copy), bytes);
    }

    /** Opens, compares, and expects both files to be again as they were. */
    private void isRepaired(byte[] a, byte[] b) {
        try (StableStorage storage = StableStorage.open(one, two, LAYOUT)) {
            for (int page = 0; page < VALUES.size(); page++) {
                assertThat(storage.get(page))
                        .asString(StandardCharsets.US_ASCII)
                        .isEqualTo(VALUES.get(page));
            }
        }
        assertThat(file(Copy.A)).isEqualTo(a);
        assertThat(file(Copy.B)).startsWith(b);
    }

    private void isRefused(String... message) {
        assertThatThrownBy(() -> StableStorage.open(one, two, LAYOUT))
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll(message);
    }

    @ParameterizedTest
    @EnumSource(Copy.class)
    void oneFileOfRandomBytesIsRebuilt(Copy copy) {
        byte[] a = file(Copy.A);
        byte[] b = file(Copy.B);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 100; i++) {
            byte[] noise = new byte[a.length];
            random.nextBytes(noise);
            corrupt(copy, noise);
            isRepaired(a, b);
        }
    }

    @ParameterizedTest
    @EnumSource(Copy.class)
    void oneTruncatedFileIsRebuiltAtEveryLength(Copy copy) {
        byte[] a = file(Copy.A);
        byte[] b = file(Copy.B);
        for (int length = 0; length < a.length; length += 7) {
            corrupt(copy, Arrays.copyOf(file(copy), length));
            isRepaired(a, b);
        }
    }

    @ParameterizedTest
    @EnumSource(Copy.class)
    void oneMissingFileIsRebuilt(Copy copy) {
        byte[] a = file(Copy.A);
        byte[] b = file(Copy.B);
        disk(copy).delete(LAYOUT.file(copy));
        isRepaired(a, b);
    }

    @ParameterizedTest
    @EnumSource(Copy.class)
    void aFlippedBitIsRepairedWhereverItIs(Copy copy) {
        byte[] a = file(Copy.A);
        byte[] b = file(Copy.B);
        for (int bit = 0; bit < 8 * a.length; bit += 11) {
            byte[] flipped = file(copy);
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            corrupt(copy, flipped);
            isRepaired(a, b);
        }
    }

    @Test
    void aPageThatIsWhereAnotherBelongsIsRepaired() {
        byte[] a = file(Copy.A);
        byte[] misdirected = file(Copy.A);
        System.arraycopy(a, (int) LAYOUT.position(0), misdirected, (int) LAYOUT.position(1), LAYOUT.pageSize());
        byte[] b = file(Copy.B);
        corrupt(Copy.A, misdirected);
        isRepaired(a, b);
    }

    @Test
    void swappedCopiesAreRefused() {
        byte[] a = file(Copy.A);
        corrupt(Copy.A, file(Copy.B));
        corrupt(Copy.B, a);
        isRefused("one/p1.a is copy B, not A", "swapped");
    }

    @Test
    void aCopyInPlaceOfTheOtherIsRefused() {
        corrupt(Copy.B, file(Copy.A));
        isRefused("two/p1.b is copy A, not B", "swapped");
    }

    @Test
    void bothFilesOfRandomBytesAreRefused() {
        SplittableRandom random = new SplittableRandom(8);
        for (Copy copy : Copy.values()) {
            byte[] noise = new byte[5 * 512];
            random.nextBytes(noise);
            corrupt(copy, noise);
        }
        isRefused("one/p1.a", "two/p1.b", "both are lost, or are no stable storage");
    }

    @Test
    void twoEmptyFilesAreRefused() {
        corrupt(Copy.A, new byte[0]);
        corrupt(Copy.B, new byte[0]);
        isRefused("one/p1.a", "two/p1.b");
    }

    @Test
    void aPageOfWhichBothCopiesAreBadIsRefused() {
        for (Copy copy : Copy.values()) {
            byte[] bytes = file(copy);
            bytes[(int) LAYOUT.position(2) + 9] ^= 1;
            corrupt(copy, bytes);
        }
        isRefused("page 2 is lost", "one/p1.a", "two/p1.b");
    }

    @Test
    void filesThatDoNotExistAreRefusedByOpen() {
        disk(Copy.A).delete(LAYOUT.file(Copy.A));
        disk(Copy.B).delete(LAYOUT.file(Copy.B));
        isRefused("there is no storage p1", "one/p1.a", "two/p1.b");
    }

    @Test
    void anotherPageSizeIsRefused() {
        assertThatThrownBy(() -> StableStorage.open(one, two, new Layout("p1", 4, 1024)))
                .isInstanceOf(StorageException.class)
                .hasMessage("one/p1.a is a file of storage p1 of 4 pages of 512 bytes,"
                        + " not of storage p1 of 4 pages of 1024 bytes");
    }

    @Test
    void aFileOfAnotherStorageIsRefused() {
        FaultyDisk other = new FaultyDisk("two", Faults.NONE);
        StableStorage.openOrCreate(new FaultyDisk("one", Faults.NONE), other, new Layout("p2", 4, 512))
                .close();
        corrupt(Copy.B, other.durable("p2.b"));
        isRefused("two/p1.b is a file of storage p2 of 4 pages", "not of storage p1");
    }

    @Test
    void aLaterFormatIsRefused() {
        byte[] bytes = file(Copy.A);
        ByteBuffer header = ByteBuffer.wrap(bytes).putInt(8, 2);
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, FileHeader.SIZE - 4);
        header.putInt(FileHeader.SIZE - 4, (int) crc.getValue());
        corrupt(Copy.A, bytes);
        isRefused("one/p1.a has format 2", "reads format 1");
    }

    @Test
    void anotherMagicNumberIsABadHeaderAndIsRepaired() {
        byte[] a = file(Copy.A);
        byte[] b = file(Copy.B);
        byte[] bytes = file(Copy.A);
        bytes[0] = 'X';
        corrupt(Copy.A, bytes);
        isRepaired(a, b);
    }

    /** Also a page that is whole is bad in another place, as another copy, and at another size. */
    @Test
    void thePageFormatAcceptsNothingButWhatItEncodes() {
        byte[] page = PageFormat.encode(new Content(5, "value"), 3, Copy.B, 512);
        assertThat(PageFormat.decode(page, 3, Copy.B, 512)).isEqualTo(new Content(5, "value"));
        assertThat(PageFormat.decode(page, 3, Copy.A, 512).isBad()).isTrue();
        assertThat(PageFormat.decode(page, 2, Copy.B, 512).isBad()).isTrue();
        assertThat(PageFormat.decode(page, 3, Copy.B, 1024).isBad()).isTrue();
        assertThat(PageFormat.decode(Arrays.copyOf(page, 511), 3, Copy.B, 512).isBad())
                .isTrue();
        assertThat(PageFormat.decode(new byte[512], 0, Copy.A, 512).isBad()).isTrue();
    }
}
