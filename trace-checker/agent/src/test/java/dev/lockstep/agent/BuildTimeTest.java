package dev.lockstep.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: build-time weaving gives the weaver's bytes, touches nothing else, and all files or none. */
class BuildTimeTest {
    private static final byte[] CORE = JavaSource.compile(
                    "@Spec(\"S\") class A { @Self String id; @Action void a(int n) {} }")
            .get("A");
    private static final byte[] PLAIN = JavaSource.compile("class P {}").get("P");
    private static final byte[] REFUSED =
            JavaSource.compile("class R { @Action void a() {} }").get("R");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Object... arguments) {
        String[] strings = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
        return BuildTime.run(strings, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }

    private static Path jar(Path file, Map<String, byte[]> entries) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : new TreeMap<>(entries).entrySet()) {
                ZipEntry written = new ZipEntry(entry.getKey());
                written.setTime(1_600_000_000_000L);
                if (entry.getKey().endsWith("A.class")) {
                    CRC32 crc = new CRC32();
                    crc.update(entry.getValue());
                    written.setMethod(ZipEntry.STORED);
                    written.setSize(entry.getValue().length);
                    written.setCrc(crc.getValue());
                }
                zip.putNextEntry(written);
                zip.write(entry.getValue());
            }
        }
        return file;
    }

    @Test
    void aDirectoryIsWovenInPlace(@TempDir Path dir) throws IOException {
        Path core = Files.write(Files.createDirectories(dir.resolve("x/y")).resolve("A.class"), CORE);
        Path plain = Files.write(dir.resolve("P.class"), PLAIN);
        Files.setPosixFilePermissions(core, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(run("weave", dir)).isZero();

        assertThat(core).hasBinaryContent(Weaver.weave(CORE));
        assertThat(plain).hasBinaryContent(PLAIN);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(core)))
                .isEqualTo("rw-r--r--");
        assertThat(out.toString(UTF_8)).isEqualTo("lockstep-agent: woven classes: 1\n");
        try (Stream<Path> files = Files.walk(dir).filter(Files::isRegularFile)) {
            assertThat(files).containsExactlyInAnyOrder(core, plain);
        }

        assertThat(run("weave", dir)).isZero();
        assertThat(core).hasBinaryContent(Weaver.weave(CORE));
        assertThat(out.toString(UTF_8)).endsWith("woven classes: 0\n");
    }

    @Test
    void aJarIsWovenInPlace(@TempDir Path dir) throws IOException {
        Path jar = jar(
                dir.resolve("a.jar"),
                Map.of(
                        "META-INF/MANIFEST.MF",
                        new byte[] {10},
                        "x/A.class",
                        CORE,
                        "P.class",
                        PLAIN,
                        "t.txt",
                        new byte[9]));

        assertThat(run("weave", jar)).isZero();

        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<String> names = new ArrayList<>();
            for (ZipEntry entry : zip.stream().toList()) {
                names.add(entry.getName());
                assertThat(entry.getTime()).isEqualTo(1_600_000_000_000L);
            }
            assertThat(names).containsExactly("META-INF/MANIFEST.MF", "P.class", "t.txt", "x/A.class");
            assertThat(zip.getInputStream(zip.getEntry("x/A.class")).readAllBytes())
                    .isEqualTo(Weaver.weave(CORE));
            assertThat(zip.getInputStream(zip.getEntry("P.class")).readAllBytes())
                    .isEqualTo(PLAIN);
            assertThat(zip.getEntry("x/A.class").getMethod()).isEqualTo(ZipEntry.STORED);
        }
    }

    @Test
    void aJarWithoutCoresIsNotWritten(@TempDir Path dir) throws IOException {
        Path jar = jar(dir.resolve("a.jar"), Map.of("P.class", PLAIN));
        byte[] before = Files.readAllBytes(jar);
        assertThat(run("weave", jar)).isZero();
        assertThat(jar).hasBinaryContent(before);
    }

    @Test
    void afterARefusalNoFileIsTouched(@TempDir Path dir) throws IOException {
        Path core = Files.write(dir.resolve("A.class"), CORE);
        Path refused = Files.write(dir.resolve("R.class"), REFUSED);

        assertThat(run("weave", dir)).isEqualTo(2);

        assertThat(core).hasBinaryContent(CORE);
        assertThat(err.toString(UTF_8))
                .isEqualTo("lockstep-agent: " + refused + ": R: @Action in a class without @Spec\n"
                        + "lockstep-agent: no file was changed\n");
    }

    @Test
    void aSignedJarIsRefused(@TempDir Path dir) throws IOException {
        Path jar = jar(dir.resolve("a.jar"), Map.of("META-INF/KEY.SF", new byte[] {1}, "A.class", CORE));
        assertThat(run("weave", jar)).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("a.jar: is signed").contains("weave before signing");
    }

    @Test
    void whatIsNoClassFileOrJarIsNamed(@TempDir Path dir) throws IOException {
        byte[] broken = CORE.clone();
        Arrays.fill(broken, 10, 11, (byte) 0x7f);
        Files.write(dir.resolve("B.class"), broken);
        Path text = Files.writeString(dir.resolve("text.jar"), "no jar");
        Path absent = dir.resolve("absent");
        Path whole = jar(dir.resolve("whole.jar"), Map.of("A.class", CORE, "P.class", PLAIN));
        byte[] cut = Arrays.copyOf(Files.readAllBytes(whole), 200);
        Path truncated = Files.write(dir.resolve("cut.jar"), cut);

        assertThat(run("weave", dir, text, absent, truncated)).isEqualTo(2);

        assertThat(err.toString(UTF_8))
                .contains("B.class: not a class file, or of a Java newer than this agent")
                .contains("text.jar: not a jar")
                .contains("absent: no such directory or jar")
                .contains("cut.jar");
    }

    @Test
    void aWrongUsageIsExplained() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("weave")).isEqualTo(2);
        assertThat(run("unweave", ".")).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .startsWith("usage: java -jar lockstep-agent.jar weave [--mapping FILE] DIR|JAR...\n");
    }
}
