package dev.lockstep.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Remembers models that have passed. There is a file for each, whose name is the digest of all that the result depends on. These are the config and all
 * modules beside it and in the folder above.
 */
final class Passed {
    private final Path folder;
    private final String key;

    /** @param key what all results depend on */
    Passed(Path folder, String key) {
        this.folder = folder;
        this.key = key;
    }

    /** Returns the configs below a folder that are models, by path. */
    List<Path> configs(Path specs) throws IOException {
        try (Stream<Path> files = Files.walk(specs)) {
            return files.filter(file -> file.toString().endsWith(".cfg"))
                    .filter(file -> !isOfTraces(file))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isOfTraces(Path config) {
        try (Stream<String> lines = Files.lines(config)) {
            return lines.anyMatch(line -> line.trim().matches("\\\\\\*\\s*expect:\\s*accepted traces"));
        } catch (IOException | java.io.UncheckedIOException e) {
            return false; // the command tells what is wrong with it
        }
    }

    boolean has(Path config) throws IOException {
        return Files.isRegularFile(folder.resolve(digest(config)));
    }

    void add(Path config) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(digest(config)), config + "\n");
    }

    private String digest(Path config) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        digest.update(key.getBytes(StandardCharsets.UTF_8));
        update(digest, config);
        Path own = config.toAbsolutePath().getParent();
        for (Path modules : List.of(own, own.getParent())) {
            try (Stream<Path> files = Files.list(modules)) {
                for (Path file : (Iterable<Path>)
                        files.filter(f -> f.toString().endsWith(".tla")).sorted()::iterator) {
                    update(digest, file);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        digest.update((file.getFileName() + " " + content.length + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(content);
    }
}
