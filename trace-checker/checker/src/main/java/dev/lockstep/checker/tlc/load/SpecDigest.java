package dev.lockstep.checker.tlc.load;

import dev.lockstep.checker.spec.SpecSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import tla2sany.semantic.ModuleNode;
import tlc2.tool.impl.BoundedTool;

/** Computes a digest of the texts that a spec is made of. */
public final class SpecDigest {
    /** The number of bytes that are enough to tell specs apart that somebody edits. */
    private static final int BYTES = 16;

    private SpecDigest() {}

    /** Returns the first 16 bytes of SHA-256 over modules, config and constants. The modules are those in the spec's folders. */
    public static String of(SpecSource source, BoundedTool tool) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            TreeSet<String> modules = new TreeSet<>();
            for (ModuleNode module : tool.getSpecProcessor().getModuleTbl().getModuleNodes()) {
                modules.add(module.getName().toString());
            }
            for (String module : modules) {
                Optional<Path> file = SpecParser.fileOfModule(source, module);
                if (file.isPresent()) {
                    add(digest, module, Files.readAllBytes(file.get()));
                }
            }
            for (Path jar : source.path()) {
                if (Files.isRegularFile(jar)) {
                    add(digest, "", Files.readAllBytes(jar));
                }
            }
            add(digest, "config", Files.readAllBytes(source.config()));
            new TreeMap<>(source.constants())
                    .forEach((name, value) -> add(digest, name, value.toString().getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(source.module() + ": cannot be read again: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, String name, byte[] text) {
        digest.update((name + '\0' + text.length + '\0').getBytes(StandardCharsets.UTF_8));
        digest.update(text);
    }
}
