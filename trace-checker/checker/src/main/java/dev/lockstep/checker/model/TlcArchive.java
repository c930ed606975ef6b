package dev.lockstep.checker.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Makes the archive of a TLC's classes (AppCDS, JEP 350). The JVM maps it into memory instead of reading, verifying and linking a thousand
 * classes for every model. It decides nothing about what TLC computes.
 */
public final class TlcArchive {
    /** A lasso: TLC loads the classes of the search, of liveness and of printing a counterexample for it. */
    private static final String MODULE = """
            ---- MODULE Training ----
            EXTENDS Naturals, Sequences, FiniteSets, TLC
            VARIABLES n, seen
            Init == n = 0 /\\ seen = {}
            Step == n' = (n + 1) % 4 /\\ seen' = seen \\cup {[at |-> n, past |-> <<n, "x">>]}
            Next == Step
            Spec == Init /\\ [][Next]_<<n, seen>> /\\ WF_n(Next)
            TypeOK == n \\in 0..3 /\\ Cardinality(seen) < 9
            Ends == <>[](n = 3)
            ====
            """;

    /** The exit code of TLC for the lasso: it has come to the end. */
    private static final int LIVENESS_VIOLATED = 13;

    private static final String CONFIG = "SPECIFICATION Spec\nINVARIANT TypeOK\nPROPERTY Ends\n";

    private TlcArchive() {}

    /**
     * Returns the archive for this TLC and this JVM. It is made when it is missing, which takes as long as three small models.
     *
     * @param tlc the jar
     * @param folder where archives are kept; it exists
     * @throws IOException the archive cannot be made; the message says why
     */
    public static synchronized Path in(Path folder, Path tlc) throws IOException, InterruptedException {
        Path archive = folder.toAbsolutePath().resolve("tlc-" + key(tlc) + ".jsa");
        if (!Files.isRegularFile(archive)) {
            Path scratch = Files.createTempDirectory(folder.toAbsolutePath(), "lockstep-archive");
            try {
                Files.move(made(tlc, scratch), archive, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Scratch.delete(scratch);
            }
        }
        return archive;
    }

    /** Returns the options that have a JVM use the archive. */
    static List<String> options(Path archive) {
        return List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    /** Names the archive. A JVM takes only one of its own version, and of the very jar that is on its class path. */
    private static String key(Path tlc) throws IOException {
        CRC32 key = new CRC32();
        String text = String.join(
                "|",
                System.getProperty("java.vm.version"),
                System.getProperty("java.home"),
                tlc.toAbsolutePath().toString(),
                String.valueOf(Files.size(tlc)),
                Files.getLastModifiedTime(tlc).toString());
        key.update(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) key.getValue());
    }

    private static Path made(Path tlc, Path scratch) throws IOException, InterruptedException {
        Files.writeString(scratch.resolve("Training.tla"), MODULE);
        Files.writeString(scratch.resolve("Model.cfg"), CONFIG);
        Path archive = scratch.resolve("tlc.jsa");
        Path output = scratch.resolve("output");
        List<String> command = new ArrayList<>();
        command.add(ModelChecker.java());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:ArchiveClassesAtExit=" + archive));
        command.addAll(List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-Djava.io.tmpdir=" + scratch));
        command.addAll(List.of("-cp", tlc.toString(), "tlc2.TLC"));
        command.addAll(ModelChecker.options(scratch));
        command.add("Training");
        Process process = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != LIVENESS_VIOLATED || !Files.isRegularFile(archive)) {
            List<String> said = Files.readAllLines(output);
            throw new IOException("the JVM has made no archive of TLC's classes: "
                    + String.join(" | ", said.subList(Math.max(0, said.size() - 5), said.size())));
        }
        return archive;
    }
}
