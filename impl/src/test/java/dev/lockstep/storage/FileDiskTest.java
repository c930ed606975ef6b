package dev.lockstep.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files. They show that the same bytes are written there; that they survive is shown on the disk in memory. */
@Tag("core")
class FileDiskTest {
    private static final Layout LAYOUT = new Layout("p1", 3, 4096);

    @TempDir
    Path folder;

    private StableStorage open() throws IOException {
        return StableStorage.openOrCreate(
                new FileDisk(folder.resolve("one")), new FileDisk(folder.resolve("two")), LAYOUT);
    }

    @Test
    void pagesSurviveReopeningAndTheLossOfEitherFile() throws IOException {
        byte[] value = new byte[] {9, 8, 7};
        try (StableStorage storage = open()) {
            storage.put(1, value);
        }
        for (String file : new String[] {"one/p1.a", "two/p1.b"}) {
            byte[] before = Files.readAllBytes(folder.resolve(file));
            assertThat(before).hasSize(4 * 4096);
            Files.delete(folder.resolve(file));
            try (StableStorage storage = open()) {
                assertThat(storage.get(1)).isEqualTo(value);
                assertThat(storage.get(0)).isEmpty();
            }
            assertThat(folder.resolve(file)).hasBinaryContent(before);
        }
        try (var left = Files.walk(folder)) {
            assertThat(left.filter(Files::isRegularFile)).hasSize(2);
        }
    }

    @Test
    void aTruncatedOrChangedFileIsRepaired() throws IOException {
        try (StableStorage storage = open()) {
            storage.put(2, new byte[] {1, 2, 3});
        }
        Path file = folder.resolve("one/p1.a");
        byte[] before = Files.readAllBytes(file);
        byte[] changed = before.clone();
        changed[3 * 4096 + 29] ^= 1;
        Files.write(file, changed);
        open().close();
        assertThat(file).hasBinaryContent(before);
        Files.write(file, new byte[100]);
        open().close();
        assertThat(file).hasBinaryContent(before);
    }

    /** Blocks of the file system begin and end elsewhere than what is read here. */
    @Test
    void anyBytesThatWereWrittenAreReadAndNoneBehindTheEnd() throws IOException {
        byte[] bytes = new byte[10_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i / 7);
        }
        try (DiskFile file = new FileDisk(folder).create("file")) {
            file.write(300, Arrays.copyOfRange(bytes, 300, bytes.length));
            file.write(0, Arrays.copyOf(bytes, 300));
            file.sync();
            for (int position = 0; position < 10_100; position += 512) {
                for (int length : new int[] {1, 511, 512, 4096, 5000, 20_000}) {
                    int from = Math.min(position, bytes.length);
                    assertThat(file.read(position, length))
                            .isEqualTo(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + length)));
                }
            }
        }
    }

    @Test
    void storageThatIsOpenIsNotOpenedAgain() throws IOException {
        try (StableStorage storage = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("one/p1.a is in use");
            storage.put(0, new byte[] {1});
        }
        try (StableStorage again = open()) {
            assertThat(again.get(0)).containsExactly(1);
        }
    }

    /** Tries to open a file in a process of its own. */
    static final class Another {
        public static void main(String[] args) throws IOException {
            new FileDisk(Path.of(args[0])).open(args[1]).close();
        }
    }

    private String opensInAnotherProcess(String name) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Another.class.getName(),
                        folder.toString(),
                        name)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? "opened" : output;
    }

    @Test
    void aFileThatIsOpenIsNotOpenedByAnotherProcessAlsoAfterThisOneTriedToOpenItAgain() throws Exception {
        FileDisk disk = new FileDisk(folder);
        try (DiskFile file = disk.create("file")) {
            assertThatThrownBy(() -> disk.open("file")).hasMessageContaining("is in use");
            assertThatThrownBy(() -> new FileDisk(folder.resolve(".")).open("file"))
                    .hasMessageContaining("is in use");
            assertThat(opensInAnotherProcess("file")).contains("file is in use");
        }
        assertThat(opensInAnotherProcess("file")).isEqualTo("opened");
    }

    @Test
    void aFileThatIsClosedTwiceIsNotTakenFromItsNextOwner() throws IOException {
        FileDisk disk = new FileDisk(folder);
        DiskFile first = disk.create("file");
        first.close();
        try (DiskFile next = disk.open("file")) {
            first.close();
            assertThatThrownBy(() -> disk.open("file")).hasMessageContaining("is in use");
            assertThat(next.read(0, 1)).isEmpty();
        }
        assertThatThrownBy(() -> disk.open("missing")).isInstanceOf(NoSuchFileException.class);
        disk.create("missing").close();
    }

    /** Where the system tells which files a process has open. */
    @Test
    void aFileThatIsClosedLeavesNothingOpen() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        assumeThat(descriptors).exists();
        new FileDisk(folder).create("file").close();
        try (var open = Files.list(descriptors)) {
            assertThat(open.filter(Files::isSymbolicLink).map(FileDiskTest::target))
                    .doesNotContain(folder.toRealPath().resolve("file").toString());
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "closed since";
        }
    }

    @Test
    void bothFilesLostAreRefusedByOpen() throws IOException {
        open().close();
        Files.write(folder.resolve("one/p1.a"), new byte[5000]);
        Files.write(folder.resolve("two/p1.b"), new byte[5000]);
        assertThatThrownBy(this::open)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("one/p1.a")
                .hasMessageContaining("two/p1.b");
    }
}
