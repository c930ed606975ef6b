package dev.lockstep.checker.tlc.outline;

import dev.lockstep.checker.outline.ModuleOutline;
import dev.lockstep.checker.outline.Outliner;
import dev.lockstep.checker.tlc.load.ModulePath;
import dev.lockstep.checker.tlc.load.SpecParser;
import dev.lockstep.checker.trace.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tla2sany.drivers.FrontEndException;
import tla2sany.drivers.SANY;
import tla2sany.modanalyzer.SpecObj;
import tla2sany.semantic.ModuleNode;
import util.ToolIO;

/** Makes outlines of what SANY makes of modules. */
public final class SanyOutliner implements Outliner {
    @Override
    public List<ModuleOutline> outlines(Path module, List<Path> folders) throws InvalidInputException {
        Path scratch = scratch();
        try {
            return outlines(module, folders, scratch);
        } finally {
            delete(scratch);
        }
    }

    private static List<ModuleOutline> outlines(Path module, List<Path> folders, Path scratch)
            throws InvalidInputException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream told = new PrintStream(output, true, StandardCharsets.UTF_8);
        ToolIO.out = told;
        ToolIO.err = told;
        List<Path> places = new ArrayList<>();
        places.add(module.toAbsolutePath().getParent());
        folders.forEach(folder -> places.add(folder.toAbsolutePath()));
        ModulePath path = new ModulePath(places, scratch);
        String name = SpecParser.moduleName(module);
        SpecObj spec = new SpecObj(name, path);
        try {
            SANY.frontEndMain(spec, name, told);
        } catch (FrontEndException e) {
            throw unreadable(module, output, e);
        }
        if (!hasParsed(spec)) {
            throw unreadable(module, output, null);
        }
        List<ModuleOutline> outlines = new ArrayList<>();
        for (ModuleNode node : spec.getExternalModuleTable().getModuleNodes()) {
            String each = node.getName().toString();
            File file = path.resolve(each, true);
            if (!path.hasShipped(each) && !file.toPath().startsWith(scratch)) {
                outlines.add(new ModuleReading(node, path).outline(file.toPath()));
            }
        }
        return outlines;
    }

    private static boolean hasParsed(SpecObj spec) {
        return spec.getExternalModuleTable() != null
                && spec.getExternalModuleTable().getRootModule() != null
                && spec.getParseErrors().isSuccess()
                && spec.getSemanticErrors().isSuccess();
    }

    private static InvalidInputException unreadable(
            Path module, ByteArrayOutputStream output, FrontEndException cause) {
        String told = output.toString(StandardCharsets.UTF_8)
                .replaceAll("(?m)^(?:Parsing file|Semantic processing of module|Linting of module) .*$", "")
                .replaceAll("\\s+", " ")
                .strip();
        return new InvalidInputException(module + ": cannot be read: " + told, cause);
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("lockstep-outline");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path scratch) {
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
