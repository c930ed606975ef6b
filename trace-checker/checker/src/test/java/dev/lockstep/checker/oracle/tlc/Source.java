package dev.lockstep.checker.oracle.tlc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tla2sany.drivers.SANY;
import tla2sany.modanalyzer.SpecObj;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.st.Location;
import util.SimpleFilenameToStream;
import util.ToolIO;

/** The modules of a spec in one folder, parsed; and their text, to which definitions can be appended. */
final class Source {
    private final Path folder;
    private final ModuleNode root;
    private final Map<String, List<String>> lines = new HashMap<>();
    private final Map<String, List<String>> appended = new HashMap<>();

    Source(Path folder, String module) {
        this.folder = folder;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ToolIO.out = new PrintStream(output, true, StandardCharsets.UTF_8);
        ToolIO.err = ToolIO.out;
        SpecObj spec =
                new SpecObj(folder.resolve(module + ".tla").toString(), new SimpleFilenameToStream(folder.toString()));
        try {
            SANY.frontEndMain(spec, module, ToolIO.out);
        } catch (Exception e) {
            throw new IllegalStateException(output.toString(StandardCharsets.UTF_8), e);
        }
        if (spec.getExternalModuleTable() == null
                || spec.getExternalModuleTable().getRootModule() == null) {
            throw new IllegalStateException(output.toString(StandardCharsets.UTF_8));
        }
        this.root = spec.getExternalModuleTable().getRootModule();
    }

    @Nullable
    OpDefNode definition(String name) {
        for (OpDefNode definition : root.getOpDefs()) {
            if (definition.getName().toString().equals(name)) {
                return definition;
            }
        }
        return null;
    }

    /** Whether the definition is in one of the spec's files, not in a standard module. */
    boolean isOwn(OpDefNode definition) {
        return definition.getBody() != null && Files.exists(folder.resolve(module(definition.getBody()) + ".tla"));
    }

    static String module(SemanticNode node) {
        return node.getLocation().source();
    }

    // ---------------------------------------------------------------- text

    /** The expression's text, in parentheses, each line at the columns where it stands: these mean something in lists. */
    String text(SemanticNode node) {
        Location place = node.getLocation();
        return "(" + text(place.source(), place.beginLine(), place.beginColumn(), place.endLine(), place.endColumn())
                + ")";
    }

    /** The text from the beginning of the one to that of the other. */
    String between(SemanticNode outer, SemanticNode inner) {
        Location from = outer.getLocation();
        Location to = inner.getLocation();
        return text(from.source(), from.beginLine(), from.beginColumn(), to.beginLine(), to.beginColumn() - 1);
    }

    private String text(String module, int firstLine, int firstColumn, int lastLine, int lastColumn) {
        List<String> all = lines.computeIfAbsent(module, this::read);
        StringBuilder text = new StringBuilder("\n");
        for (int i = firstLine; i <= lastLine; i++) {
            String line = all.get(i - 1);
            String cut = i == lastLine ? line.substring(0, lastColumn) : line;
            text.append(i == firstLine ? " ".repeat(firstColumn - 1) + cut.substring(firstColumn - 1) : cut)
                    .append('\n');
        }
        return text.toString();
    }

    private List<String> read(String module) {
        try {
            return Files.readAllLines(folder.resolve(module + ".tla"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---------------------------------------------------------------- appending

    void append(String module, String definition) {
        appended.computeIfAbsent(module, key -> new ArrayList<>()).add(definition);
    }

    void write() throws IOException {
        for (Map.Entry<String, List<String>> entry : appended.entrySet()) {
            List<String> text = new ArrayList<>(read(entry.getKey()));
            int end = text.size() - 1;
            while (!text.get(end).matches("={4,}.*")) {
                end--;
            }
            text.addAll(end, entry.getValue());
            text.add(end, "LOCAL INSTANCE LockstepOracle");
            Files.write(folder.resolve(entry.getKey() + ".tla"), text);
        }
    }
}
